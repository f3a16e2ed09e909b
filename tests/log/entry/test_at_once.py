"""Two who change an entry at the same moment, on Postgres: it has many writers."""

from datetime import date

import pytest
from fixtures.at_once import Second
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.actions import ending
from facilitator.actions.ending import End
from facilitator.log.entry.access import entry_for_member
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action as ActionRow
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store, writing
from facilitator.refused import Refused

NEW_ID = "abcdefghijklmnopqrstuv"


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    return postgres_app


@pytest.fixture
def who(app: Flask, ana: Account) -> Reader:
    return Reader(ana.id, {})


def saying(title: str) -> Content:
    return Content(title, date(2026, 1, 5), actions=(Action(what="Ask"),))


@pytest.fixture
def written(who: Reader) -> str:
    """The id of an entry of Ana's."""
    with database.session() as session:
        entry = store.new_entry(who.account_id, 0)
        store.save(session, entry, saying("Before"), 0)
    return entry.id


def test_the_draft_and_the_button_make_one_entry(who: Reader, second: Second) -> None:
    def keep(session: Session) -> int:
        entry = writing.own_or_new(session, NEW_ID, who, 0)
        store.save(session, entry, saying("Half"), 1)
        return entry.version

    with database.session() as session:
        assert keep(session) == 1
        other = second(keep)

    assert other.result() == 2


def test_whoever_looks_again_waits_for_who_writes(written: str, who: Reader, second: Second) -> None:
    def look(session: Session) -> str:
        return entry_for_member(session, written, who).title

    with database.session() as session:
        store.save(session, session.get_one(Entry, written, with_for_update=True), saying("Anew"), 2)
        other = second(look)

    assert other.result() == "Anew"


def test_an_action_that_is_taken_out_meanwhile_is_not_ended(
    written: str, who: Reader, second: Second
) -> None:
    with database.read() as session:
        action_id = session.scalars(select(ActionRow.id)).one()

    def end(session: Session) -> object:
        return ending.end(session, action_id, End("done"), who, 3)

    with database.session() as session:
        session.get_one(Entry, written, with_for_update=True)
        session.execute(delete(ActionRow))
        other = second(end)

    with pytest.raises(Refused, match="There is no such action"):
        other.result()
