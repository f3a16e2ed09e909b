"""The few earlier entries to offer for a text, or none: people stop looking at poor offers."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.log.entry.access import readable_by
from facilitator.log.entry.action_status import number_that
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.validity import no_longer_true
from facilitator.log.recall.hybrid import HybridRanker
from facilitator.log.recall.question import Question, question_for
from facilitator.log.recall.ranker import Ranker
from facilitator.log.recall.reasons import Said, reasons_for
from facilitator.log.recall.word_ranker import WordRanker
from facilitator.summary import words

MOST = 3


@dataclass(frozen=True)
class Offer:
    """An earlier entry as it is offered: its title, date, outcome and first learning.

    ``tried`` tells in words how many of its actions worked, and how many did not. ``private`` is whether only its
    author can read it. ``no_longer`` is whether its last review said that it is no longer true.
    ``reason`` is its sentence that is nearest to the text, where its learning does not say that already.
    """

    entry_id: str
    title: str
    date: datetime.date
    outcome: str
    learning: str
    tried: str
    private: bool
    no_longer: bool
    reason: str = ""


def offers_for(
    reader: Reader,
    text: str,
    *,
    exclude: Collection[str] = (),
    ranker: Ranker | None = None,
) -> list[Offer]:
    """At most three entries that the reader may see and that have the same subject as the text.

    Call it outside of transactions: while a model works, nobody should wait for a connection.

    :param exclude: ids of entries that must not be offered, such as the one being written
    :param ranker: by default the best one that there is for the text.
    """
    question = question_for(text)
    chosen = ranker or ranker_with(question)
    with database.read() as session:
        found = offers_of(session, reader, chosen.best(session, reader, text, exclude, MOST))
        said = Said.read(session, [each.entry_id for each in found], question)
    reasons = reasons_for(said, text, question)
    return [replace(each, reason=untold(reasons.get(each.entry_id, ""), each.learning)) for each in found]


def ranker_with(question: Question | None) -> Ranker:
    """By meaning, if there is a model that knows the text's language; otherwise by words."""
    return HybridRanker(question) if question else WordRanker()


def untold(reason: str, learning: str) -> str:
    """The reason, or nothing if the entry's learning, which is shown, says it already."""
    return "" if reason.removesuffix("…") in " ".join(learning.split()) else reason


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
