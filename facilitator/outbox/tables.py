"""The tables of the outbox. Instants are milliseconds since the epoch."""

from __future__ import annotations

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base

WAITING = "waiting"
SENDING = "sending"
GIVEN_UP = "given_up"


class OutboxRow(Base):
    """Something that waits to be delivered. It is deleted when it is.

    ``kind`` says what the encrypted ``content`` is: see `facilitator.outbox.sealing`. ``state`` is ``waiting``,
    ``sending`` or ``given_up``. It is due at ``next_at``; while it is being sent, that is when whoever sends it
    counts as gone. After ``until``, if that is set, it is not worth sending. Of ``tries``, ``unsure`` are those of
    which nobody knows whether they delivered it. ``error`` is the code of why the last one did not. ``whose`` is the
    hash of the name under which it can be withdrawn, if it can.
    """

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    next_at: Mapped[int] = mapped_column(BigInteger, index=True)
    until: Mapped[int | None] = mapped_column(BigInteger)
    tries: Mapped[int]
    unsure: Mapped[int]
    error: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[int] = mapped_column(BigInteger)
    whose: Mapped[str | None] = mapped_column(String(64))


class OutboxKey(Base):
    """The key of something that was posted, as a hash. It stays after the delivery, so that nothing is posted twice."""

    __tablename__ = "outbox_key"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger, index=True)
