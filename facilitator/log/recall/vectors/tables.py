"""The table of vectors."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base


class EntryVector(Base):
    """The vector of one window of an entry, as one signed byte for each number.

    ``model`` is the id of the model that made it. The window at ``pos`` 0 is the whole entry. No id is used twice.
    """

    __tablename__ = "entry_vector"
    __table_args__ = (
        UniqueConstraint("entry_id", "model", "pos"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    model: Mapped[str] = mapped_column(String(32))
    pos: Mapped[int]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
