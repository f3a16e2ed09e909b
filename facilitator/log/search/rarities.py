"""How many of the entries that a reader may see have a term, and so how rare it is among them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, bindparam, func, select

from facilitator.log.entry.access import VISIBLE
from facilitator.log.entry.tables import Entry
from facilitator.log.search.backend import Backend, term_parameter, term_parameters
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.log.search.query import MOST_TERMS, Term
from facilitator.log.search.searching import Search
from facilitator.log.search.words import rarity

MOST_RARE = 100
"""A term that more entries have is not rare, so it does not matter how many more."""


def rarities(search: Search, terms: Sequence[Term]) -> list[float]:
    """The weight of each term: higher for a rarer one, as in a log of no more than `MOST_COUNTED` entries."""
    everything, *numbers = _counted(search, terms, MOST_RARE)
    return [rarity(everything, number) for number in numbers]


def numbers_of(search: Search, terms: Sequence[Term], most: int = MOST_COUNTED + 1) -> list[int]:
    """How many entries have each term, up to `most`."""
    _, *numbers = _counted(search, terms, most)
    return numbers


def _counted(search: Search, terms: Sequence[Term], most: int) -> Sequence[int]:
    """How many entries there are, up to `MOST_COUNTED`, and how many have each term, up to `most`."""
    values = term_parameters(search.backend, terms) | {"most": most, "most_counted": MOST_COUNTED}
    (numbers,) = search.rows(_statement(search.backend, len(terms)), **values)
    return list(numbers)


@lru_cache(maxsize=2 * MOST_TERMS)
def _statement(backend: Backend, number: int) -> Select[Any]:
    seen = select(Entry.id).where(VISIBLE)
    having = [backend.matching(seen, term_parameter(n)) for n in range(number)]
    return select(_number(seen, "most_counted")).add_columns(*(_number(each, "most") for each in having))


def _number(rows: Select[str], most: str) -> ScalarSelect[int]:
    limited = rows.limit(bindparam(most, type_=Integer))
    return select(func.count()).select_from(limited.subquery()).scalar_subquery()
