"""What tests of the outbox share: a post office, which is a real mail server with moods."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from conftest import free_port
from fixtures.mail import SITE, Mailbox, mail_server
from flask import Flask
from sqlalchemy import select, update

from facilitator import config, database, outbox
from facilitator.outbox import Letter
from facilitator.outbox.tables import OutboxRow

__all__ = ["mail_server"]

LINK = f"{SITE}/reset/a-link-that-lets-somebody-in"
LETTER = Letter("zoe@elsewhere.example", "Your new password", f"Choose it here:\n{LINK}\n")
LONGER_THAN_A_TEST = 60


@dataclass
class PostOffice(Mailbox):
    """A mail server that may be in a mood, such as ``is busy``. In none, it takes all letters.

    :ivar on_mail: called when somebody begins to send a letter; `on_letter`: when the office has all of it.
    """

    mood: str = ""
    port: int = field(default_factory=free_port)
    on_mail: Callable[[], object] = lambda: None
    on_letter: Callable[[], object] = lambda: None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        if self.mood == "refuses the address":
            return f"550 There is no {address} here"
        if self.mood == "is busy":
            return f"451 Not now, {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.mood == "refuses the letter":
            return "554 This looks like spam"
        if self.mood == "has no room":
            return "452 No room"
        await super().handle_DATA(server, session, envelope)
        self.on_letter()
        if self.mood == "takes it and hangs up":
            hang_up(server)
        if self.mood in {"takes it and hangs up", "takes it and stalls"}:
            await asyncio.sleep(LONGER_THAN_A_TEST)
        return "250 OK"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        self.on_mail()
        if self.mood == "hangs up":
            hang_up(server)
        if self.mood in {"hangs up", "stalls"}:
            await asyncio.sleep(LONGER_THAN_A_TEST)
        envelope.mail_from = address
        return "250 OK"

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        self._controller.stop()


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def office(bound: Flask) -> Iterator[PostOffice]:
    """A post office that is open, and to which the application sends its letters."""
    with open_office(bound) as made:
        yield made


@contextmanager
def open_office(app: Flask) -> Iterator[PostOffice]:
    made = PostOffice(app=app)
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"],
        base_url=SITE,
        smtp_url=f"smtp://127.0.0.1:{made.port}",
        mail_from="facilitator <facilitator@example.org>",
    )
    made.open()
    yield made
    made.close()


def hang_up(server: SMTP) -> None:
    assert server.transport
    server.transport.close()


def post(letter: Letter = LETTER, *, key: str = "", until: int | None = None) -> bool:
    """Post a letter in a transaction of its own."""
    with database.session() as session:
        return outbox.post(session, letter, key=key, until=until)


def rows() -> Sequence[OutboxRow]:
    """All that is in the outbox."""
    with database.read() as session:
        return session.scalars(select(OutboxRow)).all()


def only_row() -> OutboxRow:
    [row] = rows()
    return row


def let_it_be_due() -> None:
    """Let the time pass until all that waits is due, and whoever was sending it counts as gone."""
    with database.session() as session:
        session.execute(update(OutboxRow).values(next_at=0))


def remind(office: PostOffice, *options: str) -> subprocess.Popen[str]:
    """`facilitator remind`, begun in a process of its own."""
    assert office.app
    settings = office.app.config["SETTINGS"]
    with office.app.app_context():
        return remind_with(
            *options, FACILITATOR_SMTP_URL=settings.smtp_url, FACILITATOR_MAIL_FROM=settings.mail_from
        )


def remind_with(*options: str, **more: str) -> subprocess.Popen[str]:
    """The same on the database of this process, with these settings."""
    settings = config.settings()
    environ = {
        "FACILITATOR_DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "FACILITATOR_BASE_URL": settings.base_url,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "facilitator", "remind", *options],
        env=dict(os.environ) | environ | more,
        stdout=subprocess.PIPE,
        text=True,
    )
