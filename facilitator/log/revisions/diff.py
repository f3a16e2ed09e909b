"""What changed between two versions of an entry, word by word."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

from facilitator.log.entry.content import Action, Content
from facilitator.summary import words

Sign = Literal["same", "out", "in"]
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
BUDGET_SECONDS = 0.2
"""For all texts of a page, of up to 200 KB each. Texts not compared in this time are shown as replaced."""
CONTEXT_WORDS = 12
"""How many unchanged words are shown on each side of a change."""
# One character stands for one word. Surrogates are left out: they are no characters of their own.
_SURROGATES = range(0xD800, 0xE000)

LABELS = {
    "title": "Title",
    "date": "Date",
    "category": "Category",
    "tags": "Tags",
    "did": "What was decided or done",
    "expected": "What was expected",
    "happened": "What happened",
    "impact": "What came of it",
    "drove": "What drove it",
    "learned": "What was learned",
    "next_time": "Next time",
    "outcome": "Outcome",
    "actions": "Actions and experiments",
}


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed ("same"), were removed ("out") or were added ("in")."""

    sign: Sign
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs: its name, both texts, and the pieces that show the difference."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        return LABELS[self.name]


class DiffBudget:
    """The time, in seconds, that is left to compare the texts of one page: comparing blocks all else."""

    def __init__(self, seconds: float = BUDGET_SECONDS) -> None:
        self.seconds = seconds

    def compared(self, old: str, new: str) -> list[tuple[int, str]]:
        """The runs of characters that stayed (0), were removed (-1) or were added (1), in their order."""
        if self.seconds <= 0:
            return [(-1, old), (1, new)]
        engine = diff_match_patch()
        engine.Diff_Timeout = self.seconds
        began = time.monotonic()
        found: list[tuple[int, str]] = engine.diff_main(old, new, False)
        self.seconds -= time.monotonic() - began
        return found


def changes(before: Content, after: Content, patience: DiffBudget | None = None) -> list[Change]:
    """The fields that differ, in the order of the form.

    :param patience: the time for comparing, shared by all calls for one page.
    """
    patience = patience or DiffBudget()
    pairs = ((name, as_text(before, name), as_text(after, name)) for name in LABELS)
    return [
        Change(name, old, new, tuple(pieces_between(old, new, patience)))
        for name, old, new in pairs
        if old != new
    ]


def as_text(content: Content, name: str) -> str:
    """One field of the content as text for people."""
    value = getattr(content, name)
    if name == "actions":
        return "\n".join(map(_action, value))
    if name == "outcome":
        return words.OUTCOMES.get(value, "")
    if name == "category":
        return str(value).capitalize()
    if isinstance(value, datetime.date):
        return words.day(value.isoformat())
    return value if isinstance(value, str) else _joined(name, value)


def _joined(name: str, values: Iterable[str]) -> str:
    return ", ".join(values) if name == "tags" else "\n\n".join(values)


def _action(action: Action) -> str:
    """An action on one line, without its state, which is no part of the content that was decided."""
    details = {
        "hypothesis": action.hypothesis if action.what else "",
        "test": action.test,
        "signal": action.signal,
        "support": action.support,
    }
    said = [f"{name}: {text}" for name, text in details.items() if text]
    by = f"by {words.day(action.due.isoformat())}" if action.due else ""
    kind = "Experiment" if action.kind == "experiment" else "Step"
    return f"{kind}: " + "; ".join(filter(None, [action.headline, *said, action.owner, by]))


def pieces_between(before: str, after: str, patience: DiffBudget | None = None) -> Iterator[Piece]:
    """The pieces of the difference between two texts. Long unchanged runs are shortened."""
    found = list(_compared(before, after, patience or DiffBudget()))
    for place, piece in enumerate(found):
        if piece.sign == "same":
            yield Piece("same", _around(piece.text, first=place == 0, last=place == len(found) - 1))
        else:
            yield piece


def _compared(before: str, after: str, patience: DiffBudget) -> Iterator[Piece]:
    table: dict[str, str] = {}
    old, new = _coded(before, table), _coded(after, table)
    word = {sign: text for text, sign in table.items()}
    found = [(sign, "".join(word[each] for each in coded)) for sign, coded in patience.compared(old, new)]
    yield from _joined_up(found)


def _joined_up(found: list[tuple[int, str]]) -> Iterator[Piece]:
    """Join changes that only blanks or punctuation separate, so that they are easier to read."""
    out = into = ""
    for place, (sign, text) in enumerate(found):
        between_changes = bool(out or into) and place < len(found) - 1
        if sign == 0 and not (between_changes and not re.search(r"\w", text)):
            yield from _changed(out, into)
            yield Piece("same", text)
            out = into = ""
            continue
        out += text if sign <= 0 else ""
        into += text if sign >= 0 else ""
    yield from _changed(out, into)


def _changed(out: str, into: str) -> Iterator[Piece]:
    """First the removed text, then the added text; empty ones are left out."""
    if out:
        yield Piece("out", out)
    if into:
        yield Piece("in", into)


def _coded(text: str, table: dict[str, str]) -> str:
    """The text with one character for each word, so that whole words are compared and not letters."""
    return "".join(table.setdefault(each, _sign(len(table))) for each in _WORDS.findall(text))


def _sign(number: int) -> str:
    return chr(number + 1 if number + 1 < _SURROGATES.start else number + 1 + len(_SURROGATES))


def _around(text: str, *, first: bool, last: bool) -> str:
    """The beginning and end of a long unchanged run; only its end if first, only its beginning if last."""
    parts = _WORDS.findall(text)
    near = 2 * CONTEXT_WORDS
    if len(parts) <= 2 * near + 8:
        return text
    head, tail = "".join(parts[:near]), "".join(parts[-near:])
    return ("" if first else head) + " … " + ("" if last else tail)
