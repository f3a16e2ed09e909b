"""How fast a large log is searched: 10,000 entries of the length that people write.

`python -m bench.search` prints, for searches by one reader of half the entries, how long they take
(p50, p95), what recall takes, and what the index weighs. With `--postgres URL` it does so on a
Postgres database, which it fills and leaves filled.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from sqlalchemy.orm import Session

from bench.recall.__main__ import entries, lines
from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log import store
from facilitator.log.access import Reader
from facilitator.log.content import Action, Content
from facilitator.log.recall import offers
from facilitator.log.search import backends
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.room.prepare import CATEGORIES

ENTRIES = 10_000
ROUNDS = 100
PARTS = ("happened", "drove", "learned", "next_time")
SEARCHES = {
    "browse": lambda _words: Query(),
    "a rare word": lambda words: Query(words[0]),
    "a common word": lambda _words: Query("customer"),
    "two words": lambda words: Query(" ".join(words[:2])),
    "a phrase": lambda _words: Query('"the customer"'),
    "typing": lambda words: Query(words[1][:3]),
    "with filters": lambda words: Query(words[0], category="incident", outcome="did not work"),
    "nothing found": lambda words: Query(f"{words[0]}x {words[1]}x"),
}


def fill(session: Session, own: str, other: str, number: int) -> None:
    """Entries of sentences that are drawn from the recall bench's, half of them another's and private."""
    chance = random.Random(3)
    sentences = [
        part for _, fields in entries() for name in PARTS if name in fields for part in [fields[name]]
    ]
    titles = [fields["title"] for _, fields in entries()]
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


@contextmanager
def log(url: str, number: int) -> Iterator[tuple[Session, Reader]]:
    migrations.upgrade(url)
    database.init(url)
    with database.session() as session:
        own, other = (
            people.create_account(session, name, f"{name}@example.org", "", "member").id for name in "ab"
        )
        began = time.perf_counter()
        fill(session, own, other, number)
        print(f"search: {number:,} entries, half of them private to somebody else; ", end="")
        print(f"written and indexed in {time.perf_counter() - began:.0f} s")
    with database.read() as session:
        yield session, Reader(own, {})


def spread(act: Callable[[], object], rounds: int) -> str:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    cuts = quantiles(took, n=20)
    return f"p50 {1000 * cuts[9]:6.1f} ms   p95 {1000 * cuts[18]:6.1f} ms"


def measure(url: str, number: int, rounds: int) -> None:
    chance = random.Random(5)
    texts = [line.partition(": ")[2] for line in lines("queries.txt")]
    words = sorted(
        {word for text in texts for word in text.lower().split() if word.isalpha() and len(word) > 5}
    )
    with log(url, number) as (session, reader):
        for name, made in SEARCHES.items():
            asked = spread(lambda made=made: find(session, reader, made(chance.sample(words, 2))), rounds)
            print(f"  {name:14} {asked}")
        recalled = spread(lambda: offers.recall(session, reader, chance.choice(texts)), rounds)
        print(f"  {'recall':14} {recalled}")
        size = backends.of(session).size(session)
        print(f"  index size     {size / 1e6:.1f} MB, {size / number:.0f} bytes an entry")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each search is done")
    parser.add_argument("--postgres", help="the address of an empty Postgres database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.postgres or f"sqlite:///{Path(folder) / 'bench.db'}"
        measure(url, given.entries, given.rounds)
        database.engine().dispose()


if __name__ == "__main__":
    main()
