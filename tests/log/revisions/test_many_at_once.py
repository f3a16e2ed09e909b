"""New entries that are written together have all that each has that is written alone, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from fixtures.entries import actions_of, the
from flask import Flask
from log.rows import statements

from facilitator import database, signals
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.revisions import review_schedule, store
from facilitator.log.search.find import find
from facilitator.log.search.query import Query

NOW = 1_767_600_000_000
HELD, GONE, NEW, OWN = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@dataclass
class Told:
    """What is told while entries are written.

    :ivar assigned: pairs of an entry and an action.
    """

    indexed: int = 0
    assigned: list[tuple[str, str]] = field(default_factory=list)

    def index(self, _sender: None, **_more: Any) -> None:
        self.indexed += 1

    def assign(self, _sender: None, *, entry_id: str, action_id: str, **_more: Any) -> None:
        self.assigned.append((entry_id, action_id))


@pytest.fixture
def told(app: Flask) -> Iterator[Told]:
    told = Told()
    with signals.entry_indexed.connected_to(told.index), signals.action_assigned.connected_to(told.assign):
        yield told


def saying(title: str, *actions: Action) -> Content:
    return Content(title, date(2026, 1, 5), learned=("Restore one.",), actions=actions)


def write(*contents: Content, draft: bool = False, is_imported: bool = False) -> list[str]:
    """New entries of nobody that all may read; their ids."""
    entries = [store.new_entry(None, NOW, visibility="everyone") for _ in contents]
    for entry in entries:
        entry.draft = draft
    with database.session() as session:
        store.save_new(session, list(zip(entries, contents, strict=True)), NOW, is_imported=is_imported)
    return [entry.id for entry in entries]


def found(words: str, who: Account) -> set[str]:
    with database.snapshot() as session:
        return {row.entry.id for row in find(session, Reader(who.id, {}), Query(words)).rows}


def test_each_is_indexed_and_due_and_its_actions_have_owners(told: Told, ana: Account, cleo: Account) -> None:
    own, others, none = write(
        saying("Pelicans", Action(what="Ring the bell", owner="ANA"), Action(what="Ask Ben", owner="Ben")),
        saying("Herons", Action(what="Ring twice", owner="Cleo"), Action(what="Write it down")),
        saying("Pelicans again"),
    )

    assert found("pelican", ana) == {own, none}
    assert found("ringing", ana) == {own, others}
    assert [(each.what, each.pos, each.owner_id) for id in (own, others) for each in actions_of(id)] == [
        ("Ring the bell", 0, ana.id),
        ("Ask Ben", 1, None),
        ("Ring twice", 0, cleo.id),
        ("Write it down", 1, None),
    ]
    due = review_schedule.next_review(date(2026, 1, 5), NOW)
    for entry in map(the, (own, others, none)):
        assert (entry.version, entry.updated_at, entry.review_at) == (1, NOW, due)
    assert told.indexed == 1
    assert told.assigned == [(id, each.id) for id in (own, others) for each in actions_of(id) if each.owner]


def test_drafts_and_what_is_imported_tell_no_owner(told: Told, ana: Account) -> None:
    step = Action(what="Ring", owner="Ana")
    write(saying("Pelicans", step), draft=True)
    write(saying("Herons", step), is_imported=True)

    assert told.assigned == []


def test_an_action_id_that_is_taken_or_was_or_comes_twice_is_replaced(app: Flask) -> None:
    stays = Action(id=HELD, what="Stays")
    [former] = write(saying("Former", stays, Action(id=GONE, what="Goes")))
    with database.session() as session:
        store.change(session, session.merge(the(former)), saying("Former", stays), NOW, by=None)
    step = Action(id=NEW, what="Ring the bell")
    one, two = write(
        saying("One", step, replace(step, id=GONE)),
        saying("Two", step, replace(step, id=HELD), replace(step, id=OWN)),
    )

    held, first, second, *others, last = (each.id for id in (former, one, two) for each in actions_of(id))
    assert (held, first, last) == (HELD, NEW, OWN)
    assert len({second, *others} - {HELD, GONE, NEW, OWN}) == 3


def test_more_entries_need_no_more_statements(app: Flask, ana: Account) -> None:
    step = Action(what="Ring", owner="Ana")
    numbers = []
    for many in (2, 60):
        with statements() as said:
            steps = ((replace(step, id=f"{many}-{n}"), step) for n in range(many))
            write(*(saying("A step", *each) for each in steps), is_imported=True)
        numbers.append(len(said))

    assert numbers[0] == numbers[1] < 12
