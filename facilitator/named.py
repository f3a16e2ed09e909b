"""What people keep under names, such as trackers, webhooks and templates: listed by name, and no two look alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from facilitator import database
from facilitator.database import Base
from facilitator.lookalikes import lookalike
from facilitator.refused import Refused


class Named(Base):
    """A row of a table of such things."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


Row = TypeVar("Row", bound=Named)


def by_name(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda each: (each.name.casefold(), each.id))


def hold(session: Session, kind: type[Named]) -> None:
    """Wait until nobody else makes or names one of these."""
    database.hold(session, kind.__tablename__)


def refuse_taken(session: Session, kind: type[Row], name: str, *, what: str, but: Row | None = None) -> None:
    """Refuse a name that is taken for that of another one. One that keeps its name is not asked.

    :param what: what they are called in words, such as ``tracker``
    :param but: the one that gets the name, if it is there already
    :raises Refused: ``name_taken``
    """
    if but is not None and but.name == name:
        return
    hold(session, kind)
    if other := lookalike(name, (row.name for row in session.scalars(select(kind)) if row is not but)):
        raise Refused("name_taken", f"There is a {what} called “{other}”. Call this one something else.")
