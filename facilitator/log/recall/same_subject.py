"""Entries that are about what a search asks for, though they do not have its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import bindparam, select

from facilitator import database
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.recall.hybrid import near
from facilitator.log.recall.offers import untold
from facilitator.log.recall.question import question_for
from facilitator.log.recall.reasons import Said, reasons_for
from facilitator.log.search.filtering import visible_with
from facilitator.log.search.query import Query
from facilitator.log.search.results import ResultRow, Results, rows_of
from facilitator.log.search.searching import Search, begin
from facilitator.log.search.snippet import Piece, Snippet

MOST = 5
FEW = 5
"""When the words find fewer, what is about the same thing is shown, too."""
LOOKED_AT = 100
"""So many of the nearest are looked at for those that match the filters."""


def same_subject(reader: Reader, query: Query, results: Results) -> list[ResultRow]:
    """The nearest entries that match the query's filters, if its first page has few entries with all its words.

    None of them is among those with all the words. If none has all, they may be among the results. Its snippet is why:
    the sentence of it that is nearest, where its first learning does not say that already.

    Call it outside of transactions: while a model works, nobody should wait for a connection.

    :param results: what the words found.
    """
    few = results.some or len(results.rows) < FEW
    question = question_for(query.q) if query.q and few and not query.after else None
    if question is None:
        return []
    found = () if results.some else {row.entry.id for row in results.rows}
    with database.snapshot() as session:
        nearest = near(session, reader, question, exclude=found, most=LOOKED_AT)
        search = begin(session, reader, query)
        matching = _matching(search, [each.entry_id for each in nearest])
        ids = [each.entry_id for each in nearest if each.entry_id in matching][:MOST]
        rows, said = rows_of(search, ids, None), Said.read(session, ids, question)
    reasons = reasons_for(said, query.q, question)
    return [_with_reason(row, reasons.get(row.entry.id, "")) for row in rows]


def _with_reason(row: ResultRow, reason: str) -> ResultRow:
    shown = untold(reason, row.entry.first_learning)
    return replace(row, snippet=Snippet("In it", (Piece(shown),))) if shown else row


def _matching(search: Search, ids: Collection[str]) -> set[str]:
    conditions = visible_with(search.query.filters, search.backend)
    query = select(Entry.id).where(Entry.id.in_(bindparam("ids", expanding=True)), *conditions)
    return {row.id for row in search.rows(query, ids=list(ids))}
