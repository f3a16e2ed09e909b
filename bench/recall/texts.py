"""The texts that recall is measured on: three sets of our own, and what fills a log around them."""

from __future__ import annotations

import ast
import random
import re
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
FITTED, HELD_OUT, DOMAINS = "fitted", "held_out", "domains"
SETS = (FITTED, HELD_OUT, DOMAINS)
"""In the order in which they were written. A set's texts are looked up among its entries and all earlier ones."""
NAMES = {"next": "next_time"}
NOT_PROSE = {"site-packages", "test", "tests", "lib2to3", "pydoc_data"}
STRAY_WORDS = 10
"""How many words of ours are strewn into each filling entry, so that a large log knows them all."""


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


def up_to(of: str) -> tuple[str, ...]:
    """A set and all earlier ones."""
    return SETS[: SETS.index(of) + 1]


def fillers(number: int, of: str) -> Iterator[dict[str, str]]:
    """Entries about something else: paragraphs of Python's own documentation, with words of the sets among them."""
    chance = random.Random(11)
    paragraphs, ours = _paragraphs(), _our_words(up_to(max(of, HELD_OUT, key=SETS.index)))
    for text in chance.sample(paragraphs, number):
        words = [*text.split(), *chance.choices(ours, k=STRAY_WORDS)]
        chance.shuffle(words)
        yield {"title": " ".join(words[:6]), "happened": " ".join(words[6:]), "learned": text.split(". ")[0]}


def _lines(of: str, name: str) -> list[str]:
    read = (HERE / of / name).read_text().splitlines()
    return [line for line in read if line and not line.startswith("#")]


def _our_words(sets: Sequence[str]) -> list[str]:
    """All words of the sets, as often as they come."""
    told = [text for of in sets for text in unrelated(of)]
    told += [text for of in sets for _, text in descriptions(of)]
    told += [text for of in sets for _, fields in entries(of) for text in fields.values()]
    return " ".join(told).split()


def _paragraphs() -> list[str]:
    """The longer paragraphs of the standard library's docstrings; each once, in a fixed order."""
    library = Path(sysconfig.get_path("stdlib"))
    files = [*library.glob("*.py"), *library.glob("*/*.py")]
    found = {text for file in files if file.parent.name not in NOT_PROSE for text in _documented(file)}
    return sorted(text for text in found if 20 <= len(text.split()) <= 120 and ">>>" not in text)


def _documented(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                yield " ".join(paragraph.split())
