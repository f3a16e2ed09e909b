"""The first steps of most commands: loading the settings and opening the database."""

from __future__ import annotations

from sqlalchemy.engine import make_url

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
    while _indexed():
        pass
    return settings


def _indexed() -> int:
    with database.session() as session:
        # Several processes may start together, and indexing a large log again takes a while.
        database.hold(session, "index_missing", however_long=True)
        return index.index_batch(session)


def open_as_is() -> config.Settings:
    """Load the settings and open the database without changing its shape, as most commands do.

    A command may be run by another version than the server that is running.

    :raises Refused: ``older_database``, when the database lacks migrations that this version needs, or
        ``newer_database``.
    """
    settings = config.load()
    database.init(settings.database_url)
    if migrations.missing(database.engine()):
        raise Refused(
            "older_database",
            "The database is older than this facilitator, or empty. Run `facilitator upgrade` first.",
        )
    return settings


def open_or_begin() -> config.Settings:
    """As `open_as_is`, but an empty database gets its tables: for commands that write the first thing into it."""
    settings = config.load()
    database.init(settings.database_url)
    return open_upgraded() if migrations.is_empty(database.engine()) else open_as_is()


def trouble_at(url: str, cause: str) -> str:
    """The sentence for a database that cannot be used.

    :param url: its address. A password in it is not shown.
    :param cause: what the database, or its driver, says.
    """
    return f"The database {make_url(url).render_as_string()} cannot be used: {cause.rstrip('.')}."


def account_with(email: str) -> Account:
    """The account with this e-mail address.

    :raises Refused: ``no_account``.
    """
    with database.read() as session:
        found = people.by_email(session, email)
    if found is None:
        raise Refused("no_account", f"There is no account with the address {email}.", 404)
    return found
