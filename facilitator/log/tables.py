"""Rows of the learning log."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base


class Entry(Base):
    """One item of the log, left by a meeting or written alone.

    ``visibility`` is ``private`` (its author), ``group`` (those who were there) or ``everyone``
    (all with an account here). ``summary`` holds the whole of a meeting's summary, so that the
    entry needs neither the room nor its journal. Instants are milliseconds since the epoch.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("entry_newest", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    visibility: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    date: Mapped[datetime.date]
    category: Mapped[str] = mapped_column(String(40))
    tags: Mapped[list[str]] = mapped_column(JSON)
    did: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(Text, default="")
    happened: Mapped[str] = mapped_column(Text, default="")
    drove: Mapped[str] = mapped_column(Text, default="")
    learned: Mapped[list[str]] = mapped_column(JSON)
    next_time: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(16))
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)
