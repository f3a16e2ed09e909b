"""The tables of reminders."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

import facilitator.log.entry.tables  # noqa: F401 - a reminder points to its action
from facilitator.database import Base


class Reminder(Base):
    """What a person was told last about an action.

    ``person`` is the id of the owner's account, or the ``link_id`` of the action for an owner without one.
    ``part`` is the part of the letter in which it stood, see `due`; then it was due on ``due``, and the day of
    the letter was ``day``, where the person is.
    """

    __tablename__ = "reminder"

    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    part: Mapped[str] = mapped_column(String(16))
    due: Mapped[datetime.date | None]
    day: Mapped[datetime.date]


class Unwanted(Base):
    """The key of an address at which somebody without an account has ended the reminders, for good."""

    __tablename__ = "unwanted"

    address_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger)
