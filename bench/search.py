"""How fast a large log is searched: 10,000 entries of the length that people write, next to 1,000.

`python -m bench.search` prints, for searches by one reader of half the entries, on SQLite and on a Postgres of
its own, how long they take (p50, p95), how many times as long as in the smaller log, what recall
takes, and what the index weighs.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy.orm import Session

from bench import postgres
from bench.recall import texts
from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import offers
from facilitator.log.revisions import store
from facilitator.log.search import choose_backend
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.meeting.model import CATEGORIES

ENTRIES = 10_000
SMALLER = 10
"""How many times smaller the other log is."""
ROUNDS = 100
PAIRS = 200
SECRET = "quokka"
"""A word that stands in one entry only, which is private to somebody else."""
PARTS = ("happened", "drove", "learned", "next_time")
SEARCHES: Mapping[str, Callable[[list[str]], Query]] = {
    "browse": lambda _words: Query(),
    "a rare word": lambda words: Query(words[0]),
    "a common word": lambda _words: Query("customer"),
    "two words": lambda words: Query(" ".join(words[:2])),
    "many words": lambda words: Query(" ".join(words[:2] * 3) + " customer price"),
    "a phrase": lambda _words: Query('"the customer"'),
    "typing": lambda words: Query(words[1][:3]),
    "with filters": lambda words: Query(words[0], category="incident", outcome="did not work"),
    "nothing found": lambda words: Query(f"{words[0]}x {words[1]}x"),
}


def fill(session: Session, own: str, other: str, number: int) -> None:
    """Entries of sentences that are drawn from the recall bench's, half of them another's and private."""
    chance = random.Random(3)
    sentences = [
        fields[name] for _, fields in texts.entries(texts.FITTED) for name in PARTS if name in fields
    ]
    titles = [fields["title"] for _, fields in texts.entries(texts.FITTED)]
    for n in range(number):
        theirs = n % 2
        entry = store.new_entry(other if theirs else own, n, visibility="private" if theirs else "everyone")
        store.save(session, entry, _content(chance, titles, sentences, n), n)
        if n % 500 == 0:
            session.expunge_all()


def _content(chance: random.Random, titles: list[str], sentences: list[str], n: int) -> Content:
    def some(most: int) -> str:
        return " ".join(chance.choices(sentences, k=chance.randint(1, most)))

    return Content(
        # A few words of its own in each entry, as in a real log.
        title=f"{chance.choice(titles)} {chance.randrange(3000)}",
        date=datetime.date(2015, 1, 1) + datetime.timedelta(days=n % 4000),
        category=chance.choice(CATEGORIES),
        tags=tuple({f"tag{chance.randrange(300)}" for _ in range(3)}),
        outcome=chance.choice(("worked", "partly", "did not work", "")),
        happened=some(6),
        drove=some(3),
        expected=some(2),
        learned=(some(1), some(1)),
        next_time=some(2),
        actions=(Action(what=some(1)[:300]),) if n % 3 == 0 else (),
    )


@dataclass(frozen=True)
class Log:
    """What was measured in a log: the seconds of each thing that was done, by its name, and sizes in bytes.

    ``told`` is how many times as long the search for the secret word takes as one for a word of no entry.
    """

    entries: int
    filling: float
    took: Mapping[str, list[float]]
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
        fill(session, own, other, number)
        filling = time.perf_counter() - began
        secret = store.new_entry(other, number, visibility="private")
        store.save(session, secret, Content(title=SECRET, date=datetime.date(2020, 1, 1)), number)
    with database.read() as session:
        took = {name: seconds(act, rounds) for name, act in deeds(session, Reader(own, {}))}
        index = choose_backend.backend_of(session).size(session)
        told = compared(session, Reader(own, {}))
    database.engine().dispose()
    return Log(number, filling, took, index, told)


def compared(session: Session, reader: Reader) -> float:
    """The ratio of the medians of pairs of searches, which take turns in coming first."""
    took: dict[str, list[float]] = {SECRET: [], "quoxka": []}
    for n in range(PAIRS):
        for word in sorted(took, reverse=bool(n % 2)):
            took[word] += seconds(partial(find, session, reader, Query(word)), 1)
    secret, nothing = (median(each) for each in took.values())
    return secret / nothing


def deeds(session: Session, reader: Reader) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each kind of search, and recall, with words of the recall bench's descriptions."""
    chance = random.Random(5)
    asked = [text for _, text in texts.descriptions(texts.FITTED)]
    words = sorted(
        {word for text in asked for word in text.lower().split() if word.isalpha() and len(word) > 5}
    )
    for name, made in SEARCHES.items():
        yield name, partial(_search, session, reader, made, chance, words)
    yield "recall", lambda: offers.offers_for(session, reader, chance.choice(asked))


def _search(
    session: Session,
    reader: Reader,
    made: Callable[[list[str]], Query],
    chance: random.Random,
    words: list[str],
) -> None:
    find(session, reader, made(chance.sample(words, 2)))


def seconds(act: Callable[[], object], rounds: int) -> list[float]:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return took


def report(database_name: str, small: Log, large: Log) -> None:
    print(f"search on {database_name}: {large.entries:,} entries, half of them private to somebody else")
    for name, took in large.took.items():
        [p50, p95], [less, _] = spread(took), spread(small.took[name])
        print(
            f"  {name:14} p50 {1000 * p50:6.1f} ms   p95 {1000 * p95:6.1f} ms"
            f"   p50 {p50 / less:4.1f} times that of {small.entries:,}"
        )
    print(f"  a word of one entry of somebody else takes {large.told:.3f} times as long as a word of none")
    print(
        f"  index size     {large.index / 1e6:.1f} MB, {large.index / large.entries:.0f} bytes an entry;"
        f" written and indexed in {large.filling:.0f} s"
    )


def spread(took: list[float]) -> tuple[float, float]:
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


def on_sqlite(number: int, rounds: int) -> Log:
    with tempfile.TemporaryDirectory() as folder:
        return measured(f"sqlite:///{Path(folder) / 'bench.db'}", number, rounds)


def on_postgres(socket: Path, number: int, rounds: int) -> Log:
    postgres.run(socket, f"CREATE DATABASE log{number}")
    return measured(postgres.address(socket, f"log{number}"), number, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each search is done")
    given = parser.parse_args()
    sizes = (given.entries // SMALLER, given.entries)
    report("SQLite", *(on_sqlite(number, given.rounds) for number in sizes))
    with postgres.served() as socket:
        report("Postgres", *(on_postgres(socket, number, given.rounds) for number in sizes))


if __name__ == "__main__":
    main()
