"""A large log for measuring: entries of the length that people write, put into the tables many at a time.

Half of them are another's and private. A common word stands in most entries, a rare one in about twenty.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.recall import texts
from facilitator.log.entry import rows
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.log.search import choose_backend
from facilitator.log.search.index import in_words
from facilitator.log.search.searched_fields import texts_of
from facilitator.log.search.tables import SearchText
from facilitator.meeting.model import CATEGORIES
from facilitator.tokens import new_id

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
    """Write and index some entries at once, which `store.save` would write one after another."""
    for entry, content in batch:
        rows.to_row(entry, content)
        entry.version, entry.updated_at = 1, entry.created_at
    session.add_all([entry for entry, _ in batch])
    session.flush()
    said = {}
    for entry, content in batch:
        actions = [_action_row(entry, action, pos) for pos, action in enumerate(content.actions)]
        session.add_all(actions)
        said[entry.id] = texts_of(entry, actions)
    session.flush()
    added = insert(SearchText).returning(SearchText.c.id, sort_by_parameter_order=True)
    ids = session.scalars(added, [{"entry_id": id, **own} for id, own in said.items()])
    for row_id, own in zip(ids.all(), said.values(), strict=True):
        choose_backend.backend_of(session).put(session, row_id, in_words(own))
    session.expunge_all()


def _action_row(entry: Entry, action: Action, pos: int) -> ActionRow:
    row = ActionRow(entry_id=entry.id, created_at=entry.created_at, updated_at=entry.created_at)
    rows.action_to_row(row, action, pos)
    row.id = new_id()
    return row
