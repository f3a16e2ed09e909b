"""The `facilitator` command."""

from __future__ import annotations

import os
import sys

import click
from marshmallow import ValidationError

from facilitator import clock, config, database, migrations
from facilitator.accounts import invitations, people
from facilitator.accounts.forms import AccountSchema
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.tables import Account
from facilitator.demo.cli import demo
from facilitator.fields import sentence_of, tidy
from facilitator.log.search import index
from facilitator.log.transfer.cli import export_log, import_log
from facilitator.refused import Refused


@click.group()
@click.version_option(package_name="facilitator")
def commands() -> None:
    """Run post-mortem meetings that end in what was learned, and keep the log of it."""


commands.add_command(demo)
commands.add_command(import_log)
commands.add_command(export_log)


def main() -> None:
    """Run a command; what we refuse becomes a sentence and exit status 1."""
    try:
        commands()
    except config.BadSetting as bad:
        sys.exit(str(bad))
    except Refused as refused:
        sys.exit(refused.message)
    except ValidationError as invalid:
        sys.exit(sentence_of(invalid))


def ready() -> config.Settings:
    """The settings, with the database bound and in its newest shape."""
    settings = config.load()
    migrations.upgrade(settings.database_url)
    database.init(settings.database_url)
    with database.session() as session:
        index.index_missing(session)
    return settings


@commands.command()
@click.option("--host", help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=int, help="The port to listen on.")
def serve(host: str | None, port: int | None) -> None:
    """Upgrade the database, then serve until stopped."""
    if host:
        os.environ["FACILITATOR_HOST"] = host
    if port is not None:
        os.environ["PORT"] = str(port)
    _greet(ready())
    database.engine().dispose()
    # A process of its own, so that gevent patches the standard library before anything imports it.
    gunicorn = ["-m", "gevent.monkey", "--module", "gunicorn", "--config", "python:facilitator.serving"]
    os.execv(sys.executable, [sys.executable, *gunicorn])  # noqa: S606


def _greet(settings: config.Settings) -> None:
    """While nobody has an account, a link to make the first one."""
    with database.session() as session:
        if people.has_accounts(session):
            return
        token = invitations.invite_first(session)
    click.echo(
        "Welcome! Nobody has an account yet. Make the first one here; the link works once, for one day:\n"
        f"  {settings.address}/setup/{token}",
        err=True,
    )


@commands.command()
def upgrade() -> None:
    """Bring the database to the newest shape."""
    ready()
    click.echo("The database is in its newest shape.")


@commands.group()
def account() -> None:
    """Make and list accounts."""


@account.command("create")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address")
@click.option("--admin", is_flag=True, help="May look after other people's accounts.")
@click.password_option(help="Asked for when left out, which keeps it out of the shell's history.")
def create_account(name: str, email: str, admin: bool, password: str) -> None:
    """Make an account."""
    data = AccountSchema().load({"name": name, "email": email, "password": password})
    ready()
    with database.session() as session:
        role = "admin" if admin or not people.has_accounts(session) else "member"
        people.create_account(session, data["name"], data["email"], hash_password(password), role)
    click.echo(f"{data['name']} can sign in with {data['email']}.")


@account.command("list")
def list_accounts() -> None:
    """List the accounts."""
    ready()
    with database.read() as session:
        for found in people.accounts(session):
            click.echo(f"{found.email}\t{found.role}\t{found.name}")


@commands.group()
def token() -> None:
    """Tokens with which programs act for an account."""


@token.command("create")
@click.option("--name", required=True, help="Which program it is for.")
@click.option("--account", "email", required=True, help="The e-mail address of the account it acts for.")
def create_token(name: str, email: str) -> None:
    """Make a token and show it, this once."""
    ready()
    with database.session() as session:
        made = people.create_token(session, _account(email).id, tidy(name))
    click.echo(made)


@token.command("list")
def list_tokens() -> None:
    """List the tokens: id, account, day it was made, name."""
    ready()
    with database.read() as session:
        for found, owner in people.tokens(session):
            made = clock.day_of(found.created_at)
            click.echo(f"{found.id}\t{owner.email}\t{made}\t{found.name}")


# An id may begin with a hyphen.
@token.command("revoke", context_settings={"ignore_unknown_options": True})
@click.argument("token_id")
def revoke_token(token_id: str) -> None:
    """End a token, by the id that `token list` shows."""
    ready()
    with database.session() as session:
        people.revoke_token(session, token_id)
    click.echo("Revoked. Programs that use it are refused from now on.")


def _account(email: str) -> Account:
    with database.read() as session:
        found = people.by_email(session, email)
    if found is None:
        raise Refused("no_account", f"There is no account with the address {email}.", 404)
    return found
