"""The first steps of most commands: loading the settings and opening the database."""

from __future__ import annotations

from facilitator import config, database, migrations
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.log.search import index
from facilitator.refused import Refused


def open_upgraded() -> config.Settings:
    """Load the settings, upgrade and open the database, and index entries that are not indexed yet."""
    settings = config.load()
    migrations.upgrade(settings.database_url)
    database.init(settings.database_url)
    with database.session() as session:
        index.index_missing(session)
    return settings


def open_as_is() -> config.Settings:
    """Load the settings and open the database without changing it.

    :raises Refused: ``not_upgraded``, when the database lacks migrations that this version needs.
    """
    settings = config.load()
    database.init(settings.database_url)
    if migrations.missing(database.engine()):
        raise Refused("not_upgraded", "Run `facilitator upgrade` first: a dry run changes no database.")
    return settings


def account_with(email: str) -> Account:
    """The account with this e-mail address.

    :raises Refused: ``no_account``.
    """
    with database.read() as session:
        found = people.by_email(session, email)
    if found is None:
        raise Refused("no_account", f"There is no account with the address {email}.", 404)
    return found
