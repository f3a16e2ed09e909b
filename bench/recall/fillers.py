"""Entries that fill a log around those of the sets. They are about something else.

Most are of the same trades, made of sentences that go together. The others are paragraphs of Python's documentation,
each with words of the sets, so that a large log knows all words.
"""

from __future__ import annotations

import ast
import random
import re
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bench.recall import texts

PATH = Path(__file__).parent / "fillers.txt"
LONG = 8
"""One of so many is as long as a report."""
SHORT_EPISODES, LONG_EPISODES = (0, 2), (4, 9)
NUMBERS = (2, 95)
PARAGRAPH = 5
"""One of so many is a paragraph of Python's documentation."""
STRAY_WORDS = 10
"""How many words of the sets each of these has."""
NOT_PROSE = {"site-packages", "test", "tests", "lib2to3", "pydoc_data"}

Trade = Mapping[str, Sequence[str]]


def fillers(number: int) -> Iterator[dict[str, str]]:
    """So many of them, always the same ones: the first of many are those of few."""
    chance, paragraphs = random.Random(11), _paragraphs()
    random.Random(7).shuffle(paragraphs)
    for at in range(number):
        if at % PARAGRAPH == PARAGRAPH - 1:
            yield _documentation(chance, paragraphs[at // PARAGRAPH])
        else:
            yield _entry(chance, chance.choice(_trades()), SHORT_EPISODES if at % LONG else LONG_EPISODES)


def _entry(chance: random.Random, trade: Trade, episodes: tuple[int, int]) -> dict[str, str]:
    what, wrong = (chance.choice(trade[name]) for name in ("what", "wrong"))
    further = [_further(chance, trade) for _ in range(chance.randint(*episodes))]
    return {
        "title": chance.choice((what, f"{what}: {wrong}", _sentence(wrong)[:-1])),
        "did": f"{chance.choice(trade['who'])} took it on: {_lower(what)}. It was planned for {_amount(chance)}.",
        "happened": "\n".join((_episode(chance, trade, wrong), *further)),
        "drove": _sentence(chance.choice(trade["because"])),
        "learned": _sentence(chance.choice(trade["learned"])),
    }


def _episode(chance: random.Random, trade: Trade, wrong: str) -> str:
    began = chance.choice(("At first all went well.", "It began late.", "The first days were promising.", ""))
    told = f"{began} Then {wrong}, since {chance.choice(trade['because'])}. {chance.choice(trade['then'])}."
    return told.strip()


def _further(chance: random.Random, trade: Trade) -> str:
    """A paragraph about another thing that went wrong in the same trade."""
    what, wrong, why, then, learned = (
        chance.choice(trade[name]) for name in ("what", "wrong", "because", "then", "learned")
    )
    who = chance.choice(trade["who"])
    return (
        f"In week {chance.randint(*NUMBERS)} something similar came up with another plan, {_lower(what)}. "
        f"{who} saw that {wrong}. As it turned out, {why}. {then}. What we took from it: {_lower(learned)}."
    )


def _amount(chance: random.Random) -> str:
    return f"{chance.randint(*NUMBERS)} days and about {chance.randint(*NUMBERS)} thousand"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


@cache
def _trades() -> Sequence[Trade]:
    blocks = PATH.read_text().split("\n\n")[1:]
    return [
        {
            name: [each.strip() for each in values.split("; ")]
            for name, values in re.findall(r"^(\w+): (.+)$", block, re.MULTILINE)
        }
        for block in blocks
    ]


def _documentation(chance: random.Random, paragraph: str) -> dict[str, str]:
    words = paragraph.split()
    stray = " ".join(chance.choices(_our_words(), k=STRAY_WORDS))
    learned, _, _ = paragraph.partition(". ")
    return {"title": " ".join(words[:6]), "happened": paragraph, "learned": learned, "next_time": stray}


@cache
def _our_words() -> Sequence[str]:
    """All words of the sets, as often as they come."""
    told = [text for of in texts.SETS for text in texts.unrelated(of)]
    told += [text for of in texts.SETS for _, text in texts.descriptions(of)]
    told += [text for of in texts.SETS for _, fields in texts.entries(of) for text in fields.values()]
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
