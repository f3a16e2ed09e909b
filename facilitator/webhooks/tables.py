"""The table of webhooks. Instants are milliseconds since the epoch."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.named import Named

ON = "on"
PAUSED = "paused"
ENDED = "ended"


class Webhook(Named):
    """A receiver that is told of some ``events``, see `facilitator.webhooks.events`.

    ``format`` is one of `facilitator.webhooks.formats.FORMATS`. ``url`` is encrypted, because whoever knows it may
    write to the receiver. ``state`` is ``on``, ``paused``, or ``ended`` when the receiver said that its URL has
    ended. The secret with which it is signed is made of ``secret_id``, see `signing`; for a while after
    ``renewed_at``, the one of ``old_secret_id`` counts, too.
    """

    __tablename__ = "webhook"

    format: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(Text)
    events: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    secret_id: Mapped[str] = mapped_column(String(32))
    old_secret_id: Mapped[str] = mapped_column(String(32))
    renewed_at: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(BigInteger)
