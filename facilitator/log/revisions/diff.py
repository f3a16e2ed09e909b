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
"""For all texts of a page. Texts not compared in this time are shown as replaced."""
MOST_COMPARED = 30_000
"""How many characters two texts may have together, without what both begin and end with, to be compared."""
MOST_SHOWN = 4_000
"""How many characters of a changed run are shown."""
CONTEXT_WORDS = 12
"""How many unchanged words are shown on each side of a change."""
# Words around a change are looked for in so many characters.
_NEAR = 4_000
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
    """The time, in seconds, that is left to compare the texts of one page."""

    def __init__(self, seconds: float = BUDGET_SECONDS) -> None:
        self.seconds = seconds

    def compared(self, old: str, new: str) -> list[tuple[int, str]]:
        """The runs of words that stayed (0), were removed (-1) or were added (1), in their order."""
        if self.seconds <= 0 or len(old) + len(new) > MOST_COMPARED:
            return [(-1, old), (1, new)]
        began = time.monotonic()
        engine = diff_match_patch()
        engine.Diff_Timeout = self.seconds
        table: dict[str, str] = {}
        coded = engine.diff_main(_coded(old, table), _coded(new, table), False)
        word = {sign: text for text, sign in table.items()}
        found = [(sign, "".join(word[each] for each in run)) for sign, run in coded]
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
    """An action on one line, with what came of it."""
    details = {
        "hypothesis": action.hypothesis if action.what else "",
        "test": action.test,
        "signal": action.signal,
        "support": action.support,
        **dict(words.results(action)),
    }
    said = [f"{name}: {text}" for name, text in details.items() if text]
    by = f"by {words.day(action.due.isoformat())}" if action.due else ""
    kind = "Experiment" if action.kind == "experiment" else "Step"
    return f"{kind}: " + "; ".join(filter(None, [action.headline, *said, action.owner, by]))


def pieces_between(before: str, after: str, patience: DiffBudget | None = None) -> Iterator[Piece]:
    """The pieces of the difference between two texts. Long runs are shortened, changed ones less."""
    found = list(_joined_up(_compared(before, after, patience or DiffBudget())))
    for place, piece in enumerate(found):
        if piece.sign == "same":
            yield Piece("same", _around(piece.text, first=place == 0, last=place == len(found) - 1))
        else:
            yield Piece(piece.sign, _shortened(piece.text))


def _compared(before: str, after: str, patience: DiffBudget) -> list[tuple[int, str]]:
    """The runs of words: what both texts begin and end with is taken off first, which is quick."""
    begin = _same_words(before, after)
    old, new = before[begin:], after[begin:]
    end = _same_words(old[::-1], new[::-1])
    between = patience.compared(old[: len(old) - end], new[: len(new) - end])
    runs = [(0, before[:begin]), *between, (0, old[len(old) - end :])]
    return [(sign, text) for sign, text in runs if text]


def _same_words(one: str, other: str) -> int:
    """How many characters both texts begin with, up to the end of a word."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    while low > 0 and (_is_inside_word(one, low) or _is_inside_word(other, low)):
        low -= 1
    return low


def _is_inside_word(text: str, place: int) -> bool:
    """Whether the place is between two characters that `_WORDS` keeps together."""
    if not 0 < place < len(text):
        return False
    return _WORDS.findall(text[place - 1 : place + 1]) == [text[place - 1 : place + 1]]


def _shortened(text: str) -> str:
    """A long changed run without its middle, so that a page of changes stays readable."""
    if len(text) <= MOST_SHOWN:
        return text
    half = MOST_SHOWN // 2
    return f"{text[:half]} … {len(text) - 2 * half:,} characters … {text[-half:]}"


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
    if len(text) > 2 * _NEAR:
        text = f"{text[:_NEAR]}{text[-_NEAR:]}"
    parts = _WORDS.findall(text)
    near = 2 * CONTEXT_WORDS
    if len(parts) <= 2 * near + 8:
        return text
    head, tail = "".join(parts[:near]), "".join(parts[-near:])
    return ("" if first else head) + " … " + ("" if last else tail)
