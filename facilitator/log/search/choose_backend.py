"""The search backend for a session: SQLite or Postgres."""

from sqlalchemy.orm import Session

from facilitator.log.search.backend import Backend
from facilitator.log.search.postgres import Postgres
from facilitator.log.search.sqlite import Sqlite

_KNOWN: dict[str, Backend] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def backend_of(session: Session) -> Backend:
    """The backend of the session's database."""
    return _KNOWN[session.get_bind().dialect.name]
