"""The filters of a search, each with the number of entries that it would leave."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Select, select

from facilitator.log.entry.access import VISIBLE
from facilitator.log.entry.tables import Entry
from facilitator.log.search.attempts import Found
from facilitator.log.search.backend import Backend
from facilitator.log.search.newest import Newest, newest
from facilitator.log.search.query import FILTERS
from facilitator.log.search.searching import Search

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


def count_facets(search: Search, found: Found) -> Facets:
    """All counts. A filter that is on counts its other values, too, so those entries are asked for as well."""
    if search.query.q and found.match is None:
        # Without a match, the numbers would be of the whole log.
        return Facets()
    counts = _counted(search, found.newest)
    counted_of = dict.fromkeys(counts, found.newest)
    for name in counts.keys() & search.query.filters:
        counted_of[name] = newest(search, found.match, [each for each in FILTERS if each != name])
        counts[name] = _counted(search, counted_of[name])[name]
    values = {name: _ordered(name, of) for name, of in counts.items()}
    if counted_of["year"].more:
        values["year"] = {year: values["year"].get(year, 0) for year in _all_years(search)}
    in_part = any(each.more for each in counted_of.values())
    return Facets(len(found.newest.lines), found.newest.more, in_part, values)


def _all_years(search: Search) -> list[str]:
    """The years of all entries that the reader may see, the newest first."""
    return [str(last_day.year) for (last_day,) in search.rows(_last_days(search.backend))]


@cache
def _last_days(backend: Backend) -> Select[Any]:
    """The query for the last day of each year. It goes from year to year in an index, and not through all entries."""
    days = select(Entry.date).where(VISIBLE).order_by(Entry.date.desc()).limit(1)
    last = select(days.scalar_subquery().label("day")).cte("last", recursive=True)
    before = days.where(Entry.date < backend.new_years_day(last.c.day)).scalar_subquery()
    years = last.union_all(select(before).where(last.c.day.is_not(None)))
    return select(years.c.day).where(years.c.day.is_not(None))


def _counted(search: Search, found: Newest) -> dict[str, Counter[str]]:
    """How many of the entries have each value of each filter."""
    days = found.column("date")
    meetings = found.column("meeting_id")
    return {
        "category": Counter(found.column("category")),
        "outcome": Counter(found.column("outcome")),
        "year": _counted_as(str, map(attrgetter("year"), days)),
        "quarter": _counted_as(_quarter, map(attrgetter("month"), days)),
        "tag": Counter(chain.from_iterable(json.loads(f"[{','.join(found.column('tags'))}]"))),
        "mine": Counter(yes=found.column("account_id").count(search.reader.account_id)),
        "meetings": Counter(yes=len(meetings) - meetings.count(None)),
        "open": Counter(yes=found.column("open").count(True)),
    }


def _counted_as(said: Callable[[int], str], numbers: Iterable[int]) -> Counter[str]:
    """How often each is there. There are few different ones, so only these are put into words."""
    counts: Counter[str] = Counter()
    for number, times in Counter(numbers).items():
        counts[said(number)] += times
    return counts


def _quarter(month: int) -> str:
    return str((month + 2) // 3)


def _ordered(name: str, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in order: years and quarters newest first, others by count. Empty values are left out."""
    known = [(value, number) for value, number in counts.items() if value and number]
    if name in NEWEST_FIRST:
        return dict(sorted(known, reverse=True))
    by_number = sorted(sorted(known), key=itemgetter(1), reverse=True)
    return dict(by_number[:MOST_TAGS] if name == "tag" else by_number)
