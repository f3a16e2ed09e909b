"""How fast a large log is browsed and searched, next to the least that SQLite's FTS5 could do for the same.

`python -m bench.search` prints, for a reader of half the entries, on SQLite and on a Postgres of its own, how
long each takes, as a ratio to the same thing asked of a plain FTS5 table in the same run; how long recall takes;
whether a word of somebody else's private entry takes longer; and what the index weighs. docs/benchmarks.md
explains it.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench import log_of_entries, postgres, raw_search
from bench.raw_search import RawSearch
from bench.recall import texts
from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import offers
from facilitator.log.revisions import store
from facilitator.log.search import choose_backend
from facilitator.log.search.attempts import first_that_finds
from facilitator.log.search.facets import count_facets
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.log.search.searching import begin

ENTRIES = 10_000
ROUNDS = 5
TIMES = 40
"""How often each thing is asked in a round."""
RECALLS = 5
PAIRS = 200
GOAL = 1.5
SECRET = "quokka"
"""A word that stands in one entry only, which is private to somebody else."""
MIDDLE = "2020-06-01"
"""A day in the middle of the log, where the later page begins."""
SEARCHES = {
    "search: a common word": ("customer ", '"customer"'),
    "search: two words": ("customer price ", '"customer" AND "price"'),
    "search: typing": ("pri", '"pri"*'),
    "search: a phrase": ('"the customer"', '"the customer"'),
}
"""For each search, what our reader types and the same as an expression of FTS5."""

Act = Callable[[], object]


class Line(NamedTuple):
    """A line of the table: what our page asks, and the least for the same, which only SQLite can be asked."""

    name: str
    ours: Act
    raw: Act


@dataclass(frozen=True)
class Took:
    """Seconds that one thing took, round by round."""

    rounds: Sequence[list[float]]

    def part(self, cut: int) -> list[float]:
        """Of each round, the time within which so many twentieths of the answers came."""
        return [quantiles(took, n=20)[cut - 1] for took in self.rounds]

    @property
    def p50(self) -> float:
        return median(self.part(10))

    @property
    def p95(self) -> float:
        return median(self.part(19))

    def times(self, other: Took) -> float:
        """How many times as long as another its p95 is: the median of the rounds, in which both took turns."""
        return median(own / least for own, least in zip(self.part(19), other.part(19), strict=True))


@dataclass(frozen=True)
class Log:
    """What was measured in a log. Times are in seconds, the index's size is in bytes.

    ``told`` is how many times as long the search for the secret word takes as one for a word of no entry.
    """

    filling: float
    ours: Mapping[str, Took]
    raw: Mapping[str, Took]
    recall: float
    index: int
    told: float


def measured(url: str, number: int, rounds: int) -> Log:
    migrations.upgrade(url)
    database.init(url)
    with database.session() as session:
        own, other = (
            people.create_account(session, name, f"{name}@example.org", "", "member").id for name in "ab"
        )
        began = time.perf_counter()
        log_of_entries.fill(session, own, other, number)
        filling = time.perf_counter() - began
        secret = store.new_entry(other, number, visibility="private")
        store.save(session, secret, Content(title=SECRET, date=datetime.date(2020, 1, 1)), number)
        if database.is_sqlite():
            raw_search.make(session)
        else:
            # As autovacuum does from time to time: it tells the planner which words are common.
            session.execute(text("ANALYZE"))
    # The server looks for garbage every five minutes only, and not while it answers.
    gc.collect()
    gc.disable()
    with database.snapshot() as session:
        reader = Reader(own, {})
        asked = [*lines(session, reader, RawSearch(session, own), number)]
        ours, raw = in_turns(asked, rounds, with_raw=database.is_sqlite())
        recall = median(seconds(act) for act in recalls(reader))
        size = choose_backend.backend_of(session).size(session)
        log = Log(filling, ours, raw, recall, size, compared(session, reader))
    gc.enable()
    database.engine().dispose()
    return log


def lines(session: Session, reader: Reader, raw: RawSearch, number: int) -> Iterator[Line]:
    """What is measured: each line of the table with what our page asks, and the least for the same."""

    def ours(query: Query) -> Act:
        return partial(find, session, reader, query)

    yield Line("browse: the first page", ours(Query()), lambda: raw.browse("9999"))
    yield Line("browse: a later page", ours(Query(after=f"{MIDDLE}~0~a")), lambda: raw.browse(MIDDLE))
    case = cycle(log_of_entries.rare_words(number))
    yield Line(
        "search: a rare word",
        lambda: find(session, reader, Query(f"{next(case)} ")),
        lambda: raw.search(f'"{next(case)}"'),
    )
    for name, (typed, expression) in SEARCHES.items():
        yield Line(name, ours(Query(typed)), partial(raw.search, expression))
    yield Line("facets: of all", partial(counted, session, reader, Query()), raw.facets)
    common = Query("customer ")
    yield Line(
        "facets: of a common word",
        partial(counted, session, reader, common),
        partial(raw.facets, '"customer"'),
    )


def counted(session: Session, reader: Reader, query: Query) -> object:
    search = begin(session, reader, query)
    return count_facets(search, first_that_finds(search))


def recalls(reader: Reader) -> Iterator[Act]:
    for _, asked in texts.descriptions(texts.FITTED)[:RECALLS]:
        yield partial(offers.offers_for, reader, asked)


def in_turns(
    asked: Sequence[Line], rounds: int, *, with_raw: bool
) -> tuple[dict[str, Took], dict[str, Took]]:
    """What ours and the raw of each line took, by its name. All of them take turns."""
    ours = {line.name: Took([[] for _ in range(rounds)]) for line in asked}
    raw = {line.name: Took([[] for _ in range(rounds)]) for line in asked if with_raw}
    for number in range(rounds):
        for _ in range(TIMES):
            for line in asked:
                ours[line.name].rounds[number].append(seconds(line.ours))
                if with_raw:
                    raw[line.name].rounds[number].append(seconds(line.raw))
    return ours, raw


def compared(session: Session, reader: Reader) -> float:
    """The ratio of the medians of pairs of searches, which take turns in coming first."""
    took: dict[str, list[float]] = {SECRET: [], "quoxka": []}
    for n in range(PAIRS):
        for word in sorted(took, reverse=bool(n % 2)):
            took[word].append(seconds(partial(find, session, reader, Query(word))))
    secret, nothing = (median(each) for each in took.values())
    return secret / nothing


def seconds(act: Act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def report(database_name: str, number: int, log: Log, least: Mapping[str, Took]) -> None:
    print(f"\n{database_name}: {number:,} entries, half of them private to somebody else\n")
    print("| | ours p50 | ours p95 | FTS5 p50 | FTS5 p95 | ratio of p95 | goal | met |")
    print("|---|---|---|---|---|---|---|---|")
    for name, ours in log.ours.items():
        raw = least[name]
        ratio = ours.times(raw)
        each = " | ".join(f"{1000 * part:.1f} ms" for part in (ours.p50, ours.p95, raw.p50, raw.p95))
        met = "yes" if ratio <= GOAL else "no"
        print(f"| {name} | {each} | {ratio:.2f} × | <= {GOAL} × | {met} |")
    print(f"\n- recall: {1000 * log.recall:.0f} ms")
    print(f"- a word of one entry of somebody else takes {log.told:.3f} times as long as a word of none")
    print(f"- index: {log.index / 1e6:.1f} MB, {log.index / number:.0f} bytes an entry")
    print(f"- written and indexed in {log.filling:.0f} s")


def on_sqlite(number: int, rounds: int) -> Log:
    with tempfile.TemporaryDirectory() as folder:
        return measured(f"sqlite:///{Path(folder) / 'bench.db'}", number, rounds)


def on_postgres(socket: Path, number: int, rounds: int) -> Log:
    postgres.run(socket, f"CREATE DATABASE log{number}")
    return measured(postgres.address(socket, f"log{number}"), number, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only-sqlite", action="store_true")
    given = parser.parse_args()
    least = on_sqlite(given.entries, given.rounds)
    report("SQLite", given.entries, least, least.raw)
    if given.only_sqlite:
        return
    with postgres.served() as socket:
        log = on_postgres(socket, given.entries, given.rounds)
        report("Postgres, next to SQLite's FTS5", given.entries, log, least.raw)


if __name__ == "__main__":
    main()
