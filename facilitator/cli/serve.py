"""The commands `facilitator serve` and `facilitator upgrade`."""

from __future__ import annotations

import os
import sys
from itertools import filterfalse
from pathlib import Path
from stat import S_IRWXG, S_IRWXO

import click

from facilitator import config, database
from facilitator.accounts import invitations, people
from facilitator.cli.database import open_upgraded


@click.command()
@click.option("--host", help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=int, help="The port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Upgrade the database, then serve until stopped."""
    if host:
        os.environ["FACILITATOR_HOST"] = host
    if port is not None:
        os.environ["PORT"] = str(port)
    settings = open_upgraded()
    _warn_of_readers(settings)
    _greet(settings)
    database.engine().dispose()
    # Start a new program, so that gevent patches the standard library before anything imports it.
    gunicorn = ["-m", "gevent.monkey", "--module", "gunicorn", "--config", "python:facilitator.serving"]
    os.execv(sys.executable, [sys.executable, *gunicorn])  # noqa: S606


def _warn_of_readers(settings: config.Settings) -> None:
    """Say which of our files other accounts of this machine can read, as in a directory that somebody else made."""
    files = [path for path in settings.data_dir.glob("*") if path.is_file()]
    if _is_closed(settings.data_dir):
        return
    for path in filterfalse(_is_closed, [settings.data_dir, *files]):
        click.echo(f"Other accounts of this machine can read {path}. Close it: chmod go-rwx {path}", err=True)


def _is_closed(path: Path) -> bool:
    return not path.stat().st_mode & (S_IRWXG | S_IRWXO)


def _greet(settings: config.Settings) -> None:
    """Print a link to make the first account, if there is no account yet."""
    with database.session() as session:
        # Of several processes that start together, each ends the links of those before.
        database.hold(session, "first account")
        if people.has_accounts(session):
            return
        token = invitations.invite_first(session)
    click.echo(
        "Welcome! Nobody has an account yet. Make the first one here; the link works once, for one day:\n"
        f"  {settings.address}/setup/{token}",
        err=True,
    )


@click.command()
def upgrade() -> None:
    """Bring the database to the newest shape."""
    open_upgraded()
    click.echo("The database is in its newest shape.")
