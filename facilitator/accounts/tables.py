"""The tables of accounts. Instants are milliseconds since the epoch; tokens are stored as SHA-256."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator import clock
from facilitator.database import Base

EMAIL_LENGTH = 254
# https://openid.net/specs/openid-connect-core-1_0.html, section 2: a subject is no longer.
SUBJECT_LENGTH = 255
ZONE_LENGTH = 64


class Account(Base):
    """The account of one person. ``email`` is stored in lower case.

    ``role`` is ``admin`` or ``member``. A deactivated account keeps its entries but gives no access.
    ``password_hash`` is empty for somebody who signs in through the provider. ``seen_at`` is when one of
    their browsers was last seen. ``resurface`` is whether their home page shows old entries for review.
    ``known_zone`` is the IANA name of their time zone, None until their browser or they themselves say it.
    ``reminds`` is whether they get letters about their actions, ``mails_summary`` whether the summary of each
    meeting that they were in.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH), unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[int] = mapped_column(BigInteger)
    deactivated_at: Mapped[int | None] = mapped_column(BigInteger)
    seen_at: Mapped[int | None] = mapped_column(BigInteger)
    resurface: Mapped[bool] = mapped_column(default=True)
    known_zone: Mapped[str | None] = mapped_column("zone", String(ZONE_LENGTH))
    reminds: Mapped[bool] = mapped_column(default=True, server_default=true())
    mails_summary: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def zone(self) -> str:
        """The zone in which this person's days are counted."""
        return self.known_zone or clock.NO_ZONE


class Identity(Base):
    """The identity of an account at a provider. ``subject`` never changes there; names and addresses may."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[int] = mapped_column(BigInteger)


class SignIn(Base):
    """One browser that is signed in until ``expires_at``. The token is in its cookie.

    ``user_agent`` is the browser's User-Agent header. ``seen_at`` is exact to a few minutes. One that came
    ``by_provider`` does not end for being idle: how long it lasts is the provider's to say.
    """

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    user_agent: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[int] = mapped_column(BigInteger)
    by_provider: Mapped[bool]
    account: Mapped[Account] = relationship(lazy="joined")


class SecondFactor(Base):
    """The app that makes codes for an account. ``seed`` is what the app's secret is derived from.

    It is asked for once it is confirmed. ``last_step`` is the last of the app's steps of 30 seconds whose code
    was used, counted from the epoch.
    """

    __tablename__ = "second_factor"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    seed: Mapped[str] = mapped_column(String(32))
    confirmed_at: Mapped[int | None] = mapped_column(BigInteger)
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """A code in place of the app's, for once. It is deleted when it is used."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class Invitation(Base):
    """A link that works once, until it expires.

    ``kind`` is ``first`` (the link to the first account, from the command line), ``invite`` (an account
    with ``role``) or ``reset`` (a new password for ``account_id``). ``invited_by`` is the admin who made it.
    It is empty for the first link and when somebody who forgot their password asked for the link. With
    ``email``, the new account must have this address. A used link is kept for a while, so that it can say
    that it was used.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(16))
    email: Mapped[str | None] = mapped_column(String(EMAIL_LENGTH))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    invited_by: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    used_at: Mapped[int | None] = mapped_column(BigInteger)


class ApiToken(Base):
    """A token with which a program acts for an account, until ``expires_at`` if that is set.

    ``name`` says which program. ``scope`` is ``read``, or ``write``, which reads, too.
    """

    __tablename__ = "api_token"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(16), default="write", server_default="write")
    created_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int | None] = mapped_column(BigInteger)
    used_at: Mapped[int | None] = mapped_column(BigInteger)

    def has_expired(self, now: int) -> bool:
        return self.expires_at is not None and self.expires_at <= now


class IdempotentRequest(Base):
    """A request of a program that shall happen once, by hashes that tell nothing of it.

    ``answer`` is encrypted.
    """

    __tablename__ = "idempotent_request"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_id: Mapped[str] = mapped_column(ForeignKey("api_token.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger, index=True)
