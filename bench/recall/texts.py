"""The texts that recall is measured on: three sets of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
FITTED, HELD_OUT, DOMAINS = "fitted", "held_out", "domains"
SETS = (FITTED, HELD_OUT, DOMAINS)
"""In the order in which they were written. A set's texts are looked up among its entries and all earlier ones."""
NAMES = {"next": "next_time"}


FIELDS = ("title", "learned", "did", "expected", "happened", "impact", "drove", "next_time")
"""What a form sends of an entry that is being written, in its order."""


def entries(of: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry of a set: its key and fields. An indented line is one more paragraph of the field above it."""
    for block in (HERE / of / "entries.txt").read_text().split("\n\n")[1:]:
        key, *lines = re.split(r"\n(?! )", block.strip())
        parts = (line.replace("\n  ", "\n").partition(": ") for line in lines)
        yield key.strip("[]"), {NAMES.get(name, name): value for name, _, value in parts}


def descriptions(of: str) -> list[tuple[str, str]]:
    """The key of an entry, and a text about the same in other words."""
    pairs = (line.partition(": ") for line in _lines(of, "queries.txt"))
    return [(key, text) for key, _, text in pairs]


def unrelated(of: str) -> list[str]:
    """Texts that no entry is about."""
    return _lines(of, "unrelated.txt")


def forms() -> list[tuple[str, str]]:
    """The key of an entry, and a whole form about the same in other words."""
    whole = (HERE / "forms.txt").read_text().partition("\n\n")[2].strip()
    pairs = (form.replace("\n  ", "\n").partition(": ") for form in re.split(r"\n(?! )", whole))
    return [(key, text) for key, _, text in pairs]


def unrelated_forms() -> list[str]:
    """Whole forms about nothing in the first two sets: the entries of `domains`."""
    return ["\n".join(each[name] for name in FIELDS if name in each) for _, each in entries(DOMAINS)]


def fitted_half() -> set[str]:
    """The half of `domains` that the rules were fitted on, too: every second key, and every second unrelated text."""
    keys = list(dict(entries(DOMAINS)))
    return {*keys[::2], *unrelated(DOMAINS)[::2]}


def up_to(of: str) -> tuple[str, ...]:
    """A set and all earlier ones."""
    return SETS[: SETS.index(of) + 1]


def _lines(of: str, name: str) -> list[str]:
    read = (HERE / of / name).read_text().splitlines()
    return [line for line in read if line and not line.startswith("#")]
