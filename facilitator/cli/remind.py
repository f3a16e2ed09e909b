"""The command `facilitator remind`."""

from __future__ import annotations

import click

from facilitator import create_app, outbox
from facilitator.cli.database import open_as_is


@click.command()
def remind() -> None:
    """Send all letters that are due, once.

    The server does this by itself. Beside it, the command may run as often as you like: no letter is sent twice.
    """
    with create_app(open_as_is()).app_context():
        done = outbox.deliver()
    click.echo(f"Sent: {done.sent}. Not sent, and tried again later or given up: {done.failed}.")
