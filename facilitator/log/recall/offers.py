"""The few earlier entries to offer for a text, or none: people stop looking at poor offers."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from math import log10

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import readable_by
from facilitator.log.entry.action_status import number_that
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.recall.ranker import Ranked, Ranker, Ranking, WordRanker
from facilitator.summary import words

MOST = 3


@dataclass(frozen=True)
class OfferThreshold:
    """The least values that an entry needs to be offered. `python -m bench.recall` compares other values.

    The more entries there are, the more of them share words with a text by chance. So the required share
    grows with the size of the log.

    :param known: the share of the text's content words that occur anywhere in the reader's log, 0 to 1
    :param share: the share of the text's words that the entry has, 0 to 1, in a log of a hundred entries.
        Rare words count more.
    :param growth: what is added to `share` each time the log is ten times as large
    :param words: how many of the text's words the entry has
    :param score: the entry's score, in BM25's unit. It sorts entries well, but is a poor limit for offers;
        it is here for comparison only.
    """

    known: float = 0
    share: float = 0
    growth: float = 0
    words: int = 0
    score: float = 0

    def share_in(self, size: int) -> float:
        """The share that an entry needs in a log of so many entries."""
        return self.share + self.growth * log10(max(size, 1) / 100)


THRESHOLD = OfferThreshold(known=0.4, share=0.17, growth=0.185, words=2)

RANKER: Ranker = WordRanker()


@dataclass(frozen=True)
class Offer:
    """An earlier entry as it is offered: its title, date, outcome and first learning.

    ``tried`` tells in words how many of its actions worked, and how many did not. ``private`` is whether only its
    author can read it. ``no_longer`` is whether its last review said that it is no longer true.
    """

    entry_id: str
    title: str
    date: datetime.date
    outcome: str
    learning: str
    tried: str
    private: bool
    no_longer: bool


def offers_for(
    session: Session, reader: Reader, text: str, *, exclude: Collection[str] = (), ranker: Ranker = RANKER
) -> list[Offer]:
    """At most three entries that the reader may see and that have the same subject as the text.

    :param exclude: ids of entries that must not be offered, such as the one being written
    """
    best = above_threshold(ranker.rank(session, reader, text, exclude))
    return offers_of(session, reader, [each.entry_id for each in best])


def offers_of(session: Session, reader: Reader, ids: Collection[str]) -> list[Offer]:
    """The offers for these entries, in this order, without entries that the reader may not see."""
    columns = select(
        *(Entry.id, Entry.title, Entry.date, Entry.outcome, Entry.learned, Entry.visibility),
        number_that(worked=True).label("worked"),
        number_that(worked=False).label("failed"),
    )
    past = no_longer_true(session, ids)
    rows = {
        row.id: Offer(
            row.id,
            row.title,
            row.date,
            row.outcome or "",
            next(iter(row.learned), ""),
            words.tried(row.worked, row.failed),
            row.visibility == "private",
            row.id in past,
        )
        for row in session.execute(columns.where(Entry.id.in_(ids), readable_by(reader)))
    }
    return [rows[entry_id] for entry_id in ids if entry_id in rows]


def above_threshold(ranking: Ranking, least: OfferThreshold = THRESHOLD) -> list[Ranked]:
    """The entries of a ranking that reach the threshold, the best first, at most `MOST`."""
    if ranking.known < least.known:
        return []
    share = least.share_in(ranking.size)
    good = [each for each in ranking.entries if each.share >= share and _is_good(each, least)]
    return good[:MOST]


def _is_good(each: Ranked, least: OfferThreshold) -> bool:
    return each.words >= least.words and each.score >= least.score
