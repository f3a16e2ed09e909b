"""What comes back in the log, for one reader: counted over what they may see and over nothing else."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.actions.states import OPEN
from facilitator.actions.tables import Action
from facilitator.log import charts
from facilitator.log.access import Reader, visible_to
from facilitator.log.charts import Bar, Segment
from facilitator.log.content import OUTCOMES
from facilitator.log.pages import reader
from facilitator.log.recall.synonyms import stem
from facilitator.log.search.query import NOT_SAID
from facilitator.log.search.words import content_words
from facilitator.log.tables import Entry
from facilitator.summary import words
from facilitator.web import audience

blueprint = Blueprint("patterns", __name__)

MOST_QUARTERS = 8
MOST_COMING_BACK = 10
MOST_MEETINGS = 12
MOST_LISTED = 50
UNSAID = NOT_SAID
OUTCOME_WORDS = {**words.OUTCOMES, UNSAID: "Nobody has said yet"}
STEP_WORDS = {
    "on time": "Done on time",
    "late": "Done later",
    "done": "Done, some day",
    "coming": "Open, the day is still to come",
    "overdue": "Open, the day has passed",
    "undated": "Open, without a day",
    "dropped": "Dropped",
}
EXPERIMENT_WORDS = {
    "worked": words.OUTCOMES["worked"],
    "partly": words.OUTCOMES["partly"],
    "did not work": words.OUTCOMES["did not work"],
    "coming": "Running",
    "overdue": "To be looked at: its day has passed",
    "dropped": "Dropped",
}


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year, newest first when sorted in reverse."""

    year: int
    number: int

    @classmethod
    def of(cls, date: datetime.date) -> Quarter:
        return cls(date.year, (date.month + 2) // 3)

    @property
    def words(self) -> str:
        return f"{self.year} Q{self.number}"


@dataclass(frozen=True)
class Held:
    """A past meeting: the share of its time that went to learning, planned and actual, in percent."""

    entry_id: str
    title: str
    date: datetime.date
    planned: float
    actual: float


@dataclass(frozen=True)
class Followed:
    """One action and the entry it belongs to."""

    what: str
    entry_id: str
    title: str


@dataclass(frozen=True)
class Patterns:
    """All charts of the page. ``quarters`` are those with entries, the newest first."""

    entries: int
    older: int
    quarters: Sequence[Quarter]
    by_outcome: list[Bar]
    by_category: Mapping[str, Mapping[Quarter, int]]
    tags: list[Bar]
    drivers: list[Bar]
    meetings: Sequence[Held]
    steps: list[Bar]
    experiments: list[Bar]
    behind: Mapping[str, Sequence[Followed]]

    @property
    def learning_share(self) -> float:
        """The mean over the meetings, in percent."""
        return round(sum(held.actual for held in self.meetings) / len(self.meetings), 1)

    def radius(self, count: int) -> float:
        """Of a circle whose area stands for a count; the fullest one's is 10."""
        fullest = max(max(counts.values()) for counts in self.by_category.values())
        return round(10 * math.sqrt(count / fullest), 2)


@blueprint.get("/log/patterns")
@audience("account")
def page() -> str:
    """What comes back in the entries that this account may see."""
    today = datetime.datetime.now(datetime.UTC).date()
    with database.read() as session:
        found = patterns(session, reader(), today)
    return render_template(
        "log/patterns.html",
        patterns=found,
        words=words,
        outcomes=OUTCOME_WORDS,
        steps=STEP_WORDS,
        experiments=EXPERIMENT_WORDS,
        address=address,
    )


def patterns(session: Session, who: Reader, today: datetime.date) -> Patterns:
    """Counted over the finished entries that `who` may see."""
    seen = visible_to(who) & ~Entry.draft
    columns = (Entry.id, Entry.date, Entry.category, Entry.outcome, Entry.tags, Entry.drove)
    rows = session.execute(select(*columns).where(seen)).all()
    quarters = sorted({Quarter.of(row.date) for row in rows}, key=_newest)[:MOST_QUARTERS]
    shown = [row for row in rows if Quarter.of(row.date) in quarters]
    actions = session.execute(
        select(Action, Entry.title)
        .join(Entry, Entry.id == Action.entry_id)
        .where(seen)
        .order_by(Entry.date.desc())
    ).all()
    fates = [(_fate(action, today), action, title) for action, title in actions]
    return Patterns(
        entries=len(rows),
        older=len(rows) - len(shown),
        quarters=quarters,
        by_outcome=charts.drawn(_quarter_bars(quarters, shown)),
        by_category=_by_category(shown),
        tags=_coming_back([row.tags for row in rows], "tag", "tag"),
        drivers=_coming_back(_alike([content_words(row.drove) for row in rows]), "driver", "q"),
        meetings=_meetings(session, seen),
        steps=_fate_bars(STEP_WORDS, "step", fates),
        experiments=_fate_bars(EXPERIMENT_WORDS, "experiment", fates),
        behind=_behind(fates),
    )


def address(**filters: object) -> str:
    """The log with these filters on."""
    return f"/log?{urlencode({name: value for name, value in filters.items() if value})}"


def _newest(quarter: Quarter) -> tuple[int, int]:
    return -quarter.year, -quarter.number


def _quarter_bars(quarters: Iterable[Quarter], rows: Sequence[Any]) -> Iterator[Bar]:
    for quarter in quarters:
        when = {"year": quarter.year, "quarter": quarter.number}
        counts = Counter(row.outcome or UNSAID for row in rows if Quarter.of(row.date) == quarter)
        yield Bar(
            quarter.words,
            address(**when),
            tuple(
                Segment(kind, OUTCOME_WORDS[kind], counts[kind], address(**when, outcome=kind))
                for kind in (*OUTCOMES, UNSAID)
            ),
        )


def _by_category(rows: Iterable[Any]) -> dict[str, Counter[Quarter]]:
    """The fullest category first."""
    counts: dict[str, Counter[Quarter]] = {}
    for row in rows:
        counts.setdefault(row.category, Counter())[Quarter.of(row.date)] += 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0])))


def _alike(of_entries: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same words, where all of one stem look as the most frequent of them does."""
    frequent = Counter(word for entry in of_entries for word in entry)
    looks = {stem(word): word for word, _ in reversed(frequent.most_common())}
    return [[looks[stem(word)] for word in entry] for entry in of_entries]


def _coming_back(of_entries: Iterable[Iterable[str]], kind: str, name: str) -> list[Bar]:
    """What stands in more than one entry, by the number of entries."""
    counts = Counter(each for entry in of_entries for each in set(entry))
    back = sorted(((-count, each) for each, count in counts.items() if count > 1))[:MOST_COMING_BACK]
    found = {each: -count for count, each in back}
    return charts.plain(found, kind, {each: address(**{name: each}) for each in found})


def _meetings(session: Session, seen: Any) -> list[Held]:
    """The newest meetings whose time was measured."""
    time = Entry.summary["time"]
    query = select(Entry.id, Entry.title, Entry.date, time.label("time")).where(
        seen, Entry.summary.is_not(None)
    )
    newest = session.execute(query.order_by(Entry.date.desc(), Entry.created_at.desc()).limit(MOST_MEETINGS))
    return [
        Held(row.id, row.title, row.date, *_shares(row.time))
        for row in newest
        if row.time["learning_ms"] + row.time["failure_ms"]
    ]


def _shares(time: Mapping[str, int]) -> tuple[float, float]:
    planned = time["planned_learning_seconds"], time["planned_failure_seconds"]
    return _share(*planned), _share(time["learning_ms"], time["failure_ms"])


def _share(learning: int, failure: int) -> float:
    whole = learning + failure
    return round(100 * learning / whole, 1) if whole else 100.0


def _fate(action: Action, today: datetime.date) -> str:
    """What became of an action, as the charts sort it."""
    if action.state == OPEN:
        if action.due is None:
            return "undated" if action.kind == "step" else "coming"
        return "coming" if action.due >= today else "overdue"
    if action.state != "done":
        return action.state
    if action.done_at is None or action.due is None:
        return "done"
    day = datetime.datetime.fromtimestamp(action.done_at / 1000, datetime.UTC).date()
    return "on time" if day <= action.due else "late"


def _fate_bars(named: Mapping[str, str], kind: str, fates: Sequence[tuple[str, Action, str]]) -> list[Bar]:
    counts = Counter(fate for fate, action, _ in fates if action.kind == kind)
    return charts.drawn(
        Bar(said, place, (Segment(fate, said, counts[fate], place),))
        for fate, said in named.items()
        if counts[fate] and (place := f"#{kind}-{fate.replace(' ', '-')}")
    )


def _behind(fates: Iterable[tuple[str, Action, str]]) -> dict[str, list[Followed]]:
    """The actions of each bar, by the bar's place on the page."""
    found: dict[str, list[Followed]] = {}
    for fate, action, title in fates:
        listed = found.setdefault(f"#{action.kind}-{fate.replace(' ', '-')}", [])
        if len(listed) < MOST_LISTED:
            listed.append(Followed(action.what or action.hypothesis, action.entry_id, title))
    return found
