"""Making accounts, inviting to one, signing in and out. Each function runs in the caller's transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import Row, delete, exists, select
from sqlalchemy.orm import Session

from facilitator.accounts.secret import digest, fresh_id, fresh_token
from facilitator.accounts.tables import Account, ApiToken, Invitation, SignIn
from facilitator.meeting.refused import Refused

DAY_MS = 24 * 3600 * 1000
SIGN_IN_DAYS = 30
SETUP_DAYS = 1


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def is_anybody_here(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Account.id.is_not(None)))))


def create_account(session: Session, name: str, email: str, password_hash: str, role: str) -> Account:
    """A new account. Links for the first account end here, whoever made it.

    :raises Refused: ``email_taken``.
    """
    address = email.lower()
    if by_email(session, address):
        raise Refused("email_taken", "There is an account with this e-mail address. Sign in with it.")
    account = Account(
        id=fresh_id(),
        name=name,
        email=address,
        password_hash=password_hash,
        role=role,
        created_at=now_ms(),
    )
    session.add(account)
    session.execute(delete(Invitation).where(Invitation.invited_by.is_(None)))
    session.flush()
    return account


def by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.lower()))


def invite_first(session: Session) -> str:
    """The token of a fresh link to the first account; an earlier one ends."""
    session.execute(delete(Invitation).where(Invitation.invited_by.is_(None)))
    token, now = fresh_token(), now_ms()
    session.add(
        Invitation(
            id=fresh_id(),
            token_hash=digest(token),
            kind="first",
            role="admin",
            created_at=now,
            expires_at=now + SETUP_DAYS * DAY_MS,
        )
    )
    return token


def invitation(session: Session, token: str) -> Invitation:
    """The invitation behind a link.

    :raises Refused: ``link_ended`` when it was used, replaced, has expired or never was one.
    """
    found = session.scalar(
        select(Invitation).where(Invitation.token_hash == digest(token), Invitation.expires_at > now_ms())
    )
    if found is None:
        raise Refused(
            "link_ended",
            "That link has ended: it works once, and for one day. While nobody has an account, "
            "starting the server again prints a new one.",
            404,
        )
    return found


def use_invitation(session: Session, token: str) -> str:
    """End an invitation and return the role that it gives. Of two at the same moment one gets it.

    :raises Refused: ``link_ended``.
    """
    found = invitation(session, token)
    session.execute(delete(Invitation).where(Invitation.id == found.id))
    return found.role


def sign_in(session: Session, account_id: str) -> str:
    """A new signed-in browser; returns the token for its cookie. Sign-ins that are over go away."""
    token, now = fresh_token(), now_ms()
    session.execute(delete(SignIn).where(SignIn.expires_at <= now))
    session.add(
        SignIn(
            id=fresh_id(),
            account_id=account_id,
            token_hash=digest(token),
            created_at=now,
            expires_at=now + SIGN_IN_DAYS * DAY_MS,
            user_agent="",
            seen_at=now,
        )
    )
    return token


def signed_in(session: Session, token: str) -> Account | None:
    """Whose browser holds this token, while it is valid and the account is active."""
    found = session.scalar(
        select(SignIn).where(SignIn.token_hash == digest(token), SignIn.expires_at > now_ms())
    )
    return found.account if found and found.account.deactivated_at is None else None


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == digest(token)))


def sign_out_others(session: Session, account_id: str, token: str) -> int:
    """End every sign-in of the account but this browser's; returns how many there were."""
    ended = delete(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash != digest(token))
    return len(session.scalars(ended.returning(SignIn.id)).all())


def create_token(session: Session, account_id: str, name: str) -> str:
    """A token for a program that acts for the account; only its hash is kept."""
    token = fresh_token()
    session.add(
        ApiToken(
            id=fresh_id(),
            account_id=account_id,
            name=name,
            token_hash=digest(token),
            created_at=now_ms(),
        )
    )
    return token


def token_account(session: Session, token: str) -> Account | None:
    """For whom a program acts that holds this token."""
    query = (
        select(Account)
        .join(ApiToken, ApiToken.account_id == Account.id)
        .where(ApiToken.token_hash == digest(token), Account.deactivated_at.is_(None))
    )
    return session.scalar(query)


def accounts(session: Session) -> Sequence[Account]:
    """All accounts, oldest first."""
    return session.scalars(select(Account).order_by(Account.created_at)).all()


def tokens(session: Session) -> Sequence[Row[ApiToken, Account]]:
    """All tokens, oldest first, each with the account for which it acts."""
    query = select(ApiToken, Account).join(Account, ApiToken.account_id == Account.id)
    return session.execute(query.order_by(ApiToken.created_at)).all()


def revoke_token(session: Session, token_id: str) -> None:
    """:raises Refused: ``no_such_token``."""
    found = session.get(ApiToken, token_id)
    if found is None:
        raise Refused(
            "no_such_token", "There is no token with this id. `facilitator token list` shows them.", 404
        )
    session.delete(found)
