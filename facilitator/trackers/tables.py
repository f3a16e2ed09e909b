"""The table of trackers."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.named import Named


class Tracker(Named):
    """A tracker: its ``url`` opens the form of a new ticket, with places for words as `addresses` has them."""

    __tablename__ = "tracker"

    url: Mapped[str] = mapped_column(Text)
