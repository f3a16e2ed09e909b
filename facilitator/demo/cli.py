"""The command `facilitator demo`: fills an empty data directory with examples and serves it."""

from __future__ import annotations

import secrets
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import config, create_app, database, migrations
from facilitator.accounts import people
from facilitator.accounts.passwords import hash_password
from facilitator.demo import live, past_meetings, sample_entries
from facilitator.demo.script import load
from facilitator.refused import Refused
from facilitator.room.tables import MeetingRow

EMAIL = "demo@example.org"
HELD = {"new-formula-1985": 34, "database-outage-2017": 6}
"""The scenarios of the finished meetings, and how many days ago each was held."""


@dataclass(frozen=True)
class Filled:
    """The access data of the filled demonstration: the account's password and the meeting to be led."""

    password: str
    room: live.Room
    link: str


@click.command()
@click.pass_context
def demo(context: click.Context) -> None:
    """Fill an empty data directory with a log and two meetings, then serve a third one for you to lead."""
    settings = config.load()
    migrations.upgrade(settings.database_url)
    filled = fill(settings)
    _greet(settings, filled)
    _start_people(filled.room)
    commands = context.find_root().command
    assert isinstance(commands, click.Group)
    context.invoke(commands.commands["serve"])


def fill(settings: config.Settings) -> Filled:
    """Create an account, its entries, two closed meetings, and a third one that is half over.

    :raises Refused: ``not_empty``
    """
    with create_app(settings).app_context():
        password = secrets.token_urlsafe(9)
        with database.session() as session:
            _refuse_unless_empty(session)
            account = people.create_account(session, "Demo", EMAIL, hash_password(password), "admin")
            sample_entries.write_all(session, account.id, datetime.now(UTC))
        for name, days in HELD.items():
            began = (datetime.now(UTC) - timedelta(days=days)).replace(
                hour=9, minute=0, second=0, microsecond=0
            )
            past_meetings.hold(load(name), account.id, began)
        half = past_meetings.hold_half(load(live.SCENARIO), account.id, datetime.now(UTC))
    base_url = replace(settings, base_url="").address
    return Filled(password, live.Room(base_url, half.meeting, half.tokens), half.link)


def _refuse_unless_empty(session: Session) -> None:
    if people.has_accounts(session) or session.scalar(select(MeetingRow.id).limit(1)):
        raise Refused(
            "not_empty",
            "There is something in this data directory already, and the demonstration would mix with it. "
            "Set FACILITATOR_DATA_DIR to an empty one.",
        )


def _greet(settings: config.Settings, filled: Filled) -> None:
    click.echo(
        "A meeting waits for somebody to lead it. Three people, who are programs, have written their cards\n"
        "and are talking them through. Open this, type your name, and you lead:\n"
        f"  {settings.address}/join/{filled.link}\n"
        "Two earlier meetings and some entries are in the log. To see it, and to prepare a meeting of your own:\n"
        f"  {settings.address}/sign-in\n"
        f"  {EMAIL}, password {filled.password}\n"
    )


def _start_people(room: live.Room) -> None:
    """Start the demonstration's people in a process of their own.

    It goes on when the present process becomes the server, and ends when the server stops.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "facilitator.demo.live"], stdin=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(room.dump())
    process.stdin.close()
