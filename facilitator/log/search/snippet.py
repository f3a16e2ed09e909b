"""The part of a text that shows why an entry was found, in pieces that a page can mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.log.search.marks import Span
from facilitator.log.search.searched_fields import FIELDS, Field
from facilitator.log.search.words import folded

WIDTH = 220
BEFORE = 60
MORE = "… "
BETWEEN = " · "
"""Between two cards, or other texts that are a line each."""
_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Piece:
    """Some text, and whether it is a word of the search. It is not escaped: templates do that."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Snippet:
    """A part of one field that has words of the search, and the field's name for people (``label``)."""

    label: str
    pieces: tuple[Piece, ...]


def best_snippet(texts: Mapping[str, str], marks: Mapping[str, Sequence[Span]]) -> Snippet | None:
    """The snippet from the field with the most distinct words of the search, if any has one.

    The title is left out, because results always show it.
    """
    shown = [field for field in FIELDS if field.name != "title" and marks.get(field.name)]
    if not shown:
        return None
    field = max(shown, key=lambda each: (_distinct(texts[each.name], marks[each.name]), *_telling(each)))
    pieces = text_around(texts[field.name], marks[field.name])
    return Snippet(field.label, _on_one_line(pieces, BETWEEN if field.many else " "))


def text_around(text: str, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """About two lines of the text, from the place with the most marks."""
    first = marks[_fullest([begin for begin, _ in marks])]
    begin = _word_start(text, first[0] - BEFORE)
    end = _word_end(text, max(begin + WIDTH, first[1]))
    inside = [mark for mark in marks if begin <= mark[0] and mark[1] <= end]
    pieces = marked(text[begin:end], [(a - begin, b - begin) for a, b in inside])
    return (*([Piece(MORE)] if begin else []), *pieces, *([Piece(MORE.rstrip())] if end < len(text) else []))


def _on_one_line(pieces: Sequence[Piece], between: str) -> tuple[Piece, ...]:
    return tuple(replace(piece, text=_BREAK.sub(between, piece.text)) for piece in pieces)


def _fullest(begins: Sequence[int]) -> int:
    """The index of the place that is followed closely by the most others. The places are sorted."""
    follow = [bisect_left(begins, place + WIDTH - BEFORE) - at for at, place in enumerate(begins)]
    return follow.index(max(follow))


def marked(text: str, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """The whole text in pieces, marked and unmarked."""
    pieces, place = [], 0
    for begin, end in marks:
        pieces += [Piece(text[place:begin]), Piece(text[begin:end], marked=True)]
        place = end
    return tuple(piece for piece in (*pieces, Piece(text[place:])) if piece.text)


def _telling(field: Field) -> tuple[bool, float]:
    """The sort key for fields that have equally many words: tags last, then by weight."""
    return field.name != "tags", field.weight


def _distinct(text: str, marks: Sequence[Span]) -> int:
    return len({folded(text[begin:end]) for begin, end in marks})


def _word_start(text: str, place: int) -> int:
    """The next beginning of a word, or the place itself if there is none within `BEFORE` characters."""
    if place <= 0:
        return 0
    blank = text.find(" ", place, place + BEFORE)
    return place if blank < 0 else blank + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - BEFORE, place)
    return place if blank < 0 else blank
