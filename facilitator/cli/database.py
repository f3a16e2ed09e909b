"""What most commands need first: the settings, and the database at hand."""

from __future__ import annotations

from facilitator import config, database, migrations
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.log.search import index
from facilitator.refused import Refused


def open_upgraded() -> config.Settings:
    """The settings, with the database bound and in its newest shape, and every entry in the index."""
    settings = config.load()
    migrations.upgrade(settings.database_url)
    database.init(settings.database_url)
    with database.session() as session:
        index.index_missing(session)
    return settings


def open_as_is() -> config.Settings:
    """The settings, with the database bound as it is.

    :raises Refused: ``not_upgraded``, when this version needs a newer shape of it.
    """
    settings = config.load()
    database.init(settings.database_url)
    if migrations.missing(database.engine()):
        raise Refused("not_upgraded", "Run `facilitator upgrade` first: a dry run changes no database.")
    return settings


def account_with(email: str) -> Account:
    """:raises Refused: ``no_account``."""
    with database.read() as session:
        found = people.by_email(session, email)
    if found is None:
        raise Refused("no_account", f"There is no account with the address {email}.", 404)
    return found
