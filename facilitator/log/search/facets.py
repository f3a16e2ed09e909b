"""The filters of a search, each with the number of entries that it would leave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search.attempts import Found
from facilitator.log.search.newest import Newest, newest
from facilitator.log.search.query import FILTERS, Query

MOST_TAGS = 12
NEWEST_FIRST = ("year", "quarter")


@dataclass(frozen=True)
class Facets:
    """How many entries each value of a filter would leave, while the other filters stay as they are.

    Of many entries, only the newest `newest.MOST_COUNTED` are counted: ``total`` of them match the words and all
    filters, and ``more`` is whether others do, too. ``in_part`` is whether any filter's entries are more. Years in
    which only such others are have the count 0.
    """

    total: int = 0
    more: bool = False
    in_part: bool = False
    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, int]:
        """The values of a filter with their counts."""
        return self.values.get(name, {})


def count_facets(session: Session, reader: Reader, query: Query, found: Found) -> Facets:
    """All counts. A filter that is on counts its other values, too, so those entries are asked for as well."""
    counts = _counted(reader, found.newest)
    counted_of = dict.fromkeys(counts, found.newest)
    for name in counts.keys() & query.filters:
        counted_of[name] = newest(
            session, reader, query, found.match, [each for each in FILTERS if each != name]
        )
        counts[name] = _counted(reader, counted_of[name])[name]
    values = {name: _ordered(name, of) for name, of in counts.items()}
    if counted_of["year"].more:
        values["year"] = {year: values["year"].get(year, 0) for year in _all_years(session, reader)}
    in_part = any(each.more for each in counted_of.values())
    return Facets(len(found.newest.lines), found.newest.more, in_part, values)


def _all_years(session: Session, reader: Reader) -> list[str]:
    """The years from the newest entry that the reader may see to the oldest one: an index has both at its ends."""
    days = select(Entry.date).where(visible_to(reader)).limit(1)
    first = days.order_by(Entry.date).scalar_subquery()
    last = days.order_by(Entry.date.desc()).scalar_subquery()
    oldest, latest = session.execute(select(first, last)).one()
    return [str(year) for year in range(latest.year, oldest.year - 1, -1)]


def _counted(reader: Reader, found: Newest) -> dict[str, Counter[str]]:
    """How many of the entries have each value of each filter."""
    days = found.column("date")
    meetings = found.column("meeting_id")
    return {
        "category": Counter(found.column("category")),
        "outcome": Counter(found.column("outcome")),
        "year": Counter(str(day.year) for day in days),
        "quarter": Counter(str((day.month + 2) // 3) for day in days),
        "tag": Counter(chain.from_iterable(json.loads(f"[{','.join(found.column('tags'))}]"))),
        "mine": Counter(yes=found.column("account_id").count(reader.account_id)),
        "meetings": Counter(yes=len(meetings) - meetings.count(None)),
        "open": Counter(yes=found.column("open").count(True)),
    }


def _ordered(name: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in order: years and quarters newest first, others by count. Empty values are left out."""
    known = [(value, number) for value, number in counts.items() if value and number]
    if name in NEWEST_FIRST:
        return dict(sorted(known, reverse=True))
    by_number = sorted(known, key=lambda pair: (-pair[1], pair[0]))
    return dict(by_number[:MOST_TAGS] if name == "tag" else by_number)
