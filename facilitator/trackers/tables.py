"""The table of trackers."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base


class Tracker(Base):
    """A tracker: its ``url`` opens the form of a new ticket, with places for words as `addresses` has them."""

    __tablename__ = "tracker"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
