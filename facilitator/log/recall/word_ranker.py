"""Ranking entries by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from heapq import nlargest
from operator import add

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall import sign_words, synonyms
from facilitator.log.recall.word_threshold import THRESHOLD, OfferThreshold
from facilitator.log.search import choose_backend
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.tables import SearchText
from facilitator.log.search.words import content_words, rarity

MOST_WORDS = 30
"""Only so many first words are used: each costs a query per synonym, and later words add little."""
SYNONYM = 0.6
"""The weight of a synonym, as a factor of the weight of the word itself."""
MOST_RANKED = 50
MOST_PROMISING = 500
"""So many entries with rare words are asked for the common ones of signs."""
NUMBER_WORDS = 2
"""A shared number counts as two words, because it is probably the number of the same order or ticket."""


@dataclass(frozen=True)
class Ranked:
    """An entry and its score, in BM25's unit.

    ``words`` is how many of the text's words it has, where a number counts as two. ``share`` is the share
    of the text's words that it has, 0 to 1, where rare words count more. ``length`` is that of all its texts, in
    characters. ``has_number`` is whether one of these words is a number.
    """

    entry_id: str
    score: float
    words: int
    share: float
    length: int = 0
    has_number: bool = False


@dataclass(frozen=True)
class Ranking:
    """The entries nearest to a text, best first: `MOST_RANKED` at most.

    ``told`` is how much the text's words tell: so many words that are in no entry would tell as much. ``size`` is the
    number of entries in the reader's log.
    """

    entries: list[Ranked]
    told: float
    size: int


class WordRanker:
    """Ranks by BM25 with the search index: fields have different weights, and rare words count more.

    The rarity of a word is computed only from the entries that the reader may see.
    """

    def best(
        self, session: Session, reader: Reader, text: str, exclude: Collection[str], most: int
    ) -> list[str]:
        return [each.entry_id for each in self.offered(session, reader, text, exclude)[:most]]

    def offered(self, session: Session, reader: Reader, text: str, exclude: Collection[str]) -> list[Ranked]:
        """The entries that are good enough to be offered, the best first."""
        return above_threshold(self.rank(session, reader, text, exclude))

    def rank(self, session: Session, reader: Reader, text: str, exclude: Collection[str]) -> Ranking:
        seen = _seen(session, reader, exclude)
        theirs = _finished(reader).with_only_columns(SearchText.c.id)
        asked = sign_words.asked(session, reader, content_words(text)[:MOST_WORDS])

        def ask(words: Iterable[str], of: Select[int]) -> dict[str, dict[int, float]]:
            every = ((word, _weights(session, word, of)) for word in words)
            return {word: {row: each[row] for row in each if row in seen} for word, each in every}

        found = ask(asked.rare, theirs)
        found |= ask(asked.common, theirs.where(SearchText.c.id.in_(_most_promising(found, len(seen)))))
        scores: dict[int, float] = {}
        words: dict[int, int] = {}
        shares: dict[int, float] = {}
        whole = 0.0
        for word, weights in found.items():
            rare = rarity(len(seen), max(len(weights), asked.common.get(word, 0)))
            whole += rare
            for row, weight in weights.items():
                shares[row] = shares.get(row, 0) + rare
                scores[row] = scores.get(row, 0) + rare * weight
                words[row] = words.get(row, 0) + (NUMBER_WORDS if word.isdigit() else 1)
        best = sorted(scores, key=lambda row: (-scores[row], row))[:MOST_RANKED]
        lengths = _lengths(session, best)
        numbered = {row for word in found if word.isdigit() for row in found[word]}
        ranked = [
            Ranked(seen[row], scores[row], words[row], shares[row] / whole, lengths[row], row in numbered)
            for row in best
        ]
        return Ranking(ranked, whole / rarity(len(seen), 0), len(seen))


def has_number(text: str) -> bool:
    """Whether one of the words to rank by is a number."""
    return any(map(str.isdigit, content_words(text)[:MOST_WORDS]))


def above_threshold(ranking: Ranking, least: OfferThreshold = THRESHOLD) -> list[Ranked]:
    """The entries of a ranking that reach the threshold, the best first."""
    return [each for each in ranking.entries if _is_good(each, ranking, least)]


def _is_good(each: Ranked, ranking: Ranking, least: OfferThreshold) -> bool:
    enough = each.share >= least.share_in(ranking.size, each.length, ranking.told)
    return enough and each.words >= least.words and each.score >= least.score


def _lengths(session: Session, rows: Collection[int]) -> dict[int, int]:
    """How many characters the texts of each row of the index have."""
    columns: list[ColumnElement[int]] = [func.length(SearchText.c[name]) for name in NAMES]
    query = select(SearchText.c.id, reduce(add, columns)).where(SearchText.c.id.in_(rows))
    return dict(session.execute(query).all())


def _most_promising(found: Mapping[str, Mapping[int, float]], everything: int) -> list[int]:
    """The rows with the most of the words, where rare words count more."""
    shares: dict[int, float] = {}
    for weights in found.values():
        for row in weights:
            shares[row] = shares.get(row, 0) + rarity(everything, len(weights))
    return nlargest(MOST_PROMISING, shares, key=shares.__getitem__)


def _weights(session: Session, word: str, seen: Select[int]) -> dict[int, float]:
    """The weight of the word, or of its best synonym, in each seen row of the index that has one of them."""
    backend = choose_backend.backend_of(session)
    found = backend.weights(session, word, seen)
    for other in synonyms.synonyms_of(word):
        for row, weight in backend.weights(session, other, seen).items():
            found[row] = max(found.get(row, 0.0), SYNONYM * weight)
    return found


def _seen(session: Session, reader: Reader, exclude: Collection[str]) -> dict[int, str]:
    """The ids of the finished entries that the reader may see, by the ids of their rows in the index."""
    rows = session.execute(_finished(reader))
    return {row: entry_id for row, entry_id in rows if entry_id not in exclude}


def _finished(reader: Reader) -> Select[int, str]:
    return (
        select(SearchText.c.id, Entry.id)
        .join(Entry, Entry.id == SearchText.c.entry_id)
        .where(visible_to(reader), ~Entry.draft)
    )
