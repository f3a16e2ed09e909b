"""A large log for measuring: entries of the length that people write, put into the tables many at a time.

Half of them are another's and private. A common word stands in most entries, a rare one in about twenty.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bench.recall import texts
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.meeting.model import CATEGORIES

BATCH = 1000
COMMON = "customer"
"""A word that most entries have."""
WITH_RARE = 20
"""About how many entries have the same rare word."""
DAYS = 4000
PARTS = ("happened", "drove", "learned", "next_time")

Written = tuple[Entry, Content]
"""The row of an entry that is new, and what is to be written into it."""


def rare_words(number: int) -> Sequence[str]:
    """The rare words of a log of so many entries. Each stands in titles only."""
    return [f"case{n:05}" for n in range(max(1, number // WITH_RARE))]


def fill(session: Session, own: str, other: str, number: int) -> None:
    """Write and index entries of sentences that are drawn from the recall bench's."""
    chance = random.Random(3)
    written = [fields for _, fields in texts.entries(texts.FITTED)]
    sentences = [fields[name] for fields in written for name in PARTS if name in fields]
    titles = [fields["title"] for fields in written]
    cases = rare_words(number)
    for start in range(0, number, BATCH):
        batch = []
        for n in range(start, min(start + BATCH, number)):
            theirs = n % 2
            entry = store.new_entry(
                other if theirs else own, n, visibility="private" if theirs else "everyone"
            )
            content = _content(chance, f"{chance.choice(titles)} {chance.choice(cases)}", sentences, n)
            batch.append((entry, content))
        write(session, batch)


def _content(chance: random.Random, title: str, sentences: list[str], n: int) -> Content:
    def some(most: int) -> str:
        return " ".join(chance.choices(sentences, k=chance.randint(1, most)))

    return Content(
        title=title,
        date=datetime.date(2015, 1, 1) + datetime.timedelta(days=n % DAYS),
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


def write(session: Session, batch: Sequence[Written]) -> None:
    """Write and index some entries at once, and forget them."""
    store.save_new(session, batch, batch[0][0].created_at)
    session.expunge_all()
