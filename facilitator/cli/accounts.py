"""The commands `facilitator account` and `facilitator token`."""

from __future__ import annotations

import click

from facilitator import clock, database
from facilitator.accounts import people, second_factor
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.schemas import GUESSABLE, AccountSchema
from facilitator.characters import tidy_name
from facilitator.cli.database import account_with, open_as_is, open_or_begin


@click.group()
def account() -> None:
    """Make and list accounts."""


@account.command("create")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail address")
@click.option("--admin", is_flag=True, help="May look after other people's accounts.")
@click.password_option(help="Asked for when left out, which keeps it out of the shell's history.")
def create_account(name: str, email: str, admin: bool, password: str) -> None:
    """Make an account."""
    # Whoever may run this may do all: a script that makes an account for a trial is warned, not stopped.
    schema = AccountSchema(refuses_guessable=False)
    data = schema.load({"name": name, "email": email, "password": password})
    open_or_begin()
    with database.session() as session:
        role = "admin" if admin or not people.has_accounts(session) else "member"
        people.refuse_taken_name(session, data["name"])
        people.create_account(session, data["name"], data["email"], hash_password(password), role)
    click.echo(f"{data['name']} can sign in with {data['email']}.")
    if schema.is_guessable(data):
        click.echo(
            f"About the password: {GUESSABLE} Change it before others can reach this server.", err=True
        )


@account.command("list")
def list_accounts() -> None:
    """List the accounts."""
    open_as_is()
    with database.read() as session:
        for found in people.accounts(session):
            click.echo(f"{found.email}\t{found.role}\t{found.name}")


@account.command("end-second-factor")
@click.argument("email")
def end_second_factor(email: str) -> None:
    """Let the password alone sign somebody in, who lost the phone and the recovery codes."""
    open_as_is()
    with database.session() as session:
        second_factor.turn_off(session, account_with(email).id)
    click.echo(f"The password alone signs {email} in again.")


@click.group()
def token() -> None:
    """Tokens with which programs act for an account."""


@token.command("create")
@click.option("--name", required=True, help="Which program it is for.")
@click.option("--account", "email", required=True, help="The e-mail address of the account it acts for.")
@click.option("--scope", type=click.Choice(people.SCOPES), default="write", help="write reads, too.")
@click.option(
    "--days", type=click.IntRange(1, 3650), help="After how many days it expires; never if left out."
)
def create_token(name: str, email: str, scope: str, days: int | None) -> None:
    """Make a token and show it, this once."""
    open_as_is()
    with database.session() as session:
        owner = account_with(email)
        made = people.create_token(session, owner.id, tidy_name(name), scope=scope, days=days)
    click.echo(made)


@token.command("list")
def list_tokens() -> None:
    """List the tokens: id, account, day it was made, scope, day it expires, name. Days are those of UTC."""
    open_as_is()
    with database.read() as session:
        for found, owner in people.tokens(session):
            days = [
                str(clock.day_of(at, clock.NO_ZONE)) if at else "never"
                for at in (found.created_at, found.expires_at)
            ]
            click.echo("\t".join((found.id, owner.email, days[0], found.scope, days[1], found.name)))


# An id may begin with a hyphen, so click must not take it for an option.
@token.command("revoke", context_settings={"ignore_unknown_options": True})
@click.argument("token_id")
def revoke_token(token_id: str) -> None:
    """End a token, by the id that `token list` shows."""
    open_as_is()
    with database.session() as session:
        people.revoke_token(session, token_id)
    click.echo("Revoked. Programs that use it are refused from now on.")
