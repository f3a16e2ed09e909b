"""Ranking entries by what they mean, and a little by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log10
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.aside import aside
from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.question import Question
from facilitator.log.recall.shared_words import Asked
from facilitator.log.recall.vectors import store
from facilitator.log.recall.word_ranker import WordRanker, has_number
from facilitator.log.search.choose_backend import backend_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

USUAL_SIZE = 300
LOOKED_AT = 20
"""So many of the nearest entries are compared by their words, too."""
FAR = 0.25
"""A cosine below which an entry is about something else, whatever words it has."""
SHARED_WORDS = 0.25
"""What all words of a text in an entry add to its cosine, and a part of them as much less."""
AT_ONCE = 200
"""So many of the nearest entries are looked up at once, to find those that the reader may see."""


@dataclass(frozen=True)
class Near:
    """An entry, how near it is to a text, up to 1, and what share of the text's words it has.

    A word counts more if few of the entries looked at have it: the others only tell what all of them are about.
    """

    entry_id: str
    cosine: float
    share: float = 0

    @property
    def score(self) -> float:
        return self.cosine + SHARED_WORDS * self.share


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


# Fitted together with `SHARED_WORDS` on the scores of `fitted` and half of `domains` in `bench/recall`: at each of its
# sizes, at most 8 % of the unrelated texts of each bring up anything.
NEARNESS = Nearness(least=0.52, below=0.1, above=0.015)


@dataclass(frozen=True)
class HybridRanker:
    """Ranks by meaning, and by words what it does not tell.

    That is: which entries have a number, have no vectors yet, or fit a text that the model may not understand.
    """

    question: Question

    def best(
        self, session: Session, reader: Reader, text: str, exclude: Collection[str], most: int
    ) -> list[str]:
        found = near(session, reader, self.question, exclude=exclude, most=most)
        by_meaning = [each.entry_id for each in found]
        model = self.question.meaning.model.id
        is_doubtful = not self.question.is_well_known
        is_lacking = len(found) < most and store.has_missing(session, model, reader)
        if not (is_doubtful or is_lacking or has_number(text)):
            return by_meaning
        ranked = WordRanker().offered(session, reader, text, exclude)
        lacking = store.lacking(session, model, [each.entry_id for each in ranked])
        # To a model, all numbers are alike; but an entry with that of the same order or ticket is about the same.
        numbered = [each.entry_id for each in ranked if each.has_number]
        others = [each.entry_id for each in ranked if is_doubtful or each.entry_id in lacking]
        return list(dict.fromkeys([*numbered, *by_meaning, *others]))[:most]


def near(
    session: Session,
    reader: Reader,
    question: Question,
    *,
    exclude: Collection[str] = (),
    most: int,
    nearness: Nearness = NEARNESS,
) -> list[Near]:
    """The entries that are about the same as the text, the best first: finished ones that the reader may see.

    :param exclude: ids of entries that are not wanted.
    """
    vectors = question.meaning.matrix.refreshed(session)
    cosines = aside(vectors.cosines, question.vector)
    nearest = _nearest(session, reader, vectors.entry_ids, cosines, exclude)
    looked_at = list(islice(nearest, max(most, LOOKED_AT)))
    found = sorted(_with_shares(session, question.text, looked_at), key=lambda each: -each.score)
    least = nearness.in_log_of(_size_of_log(session, reader))
    return [each for each in found if each.score >= least][:most]


def _nearest(
    session: Session,
    reader: Reader,
    ids: NDArray[np.str_],
    cosines: NDArray[np.float32],
    exclude: Collection[str],
) -> Iterator[Near]:
    """The finished entries that the reader may see and that are not far, the nearest first."""
    # The order of equals must not depend on entries that the reader may not see.
    order = (-cosines).argsort(kind="stable")[: (cosines >= FAR).sum()]
    for start in range(0, len(order), AT_ONCE):
        batch = [Near(str(ids[at]), float(cosines[at])) for at in order[start : start + AT_ONCE]]
        seen = _seen(session, reader, [each.entry_id for each in batch])
        yield from (each for each in batch if each.entry_id in seen and each.entry_id not in exclude)


def _with_shares(session: Session, text: str, found: Sequence[Near]) -> list[Near]:
    texts = store.texts_of(session, [each.entry_id for each in found])
    asked = Asked.of(text, backend_of(session).stem)
    shares = aside(asked.shares, {entry_id: "\n".join(each.values()) for entry_id, each in texts.items()})
    return [replace(each, share=shares.get(each.entry_id, 0)) for each in found]


def _size_of_log(session: Session, reader: Reader) -> int:
    query = select(func.count()).select_from(Entry).where(visible_to(reader), ~Entry.draft)
    return session.scalar(query) or 0


def _seen(session: Session, reader: Reader, ids: Collection[str]) -> set[str]:
    query = select(Entry.id).where(Entry.id.in_(ids), visible_to(reader), ~Entry.draft)
    return set(session.scalars(query))
