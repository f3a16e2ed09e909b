"""The command `facilitator remind`."""

from __future__ import annotations

import signal
import threading
import time

import click
from flask import Flask

from facilitator import clock, create_app, database, outbox, webhooks
from facilitator.cli.database import open_as_is
from facilitator.database_errors import Unavailable
from facilitator.reminders import guest_owners, writing
from facilitator.webhooks.message import Message

TELL_SECONDS = 180
"""So long the command goes on telling webhooks. The rest is told the next time."""


@click.command()
@click.option(
    "--every",
    type=click.IntRange(1, 1440),
    metavar="MINUTES",
    help="Go on, and do it again after so many minutes, until the command is stopped.",
)
def remind(every: int | None) -> None:
    """Write the reminders that are due, and send all letters and what webhooks are to be told, once.

    The server does this by itself. Beside it, the command may run as often as you like: nothing is written or sent
    twice.
    """
    app = create_app(open_as_is())
    if every is None:
        _remind(app, threading.Event())
        return
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        began = time.monotonic()
        try:
            _remind(app, stop)
        except Unavailable as unavailable:
            unavailable.log()
        stop.wait(every * 60 - (time.monotonic() - began))


def _remind(app: Flask, stop: threading.Event) -> None:
    with app.app_context():
        written = writing.write_due(stops=stop.is_set)
        guest_owners.forget_ended()
        database.forget()
        letters = outbox.deliver(kind=outbox.Letter.kind, stops=stop.is_set)
        told = _tell(stop)
    click.echo(
        f"Reminders written: {written}. Sent: {letters.sent + told.sent}. "
        f"Not sent, and tried again later or given up: {letters.failed + told.failed}."
    )


def _tell(stop: threading.Event) -> outbox.Delivered:
    """Tell webhooks what they are to be told now, for some minutes: receivers may be slow, and more may come."""
    end = time.monotonic() + TELL_SECONDS
    webhooks.post_due(clock.now())
    return outbox.deliver(
        kind=Message.kind,
        due_at=clock.now(),
        stops=lambda: stop.is_set() or time.monotonic() >= end,
    )
