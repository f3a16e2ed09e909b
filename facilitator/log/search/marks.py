"""The places of a search's words in the texts of what it found.

They are looked for here, and not with the index's own functions: those take a time that grows with the square
of how often a word is there. A field beyond its first `LOOKED_AT` characters is left unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from facilitator.log.search.query import Match, Term
from facilitator.log.search.words import folded

Span = tuple[int, int]
"""The begin and the end of a marked part of a text, as character offsets; the end is exclusive."""
Stem = Callable[[str], str]
"""The stem of a folded word, as a database's index has it."""

LOOKED_AT = 20_000
MOST_MARKS = 200
"""How many places are marked in one field."""

_WORD = re.compile(r"\s*(\S+)")


def marks_in(texts: Sequence[Mapping[str, str]], match: Match, stem: Stem) -> list[dict[str, list[Span]]]:
    """For each entry's texts, by the field's name, the places of the words, whichever of them it has."""
    finder = _Finder(match.terms, stem)
    return [dict(finder.places_in(fields)) for fields in texts]


class _Finder:
    """Looks for terms in texts. A first, fast look finds the words that begin as one of them does."""

    def __init__(self, terms: Iterable[Term], stem: Stem) -> None:
        self._stem = stem
        self._terms = [(tuple(map(stem, term.words)), term.prefix) for term in terms]
        beginnings = {re.escape(words[0][:-1] or words[0]) for words, _ in self._terms}
        self._beginning = re.compile(rf"(?<!\S)(?:{'|'.join(sorted(beginnings))})\S*")

    def places_in(self, fields: Mapping[str, str]) -> Iterator[tuple[str, list[Span]]]:
        for name, text in fields.items():
            yield name, self._places(folded(text[:LOOKED_AT]))

    def _places(self, text: str) -> list[Span]:
        found: list[Span] = []
        for begun in self._beginning.finditer(text):
            if found and begun.start() < found[-1][1]:
                continue
            ends = [end for words, prefix in self._terms if (end := self._end(text, begun, words, prefix))]
            if ends:
                found.append((begun.start(), max(ends)))
            if len(found) == MOST_MARKS:
                break
        return found

    def _end(self, text: str, begun: re.Match[str], words: Sequence[str], prefix: bool) -> int:
        """Where the words end, if they stand there one after another; else 0."""
        place = begun.start()
        for number, wanted in enumerate(words):
            word = _WORD.match(text, place)
            if word is None:
                return 0
            own = self._stem(word[1])
            is_begun = prefix and number == len(words) - 1 and own.startswith(wanted)
            if own != wanted and not is_begun:
                return 0
            place = word.end()
        return place
