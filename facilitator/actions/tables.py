"""Rows of what was decided."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base


class Action(Base):
    """A step (what, who, by when) or an experiment (hypothesis, test, signal, review date).

    ``due`` is a step's deadline and an experiment's review date. ``support`` is the help that the
    owner asked for. ``state`` starts as ``open``; a step ends as ``done``, an experiment as ``worked``,
    ``partly`` or ``did not work``, and either as ``dropped``. ``done_at`` is when it ended. Instants
    are milliseconds since the epoch.
    """

    __tablename__ = "action"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    pos: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(Text, default="")
    hypothesis: Mapped[str] = mapped_column(Text, default="")
    test: Mapped[str] = mapped_column(Text, default="")
    signal: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[datetime.date | None]
    support: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="open")
    done_at: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)
