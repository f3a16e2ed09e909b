"""Ranking entries by what they mean, and by their words as long as not all of them have vectors.

To add words to each entry's nearness (0.08 of the share that it has of the text's words, by rarity) brings up four more
right entries of a hundred in `bench/recall`, but costs a query for each word. So nearness alone decides here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import log10

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.aside import aside
from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.question import Question
from facilitator.log.recall.vectors import store
from facilitator.log.recall.word_ranker import WordRanker

USUAL_SIZE = 300
AT_ONCE = 100
"""So many of the nearest entries are looked up at once, to find those that the reader may see."""


@dataclass(frozen=True)
class Near:
    """An entry, and how near it is to a text, up to 1."""

    entry_id: str
    score: float


@dataclass(frozen=True)
class Nearness:
    """How near an entry must be to be offered, in a log of so many entries that the reader may see.

    The nearest of many is near by chance, so that more is needed in a larger log. `python -m bench.recall` tells what
    comes of it.

    :param least: in a log of `USUAL_SIZE` entries.
    :param below: what is needed less each time the log is a tenth as large.
    :param above: what is added each time the log is ten times as large.
    """

    least: float
    below: float = 0
    above: float = 0

    def in_log_of(self, size: int) -> float:
        larger = log10(max(size, 1) / USUAL_SIZE)
        return self.least + larger * (self.above if larger > 0 else self.below)


NEARNESS = Nearness(least=0.45, below=0.08, above=0.03)


@dataclass(frozen=True)
class HybridRanker:
    """Ranks by meaning, and by words too as long as not all entries have vectors."""

    question: Question

    def best(
        self, session: Session, reader: Reader, text: str, exclude: Collection[str], most: int
    ) -> list[str]:
        found = near(session, reader, self.question, exclude=exclude, most=most)
        ids = [each.entry_id for each in found]
        is_lacking = store.has_missing(session, self.question.meaning.model.id, reader)
        if len(ids) < most and is_lacking:
            by_words = WordRanker().best(session, reader, text, exclude, most)
            ids += [each for each in by_words if each not in ids]
        return ids[:most]


def near(
    session: Session,
    reader: Reader,
    question: Question,
    *,
    exclude: Collection[str] = (),
    most: int,
    nearness: Nearness = NEARNESS,
) -> list[Near]:
    """The entries that are about the same as the text, the nearest first: finished ones that the reader may see.

    :param exclude: ids of entries that are not wanted.
    """
    vectors = question.meaning.matrix.refreshed(session)
    scores = aside(vectors.scores, question.vector)
    least = nearness.in_log_of(_size_of_log(session, reader))
    # The order of equals must not depend on entries that the reader may not see.
    order = (-scores).argsort(kind="stable")
    nearest = [Near(str(vectors.entry_ids[at]), float(scores[at])) for at in order[: (scores >= least).sum()]]
    found: list[Near] = []
    for batch in _batches([each for each in nearest if each.entry_id not in exclude]):
        seen = _seen(session, reader, [each.entry_id for each in batch])
        found += [each for each in batch if each.entry_id in seen]
        if len(found) >= most:
            break
    return found[:most]


def _size_of_log(session: Session, reader: Reader) -> int:
    query = select(func.count()).select_from(Entry).where(visible_to(reader), ~Entry.draft)
    return session.scalar(query) or 0


def _batches(nearest: list[Near]) -> Iterator[list[Near]]:
    for start in range(0, len(nearest), AT_ONCE):
        yield nearest[start : start + AT_ONCE]


def _seen(session: Session, reader: Reader, ids: Collection[str]) -> set[str]:
    query = select(Entry.id).where(Entry.id.in_(ids), visible_to(reader), ~Entry.draft)
    return set(session.scalars(query))
