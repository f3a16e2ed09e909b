"""The tables of the learning log."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

import facilitator.room.tables  # noqa: F401 - an entry points to its meeting
from facilitator.database import Base


class Entry(Base):
    """One item of the log, produced by a meeting or written alone.

    ``visibility`` is ``private`` (its author), ``group`` (those who were in the meeting) or ``everyone`` (all
    with an account here). A ``draft`` is visible to its author only, whatever its visibility. ``named`` is
    whether readers who were not in the meeting see people's names, ``tells_drivers`` whether they read what
    drove it although they see no names, and ``agreed`` is how the group agreed to share. ``version`` counts
    the changes of the content. ``review_at`` is when the entry is due for review. ``origin`` is the key under
    which it was imported. ``extra`` is what the imported file said that fits no other column.

    ``summary`` is the meeting's whole summary as it was at the close, so that the entry does not depend on
    the room or its journal. Where it and the entry's own columns hold the same field, the columns count,
    because they can be edited. Instants are milliseconds since the epoch.
    """

    __tablename__ = "entry"
    __table_args__ = (
        # For lists by day. It has what `access.VISIBLE` asks, so that what is passed over is not even read.
        Index("entry_by_day", "date", "created_at", "id", "visibility", "draft", "account_id", "meeting_id"),
        Index("entry_origin", "origin", unique=True),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    visibility: Mapped[str] = mapped_column(String(16))
    named: Mapped[bool] = mapped_column(default=False)
    tells_drivers: Mapped[bool] = mapped_column(default=False)
    agreed: Mapped[str] = mapped_column(Text, default="")
    draft: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(Text)
    date: Mapped[datetime.date]
    category: Mapped[str] = mapped_column(String(40))
    tags: Mapped[list[str]] = mapped_column(JSON)
    did: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(Text, default="")
    happened: Mapped[str] = mapped_column(Text, default="")
    impact: Mapped[str] = mapped_column(Text, default="")
    drove: Mapped[str] = mapped_column(Text, default="")
    learned: Mapped[list[str]] = mapped_column(JSON)
    next_time: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(16))
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    review_at: Mapped[int | None] = mapped_column("look_at", BigInteger)
    origin: Mapped[str | None] = mapped_column(String(200))
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)

    @property
    def is_of_a_group(self) -> bool:
        """Whether the entry is from a meeting, held here or elsewhere (imported)."""
        return self.summary is not None

    @property
    def hides_drivers(self) -> bool:
        """Whether what drove it is for those who were in the meeting: it is cards, word for word."""
        return self.is_of_a_group and not self.named and not self.tells_drivers


class EntryRevision(Base):
    """What somebody did with an entry at an instant, and its content until then.

    ``kind`` is ``edit``, ``import``, ``restore``, ``shared``, ``taken back``, ``link made`` or ``link ended``,
    or an answer to "still true?": ``still true``, ``no longer`` or ``changed``. ``before`` is the whole content (as
    `content.dump` gives it) of version ``version``, the one that was replaced, shared or reviewed.
    ``account_id`` is empty for a guest of the meeting.
    """

    __tablename__ = "entry_revision"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class EntryLink(Base):
    """A link to an earlier entry, ``used_id``, that was used in a later entry or in a meeting.

    ``entry_id`` of a meeting's link is empty until the meeting closes, because only then it has an entry.
    """

    __tablename__ = "entry_link"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    used_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[int] = mapped_column(BigInteger)


class SeriesLink(Base):
    """That a meeting follows an earlier one, by that one's entry ``follows_id``: together they are a series.

    ``entry_id`` of a meeting is empty until it closes, and ``meeting_id`` of an entry that was imported is empty.
    ``chosen`` is whether the leader has chosen which actions the room looks at.
    """

    __tablename__ = "series_link"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), unique=True)
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), unique=True)
    follows_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    chosen: Mapped[bool] = mapped_column(default=False)


class SummaryLink(Base):
    """A link that shows the summary of an entry to whoever has it, until ``expires_at``.

    ``token_hash`` is the SHA-256 of its token. ``names`` is ``no``, ``drivers`` (without names, but with what
    drove it) or ``yes``, and ``agreed`` is how the group agreed to it. ``account_id`` is empty when a guest of
    the meeting made it. Instants are milliseconds since the epoch.
    """

    __tablename__ = "summary_link"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    names: Mapped[str] = mapped_column(String(16))
    agreed: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Action(Base):
    """A step (what, who, by when) or an experiment (hypothesis, test, signal, review date).

    ``owner_id`` is the account that had the owner's name when it was written; see `action_owner`.
    ``due`` is a step's deadline and an experiment's review date. ``support`` is the help that the
    owner asked for. ``state`` starts as ``open``; a step ends as ``done``, an experiment as ``worked``,
    ``partly`` or ``did not work``, and either as ``dropped``. ``done_at`` is when it ended, and
    ``done_on`` the day that this was where its owner is; see `action_end`. ``worked`` is the answer of a
    step that is done: ``yes``, ``no`` or ``cannot tell``. ``came_of`` is the sentence to that, what the
    signal of an experiment said, or why it was dropped; ``learned`` is what an experiment taught.
    ``ticket`` is the URL at which it stands in the tracker of whoever does it.
    ``link_hash`` is the SHA-256 of the token of its owner's link, if there is one, which is made
    of ``link_id``. ``address`` is where that owner is reminded, encrypted, and ``address_key`` what is the same
    for the same address; see `accounts.addresses`. Instants are milliseconds since the epoch.
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
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    due: Mapped[datetime.date | None]
    support: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default="open")
    worked: Mapped[str] = mapped_column(String(16), default="", server_default="")
    came_of: Mapped[str] = mapped_column(Text, default="", server_default="")
    learned: Mapped[str] = mapped_column(Text, default="", server_default="")
    ticket: Mapped[str] = mapped_column(Text, default="", server_default="")
    link_id: Mapped[str] = mapped_column(String(32), default="", server_default="")
    link_hash: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    address: Mapped[str | None] = mapped_column(Text)
    address_key: Mapped[str | None] = mapped_column(String(64), index=True)
    done_at: Mapped[int | None] = mapped_column(BigInteger)
    done_on: Mapped[datetime.date | None]
    created_at: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[int] = mapped_column(BigInteger)

    def end_link(self) -> None:
        """End the link of its owner who has no account, and forget their address."""
        self.link_hash = None
        self.forget_address()

    def forget_address(self) -> None:
        self.address = self.address_key = None


class ActionChange(Base):
    """One change of an action, see `action_history`: what it was, what it is since, and the words to it.

    ``account_id`` is who did it, or ``name`` is that of an owner without an account who did. ``meeting_id`` is the
    meeting in which a room decided it. ``at`` is in milliseconds since the epoch. It stays with the entry while the
    action is removed from that: a revision may bring it back.
    """

    __tablename__ = "action_change"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    action_id: Mapped[str] = mapped_column(String(32), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    meeting_id: Mapped[str | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    at: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
