"""Whether two names look alike: the skeletons of Unicode's UTS #39, with its table of confusable characters.

Two names with the same skeleton are easily taken for each other: "Ana" with a Cyrillic A, "José" in two
pieces, "Mia" in mathematical letters. The table comes from the package confusable-homoglyphs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from facilitator.characters import without_invisible
from facilitator.refused import Refused


def lookalike(name: str, others: Iterable[str]) -> str | None:
    """The first of the other names that is easily taken for this one, upper and lower case aside, or None."""
    own = _skeletons(name)
    for other in others:
        if any(one == two for one, two in zip(own, _skeletons(other), strict=True)):
            return other
    return None


def name_taken(name: str, other: str, where: str) -> Refused:
    """The refusal of a name, because of one that is the same or looks like it.

    :param where: what is true of the other one, such as ``is here already``.
    """
    alike = f"“{name}” looks the same as {other}, who {where}."
    same = f"Somebody called {other} {where}."
    said = same if _folded(name) == _folded(other) else alike
    return Refused("name_taken", f"{said} Add something to your name.")


@lru_cache(maxsize=4096)
def _skeletons(name: str) -> tuple[str, str]:
    """The skeleton of the folded name, and the folded skeleton.

    Both are needed: a capital may have a lookalike where the small letter has none, and the reverse.
    """
    return _skeleton(_folded(name)), _folded(_skeleton(name))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _skeleton(name: str) -> str:
    table = prototypes()
    parts = without_invisible(unicodedata.normalize("NFD", name))
    return unicodedata.normalize("NFD", "".join(table.get(sign, sign) for sign in parts))


@cache
def prototypes() -> Mapping[str, str]:
    """What stands for each character that has lookalikes, from pairs that the table lists in both directions.

    It takes about a tenth of a second the first time.

    A prototype is the one that several point to, or one of several characters; of two, the smaller one.
    """
    from confusable_homoglyphs.utils import load  # It loads much, and names are compared later.

    # The package keeps the whole table in memory when its other modules are loaded: ten times as much.
    table = load("confusables.json")
    found = {}
    for listed, alike in table.items():
        # The table puts marks of direction around letters that are written from right to left.
        sign, prototype = without_invisible(listed), without_invisible(alike[0]["c"])
        if len(sign) != 1 or len(alike) != 1:
            continue
        is_end = len(prototype) != 1 or len(table.get(alike[0]["c"], ())) > 1
        if is_end or prototype < sign:
            found[sign] = prototype
    return found
