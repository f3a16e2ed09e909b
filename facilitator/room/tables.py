"""The tables of meetings. Instants are milliseconds since the epoch.

In an anonymous meeting, no row says who wrote a card: journal rows have no seat, and hidden words no order.
Ballots are deleted when the stage of their poll is left.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.database import Base
from facilitator.named import Named


class MeetingRow(Base):
    """One meeting. ``state`` is its whole state as JSON, after the command with number ``state_seq``.

    The journal has what came after it, up to ``seq``. A draft and a closed meeting have their newest state.

    ``version`` is a random number, a new one with each change, also with those that are no step of ``seq``.
    ``hidden`` is what is written and not shown yet, as JSON, and ``show_at`` when it is shown at the latest.
    ``title``, ``status``, ``scheduled_at`` and ``closed_at`` are copies from the state, for lists.
    ``join_hash`` is the SHA-256 of the link's token; ``link_version`` is 1 and grows with each new link.
    ``feedback_hash`` is that of the link for feedback, if there is one, which is made of ``feedback_id``.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_newest", "account_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    seq: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    state: Mapped[str] = mapped_column(Text)
    state_seq: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    hidden: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    show_at: Mapped[int | None] = mapped_column(BigInteger, index=True)
    title: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(16))
    join_hash: Mapped[str] = mapped_column(String(64), unique=True)
    link_version: Mapped[int]
    feedback_id: Mapped[str] = mapped_column(String(32), default="", server_default="")
    feedback_hash: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    scheduled_at: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(BigInteger)
    closed_at: Mapped[int | None] = mapped_column(BigInteger, index=True)


class IncidentRow(Base):
    """An incident that a program told of, and the meeting about it, which may be deleted by now.

    ``id`` is a hash of the account, the incident's source and its id there. ``at`` is when it was first told of,
    in milliseconds since the epoch.
    """

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[str] = mapped_column(String(32))
    at: Mapped[int] = mapped_column(BigInteger)


class TemplateRow(Named):
    """A template: the ``plan`` of a meeting, as `plan.plan_of` gives it, kept for other meetings.

    ``account_id`` is the account that kept it, and ``version`` grows with each change.
    """

    __tablename__ = "template"

    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[int] = mapped_column(BigInteger)


class JournalRow(Base):
    """The events of one command, as a JSON list in ``events``. It is erased some days after the close.

    ``at`` is the command's instant, in an anonymous meeting that of its stage's beginning. A command of which
    nobody hears, such as writing a hidden card, has neither ``seq`` nor ``at``, so that its row has no place
    among the others. For the same reason SQLite keeps the rows by their random ids, not in order of writing.
    """

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("meeting_id", "seq"), {"sqlite_with_rowid": False})

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    command_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[int | None] = mapped_column(BigInteger)
    events: Mapped[str] = mapped_column(Text)


class SeatRow(Base):
    """One person's place in one meeting. The token is in their cookie or program; here is only its hash.

    ``name`` and ``role`` are copies from the meeting's state. A removed seat gives no access.
    ``credential_id`` is the id of the sign-in or API token with which an account got the seat's token. When
    that ends, the token opens nothing any more. A guest's seat has none. ``summary_to`` is the address to which
    the summary goes at the close, encrypted, and only until then.
    """

    __tablename__ = "seat"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    credential_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    removed_at: Mapped[int | None] = mapped_column(BigInteger)
    summary_to: Mapped[str | None] = mapped_column(Text)


class ShortLinkRow(Base):
    """The short address that a shared screen shows: the SHA-256 of its letters, and until when it is valid."""

    __tablename__ = "short_link"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    until: Mapped[int] = mapped_column(BigInteger)


class BallotRow(Base):
    """A secret answer of a seat, deleted when the stage of its poll is left. ``value`` is JSON."""

    __tablename__ = "ballot"

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    poll: Mapped[str] = mapped_column(String(16), primary_key=True)
    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class PresenceRow(Base):
    """A seat's presence in one server process, which renews ``seen_at`` while it runs."""

    __tablename__ = "presence"

    seat_id: Mapped[str] = mapped_column(ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True)
    process_id: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    seen_at: Mapped[int] = mapped_column(BigInteger, index=True)
