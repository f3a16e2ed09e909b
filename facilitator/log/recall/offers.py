"""The few entries that are worth offering, or none: noise would teach people not to look."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from math import log10

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.recall.ranker import Ranked, Ranker, Ranking, WordRanker

MOST = 3


@dataclass(frozen=True)
class OfferThreshold:
    """What makes an entry worth offering. `python -m bench.recall` measures other values.

    The more entries there are, the more of them share words with a text by chance, so that an entry
    must have more of it to mean something.

    :param known: the share of the text's content words that the reader's log has anywhere
    :param share: in a log of a hundred entries, how much of the text's words the entry has, when a
        rare word counts more
    :param growth: how much more than that for each time that the log is ten times as large
    :param words: how many of the text's words the entry has
    :param score: the entry's score, in BM25's unit. It orders well and separates badly: here for the
        comparison.
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
    """An earlier entry as it is offered: what it was, how it came out, and the first thing learned.

    ``private`` is whether nobody but its author can read it so far, ``no_longer`` whether somebody said
    since that it is not true any more.
    """

    entry_id: str
    title: str
    date: datetime.date
    outcome: str
    learning: str
    private: bool
    no_longer: bool


def offers_for(
    session: Session, reader: Reader, text: str, *, exclude: Collection[str] = (), ranker: Ranker = RANKER
) -> list[Offer]:
    """At most three entries that the reader may see and that are about what the text is about.

    :param exclude: ids of entries that are not to come up, such as the one being written
    """
    best = above_threshold(ranker.rank(session, reader, text, exclude))
    return offers_of(session, reader, [each.entry_id for each in best])


def offers_of(session: Session, reader: Reader, ids: Collection[str]) -> list[Offer]:
    """These entries as they are offered, in this order, without those that the reader may not see."""
    columns = select(Entry.id, Entry.title, Entry.date, Entry.outcome, Entry.learned, Entry.visibility)
    past = no_longer_true(session, ids)
    rows = {
        row.id: Offer(
            row.id,
            row.title,
            row.date,
            row.outcome or "",
            next(iter(row.learned), ""),
            row.visibility == "private",
            row.id in past,
        )
        for row in session.execute(columns.where(Entry.id.in_(ids), visible_to(reader)))
    }
    return [rows[entry_id] for entry_id in ids if entry_id in rows]


def above_threshold(ranking: Ranking, least: OfferThreshold = THRESHOLD) -> list[Ranked]:
    """The best of a ranking, if they are good enough."""
    if ranking.known < least.known:
        return []
    share = least.share_in(ranking.size)
    good = [each for each in ranking.entries if each.share >= share and _is_good(each, least)]
    return good[:MOST]


def _is_good(each: Ranked, least: OfferThreshold) -> bool:
    return each.words >= least.words and each.score >= least.score
