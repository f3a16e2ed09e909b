"""The filters of a search, each with the number of entries that it would leave."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import CTE, ColumnElement, Select, String, cast, func, literal, select, true, union_all
from sqlalchemy.orm import Session

from facilitator.log.entry.action_status import status_on
from facilitator.log.entry.tables import Action
from facilitator.log.search import choose_backend
from facilitator.log.search.backend import Backend
from facilitator.log.search.query import NOT_SAID, Query

MOST_TAGS = 12
VALUED = ("category", "outcome", "year", "quarter")
FLAGS = ("mine", "meetings", "open")
KINDS = {"steps": "step", "experiments": "experiment"}
NEWEST_FIRST = ("year", "quarter")


@dataclass(frozen=True)
class Facets:
    """How many entries each value of a filter would leave, while the other filters stay as they are.

    ``of_words`` counts the entries that match the words, without any filter. ``total`` counts those that
    also match all filters.
    """

    total: int = 0
    of_words: int = 0
    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, int]:
        """The values of a filter with their counts."""
        return self.values.get(name, {})


def filter_conditions(
    backend: Backend, found: CTE, query: Query, *, but: str = ""
) -> list[ColumnElement[bool]]:
    """The SQL conditions of the active filters, without the filter named `but`."""
    asked: list[ColumnElement[bool]] = []
    for name, value in query.filters.items():
        if name in (but, "driver"):
            # The search for words has applied the driver already: `found` has only entries with it.
            continue
        if name == "tag":
            asked.append(_has_tag(backend, found, str(value)))
        elif name in KINDS:
            asked.append(_has_action(found, KINDS[name], str(value), query.today))
        elif name in FLAGS:
            asked.append(found.c[name])
        else:
            asked.append(found.c[name] == ("" if (name, value) == ("outcome", NOT_SAID) else value))
    return asked


def count_facets(session: Session, found: CTE, query: Query) -> Facets:
    """All counts, in one query."""
    backend = choose_backend.backend_of(session)
    parts: list[Select[str, str, int]] = [_valued(backend, found, query, name) for name in VALUED]
    parts += [_flag(backend, found, query, name) for name in FLAGS]
    parts += [
        _tags(backend, found, query),
        select(literal("total"), literal(""), func.count())
        .where(*filter_conditions(backend, found, query))
        .select_from(found),
        select(literal("of_words"), literal(""), func.count()).select_from(found),
    ]
    values: dict[str, dict[str, int]] = {}
    for name, value, number in session.execute(union_all(*parts)):
        values.setdefault(name, {})[value] = number
    total, of_words = values.pop("total")[""], values.pop("of_words")[""]
    return Facets(total, of_words, {name: _ordered(name, counts) for name, counts in values.items()})


def _valued(backend: Backend, found: CTE, query: Query, name: str) -> Select[str, str, int]:
    value = found.c[name]
    counted = select(literal(name), cast(value, String), func.count()).select_from(found)
    return counted.where(*filter_conditions(backend, found, query, but=name)).group_by(value)


def _flag(backend: Backend, found: CTE, query: Query, name: str) -> Select[str, str, int]:
    counted = select(literal(name), literal("yes"), func.count()).select_from(found)
    return counted.where(found.c[name], *filter_conditions(backend, found, query, but=name))


def _tags(backend: Backend, found: CTE, query: Query) -> Select[str, str, int]:
    each = backend.each_tag(found.c.tags)
    counted = select(literal("tag"), each.c.value, func.count()).select_from(found).join(each, true())
    return counted.where(*filter_conditions(backend, found, query, but="tag")).group_by(each.c.value)


def _has_tag(backend: Backend, found: CTE, tag: str) -> ColumnElement[bool]:
    each = backend.each_tag(found.c.tags)
    return select(literal(1)).select_from(each).where(each.c.value == tag).exists()


def _has_action(found: CTE, kind: str, became: str, today: datetime.date) -> ColumnElement[bool]:
    of_entry = (Action.entry_id == found.c.id) & (Action.kind == kind)
    return select(Action.id).where(of_entry, status_on(today) == became).exists()


def _ordered(name: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in order: years and quarters newest first, others by count. Empty values are left out."""
    known = [(value, number) for value, number in counts.items() if value and number]
    if name in NEWEST_FIRST:
        return dict(sorted(known, reverse=True))
    by_number = sorted(known, key=lambda pair: (-pair[1], pair[0]))
    return dict(by_number[:MOST_TAGS] if name == "tag" else by_number)
