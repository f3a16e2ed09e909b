"""The places of a search's words in the texts of what it found.

They are looked for here, and not with the index's own functions: those take a time that grows with the square
of how often a word is there. A field beyond its first `LOOKED_AT` characters is left unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from facilitator.log.search.query import Match, Term
from facilitator.log.search.signs import SIGNS, VOICING, has_signs, is_pair, is_sign, leading_run
from facilitator.log.search.words import folded

Span = tuple[int, int]
"""The begin and the end of a marked part of a text, as character offsets; the end is exclusive."""
Stem = Callable[[str], str]
"""The stem of a folded word, as a database's index has it."""

LOOKED_AT = 20_000
MOST_MARKS = 200
"""How many places are marked in one field."""

_SIGN = f"[{SIGNS}][{VOICING}]?"
_WORD = re.compile(rf"\s*(?:([^\s{SIGNS}]+)|({_SIGN})(?=({_SIGN})?))")
"""A word; or a sign, and the sign after it if there is one."""


def marks_in(texts: Sequence[Mapping[str, str]], match: Match, stem: Stem) -> list[dict[str, list[Span]]]:
    """For each entry's texts, by the field's name, the places of the words, whichever of them it has."""
    finder = _Finder(match.terms, stem)
    return [dict(finder.places_in(fields)) for fields in texts]


class _Finder:
    """Looks for terms in texts. A first, fast look finds the words that begin as one of them does."""

    def __init__(self, terms: Iterable[Term], stem: Stem) -> None:
        self._stem = stem
        self._terms = [(tuple(map(stem, term.words)), term.prefix) for term in terms]
        self._short = [(words, prefix) for words, prefix in self._terms if len(words) == 1]
        beginnings = {re.escape(words[0][:-1] or words[0]) for words, _ in self._terms}
        self._beginning = re.compile(rf"(?<!\S)(?:{'|'.join(sorted(beginnings))})\S*")
        among_signs = {_among_signs(words) for words, _ in self._terms}
        self._beginning_among_signs = re.compile("|".join(sorted(among_signs)))

    def places_in(self, fields: Mapping[str, str]) -> Iterator[tuple[str, list[Span]]]:
        for name, text in fields.items():
            yield name, self._places(folded(text[:LOOKED_AT]))

    def _places(self, text: str) -> list[Span]:
        found: list[Span] = []
        beginning = self._beginning_among_signs if has_signs(text) else self._beginning
        for begun in beginning.finditer(text):
            overlaps = found and begun.start() < found[-1][1]
            if overlaps and not is_sign(begun[0]):
                continue
            terms = self._short if overlaps else self._terms
            end = max([self._end(text, begun.start(), *term) for term in terms], default=0)
            if overlaps:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            elif end:
                found.append((begun.start(), end))
            if len(found) == MOST_MARKS:
                break
        return found

    def _end(self, text: str, place: int, words: Sequence[str], prefix: bool) -> int:
        """Where the words end, if they stand there one after another; else 0."""
        end = 0
        for number, wanted in enumerate(words):
            word = _WORD.match(text, place)
            if word is None:
                return 0
            own = self._stem(word[1]) if word[1] else normalize("NFC", word[2] + (word[3] or ""))
            is_begun = prefix and number == len(words) - 1 and own.startswith(wanted)
            if own != wanted and not is_begun:
                return 0
            place = word.end()
            # The second sign of a pair is also the first one of the next.
            end = word.end(3) if word[3] and is_pair(wanted) else place
        return end


def _among_signs(words: Sequence[str]) -> str:
    """The pattern for where words may begin in a text that has signs, which begin anywhere in a run.

    Half-width kana have marks for their voicing that stand apart.
    """
    if is_sign(words[0]):
        run = (f"(?:{char}|{normalize('NFD', char)})" for char in leading_run(words))
        return f"(?={''.join(run)})[{SIGNS}]"
    return rf"(?<![^\s{SIGNS}]){re.escape(words[0][:-1] or words[0])}[^\s{SIGNS}]*"
