"""How many of the entries that a reader may see have a term, and so how rare it is among them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search import choose_backend
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.log.search.query import Match, Term
from facilitator.log.search.words import rarity

MOST_RARE = 100
"""A term that more entries have is not rare, so it does not matter how many more."""


def rarities(session: Session, reader: Reader, terms: Sequence[Term]) -> list[float]:
    """The weight of each term: higher for a rarer one, as in a log of no more than `MOST_COUNTED` entries."""
    numbers = _counted(session, reader, terms, MOST_RARE)
    seen = select(Entry.id).where(visible_to(reader))
    everything = session.execute(select(_number(seen, MOST_COUNTED))).scalar_one()
    return [rarity(everything, number) for number in numbers]


def numbers_of(session: Session, reader: Reader, terms: Sequence[Term]) -> list[int]:
    """How many entries have each term; for more than `MOST_COUNTED` of them, that and one."""
    return _counted(session, reader, terms, MOST_COUNTED + 1)


def _counted(session: Session, reader: Reader, terms: Sequence[Term], most: int) -> list[int]:
    seen = select(Entry.id).where(visible_to(reader))
    matching = choose_backend.backend_of(session).matching
    having = [_number(matching(seen, Match((term,))), most) for term in terms]
    return list(session.execute(select(*having)).one())


def _number(rows: Select[str], most: int) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.limit(most).subquery()).scalar_subquery()
