"""Counting what recurs in the log for one reader, only over the entries that they may see."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from facilitator.log.entry import action_status
from facilitator.log.entry.access import tells_drivers_to, visible_to
from facilitator.log.entry.content import OUTCOMES
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.patterns import bars
from facilitator.log.patterns.bars import Bar, Segment
from facilitator.log.patterns.quarter import Quarter
from facilitator.log.search import drivers
from facilitator.log.search.query import NOT_SAID
from facilitator.summary import words

MOST_QUARTERS = 8
MOST_COMING_BACK = 10
MOST_MEETINGS = 12
UNSAID = NOT_SAID
OUTCOME_WORDS = {**words.OUTCOMES, UNSAID: "Nobody has said yet"}


@dataclass(frozen=True)
class MeetingShares:
    """A past meeting, with the planned and actual share of time spent on learning, in percent."""

    entry_id: str
    title: str
    date: datetime.date
    planned: float
    actual: float


@dataclass(frozen=True)
class Patterns:
    """The data of all charts of the page.

    ``quarters`` are the newest ones that have entries, the newest first. ``older`` is the number of entries
    before them.
    """

    entries: int
    older: int
    quarters: Sequence[Quarter]
    by_outcome: list[Bar]
    by_category: Mapping[str, Mapping[Quarter, int]]
    tags: list[Bar]
    drivers: list[Bar]
    meetings: Sequence[MeetingShares]
    steps: list[Bar]
    experiments: list[Bar]

    @property
    def learning_share(self) -> float:
        """The mean of the actual share of learning over the meetings, in percent."""
        return round(sum(held.actual for held in self.meetings) / len(self.meetings), 1)

    def radius(self, count: int) -> float:
        """The radius of the circle whose area stands for a count. The largest count has the radius 10."""
        fullest = max(max(counts.values()) for counts in self.by_category.values())
        return round(10 * math.sqrt(count / fullest), 2)


def count_patterns(session: Session, who: Reader, today: datetime.date) -> Patterns:
    """The patterns of the entries that `who` may see, so that each count equals what its link then lists."""
    seen = visible_to(who)
    drove = case((tells_drivers_to(who), Entry.drove), else_="").label("drove")
    columns = (Entry.id, Entry.date, Entry.category, Entry.outcome, Entry.tags, drove)
    rows = session.execute(select(*columns).where(seen)).all()
    quarters = sorted({Quarter.of(row.date) for row in rows}, reverse=True)[:MOST_QUARTERS]
    shown = [row for row in rows if Quarter.of(row.date) in quarters]
    became = _became(session, seen, today)
    return Patterns(
        entries=len(rows),
        older=len(rows) - len(shown),
        quarters=quarters,
        by_outcome=bars.scaled(_quarter_bars(quarters, shown)),
        by_category=_by_category(shown),
        tags=_coming_back(Counter(tag for row in rows for tag in row.tags), "tag"),
        drivers=_coming_back(drivers.count_drivers(row.drove for row in rows), "driver"),
        meetings=_meetings(session, seen),
        steps=_fate_bars(became, "step"),
        experiments=_fate_bars(became, "experiment"),
    )


def log_address(**filters: object) -> str:
    """The URL of the log with these filters."""
    return f"/log?{urlencode({name: value for name, value in filters.items() if value})}"


def _quarter_bars(quarters: Iterable[Quarter], rows: Sequence[Any]) -> Iterator[Bar]:
    for quarter in quarters:
        when = {"year": quarter.year, "quarter": quarter.number}
        counts = Counter(row.outcome or UNSAID for row in rows if Quarter.of(row.date) == quarter)
        yield Bar(
            quarter.words,
            log_address(**when),
            tuple(
                Segment(
                    kind,
                    OUTCOME_WORDS[kind],
                    counts[kind],
                    _entries(counts[kind]),
                    log_address(**when, outcome=kind),
                )
                for kind in (*OUTCOMES, UNSAID)
            ),
        )


def _by_category(rows: Iterable[Any]) -> dict[str, Counter[Quarter]]:
    """The number of entries by category and quarter, the category with the most entries first."""
    counts: dict[str, Counter[Quarter]] = {}
    for row in rows:
        counts.setdefault(row.category, Counter())[Quarter.of(row.date)] += 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0])))


def _coming_back(counts: Counter[str], name: str) -> list[Bar]:
    """A bar for each value that more than one entry has, the most frequent first."""
    back = sorted((-count, each) for each, count in counts.items() if count > 1)[:MOST_COMING_BACK]
    return bars.scaled(
        bars.single_bar(each, name, -count, _entries(-count), log_address(**{name: each}))
        for count, each in back
    )


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _meetings(session: Session, seen: Any) -> list[MeetingShares]:
    """The newest meetings whose time was measured."""
    time = Entry.summary["time"]
    measured = time["learning_ms"].as_integer() + time["failure_ms"].as_integer() > 0
    query = select(Entry.id, Entry.title, Entry.date, time.label("time")).where(
        seen, Entry.summary.is_not(None), measured
    )
    newest = query.order_by(Entry.date.desc(), Entry.created_at.desc()).limit(MOST_MEETINGS)
    return [MeetingShares(row.id, row.title, row.date, *_shares(row.time)) for row in session.execute(newest)]


def _shares(time: Mapping[str, int]) -> tuple[float, float]:
    planned = time["planned_learning_seconds"], time["planned_failure_seconds"]
    return _share(*planned), _share(time["learning_ms"], time["failure_ms"])


def _share(learning: int, failure: int) -> float:
    whole = learning + failure
    return round(100 * learning / whole, 1) if whole else 100.0


def _became(session: Session, seen: Any, today: datetime.date) -> dict[tuple[str, str], tuple[int, int]]:
    """By kind and status of actions: the number of actions, and the number of entries that have them."""
    became = action_status.status_on(today).label("became")
    counted = select(Action.kind, became, func.count(), func.count(Action.entry_id.distinct()))
    rows = session.execute(
        counted.join(Entry, Entry.id == Action.entry_id).where(seen).group_by(Action.kind, became)
    )
    return {(kind, fate): (actions, entries) for kind, fate, actions, entries in rows}


def _fate_bars(became: Mapping[tuple[str, str], tuple[int, int]], kind: str) -> list[Bar]:
    """A bar for each status. It names the number of entries too, because its link lists entries."""
    found = []
    for fate, said in action_status.STATUS_BY_KIND[kind].items():
        actions, entries = became.get((kind, fate), (0, 0))
        if actions:
            number = f"{words.counted(actions, kind)} in {_entries(entries)}"
            found.append(bars.single_bar(said, fate, actions, number, log_address(**{f"{kind}s": fate})))
    return bars.scaled(found)
