"""Accounts, signing in and out, tokens for programs. Each function runs in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, delete, exists, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.tables import Account, ApiToken, Invitation, SignIn
from facilitator.clock import DAY_MS
from facilitator.config import settings
from facilitator.lookalikes import lookalike, name_taken
from facilitator.refused import Refused
from facilitator.tokens import hashed, new_id, new_token

SIGN_IN_DAYS = 30
SCOPES = ("read", "write")
"""What a program's token may do. One that may write may read, too."""
AGENT_LENGTH = 300
# When a browser was last seen is written once in five minutes, so that page views seldom write.
_SEEN_MS = 5 * 60 * 1000


def has_accounts(session: Session) -> bool:
    return bool(session.scalar(select(exists().where(Account.id.is_not(None)))))


def create_account(session: Session, name: str, email: str, password_hash: str, role: str) -> Account:
    """Create an account. Open links to the first account end.

    :param password_hash: empty for somebody who signs in through the provider.
    :raises Refused: ``email_taken``.
    """
    address = email.lower()
    if by_email(session, address):
        raise _email_taken()
    account = Account(
        id=new_id(),
        name=name,
        email=address,
        password_hash=password_hash,
        role=role,
        created_at=clock.now(),
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError:  # Somebody else took the address since it was looked up.
        raise _email_taken() from None
    session.execute(delete(Invitation).where(Invitation.kind == "first"))
    return account


def refuse_taken_name(session: Session, name: str, account_id: str = "") -> None:
    """Check that no other account's name is this one or looks like it.

    :raises Refused: ``name_taken``.
    """
    if other := _lookalike(session, name, account_id):
        raise name_taken(name, other, "has an account here")


def free_name(session: Session, name: str, email: str) -> str:
    """The name, with the beginning of the address behind it if another account's name looks like it.

    It is for those whose name somebody else chose, as a provider does, so that they can't choose another one.
    """
    return f"{name} ({email.partition('@')[0]})" if _lookalike(session, name) else name


def _lookalike(session: Session, name: str, account_id: str = "") -> str | None:
    database.hold(session, "the names of accounts")
    return lookalike(name, session.scalars(select(Account.name).where(Account.id != account_id)))


def _email_taken() -> Refused:
    return Refused("email_taken", "There is an account with this e-mail address. Sign in with it.")


def by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.lower()))


def accounts(session: Session) -> Sequence[Account]:
    """All accounts, oldest first."""
    return session.scalars(select(Account).order_by(Account.created_at)).all()


def sign_in(session: Session, account_id: str, user_agent: str = "", *, by_provider: bool = False) -> str:
    """Create a sign-in for a browser and return the token for its cookie. Expired sign-ins are deleted."""
    token, now = new_token(), clock.now()
    session.execute(delete(SignIn).where(SignIn.expires_at <= now))
    session.add(
        SignIn(
            id=new_id(),
            account_id=account_id,
            token_hash=hashed(token),
            created_at=now,
            expires_at=now + SIGN_IN_DAYS * DAY_MS,
            user_agent=user_agent[:AGENT_LENGTH],
            seen_at=now,
            by_provider=by_provider,
        )
    )
    session.execute(update(Account).where(Account.id == account_id).values(seen_at=now))
    return token


def sign_in_of(session: Session, token: str) -> SignIn | None:
    """The sign-in behind a browser's token, while it is valid and the account is active."""
    found = session.scalar(select(SignIn).where(SignIn.token_hash == hashed(token), _lasts()))
    return found if found and found.account.deactivated_at is None else None


def _lasts() -> ColumnElement[bool]:
    """The SQL condition for sign-ins that have not ended: not expired, and not idle for too long."""
    now, minutes = clock.now(), settings().idle_minutes
    seen = or_(SignIn.by_provider, SignIn.seen_at > now - minutes * 60_000) if minutes else true()
    return (SignIn.expires_at > now) & seen


def seen_ms() -> int:
    """For how long nobody needs to write again when somebody was last seen.

    It is a quarter of the idle time at most: who comes again within that must not count as idle.
    """
    minutes = settings().idle_minutes
    return min(_SEEN_MS, minutes * 60_000 // 4) if minutes else _SEEN_MS


def mark_seen(session: Session, sign_in_id: str, account_id: str) -> None:
    """Save the present as the last time when this browser was seen."""
    now = clock.now()
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))
    session.execute(update(Account).where(Account.id == account_id).values(seen_at=now))


def sign_ins(session: Session, account_id: str) -> Sequence[SignIn]:
    """The account's valid sign-ins, the one seen last first."""
    query = select(SignIn).where(SignIn.account_id == account_id, _lasts())
    return session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.created_at.desc())).all()


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == hashed(token)))


def end_sign_in(session: Session, account_id: str, sign_in_id: str) -> None:
    """End one sign-in of the account. It is no error if it has ended already."""
    session.execute(delete(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account_id))


def sign_out_others(session: Session, account_id: str, token: str) -> int:
    """End all sign-ins of the account except the one with this token. Returns how many were ended."""
    ended = delete(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash != hashed(token))
    return len(session.scalars(ended.returning(SignIn.id)).all())


def change_password(session: Session, account_id: str, password_hash: str) -> Account:
    """Set the account's password hash, and return the account. Open links to a new password end."""
    changed = session.get_one(Account, account_id)
    changed.password_hash = password_hash
    open_links = (Invitation.account_id == account_id) & Invitation.used_at.is_(None)
    session.execute(delete(Invitation).where(open_links))
    return changed


def end_sign_ins_and_tokens(session: Session, account_id: str) -> None:
    """End all sign-ins and API tokens of the account."""
    session.execute(delete(SignIn).where(SignIn.account_id == account_id))
    session.execute(delete(ApiToken).where(ApiToken.account_id == account_id))


def create_token(
    session: Session,
    account_id: str,
    name: str,
    token: str | None = None,
    *,
    scope: str = "write",
    days: int | None = None,
) -> str:
    """Create and return a token for a program that acts for the account. Only its hash is stored.

    :param token: the token that it gets, instead of a random one.
    :param scope: one of `SCOPES`.
    :param days: after how many days it expires; None for never.
    """
    token, now = token or new_token(), clock.now()
    session.add(
        ApiToken(
            id=new_id(),
            account_id=account_id,
            name=name,
            token_hash=hashed(token),
            scope=scope,
            created_at=now,
            expires_at=now + days * DAY_MS if days else None,
        )
    )
    return token


def known_token(session: Session, token: str) -> ApiToken | None:
    """The row of a program's token, if its account is active. It may have expired."""
    query = (
        select(ApiToken)
        .join(Account, ApiToken.account_id == Account.id)
        .where(ApiToken.token_hash == hashed(token), Account.deactivated_at.is_(None))
    )
    return session.scalar(query)


def active_token(session: Session, token: str) -> ApiToken | None:
    """The row of a program's token, if its account is active and it has not expired."""
    found = known_token(session, token)
    return None if found is None or found.has_expired(clock.now()) else found


def mark_token_used(session: Session, token_id: str) -> None:
    """Save the present as the last time when the token was used."""
    session.execute(update(ApiToken).where(ApiToken.id == token_id).values(used_at=clock.now()))


def tokens(session: Session) -> Sequence[Row[ApiToken, Account]]:
    """All tokens, oldest first, each with the account for which it acts."""
    query = select(ApiToken, Account).join(Account, ApiToken.account_id == Account.id)
    return session.execute(query.order_by(ApiToken.created_at)).all()


def tokens_of(session: Session, account_id: str) -> Sequence[ApiToken]:
    """The account's tokens, oldest first."""
    query = select(ApiToken).where(ApiToken.account_id == account_id)
    return session.scalars(query.order_by(ApiToken.created_at)).all()


def revoke_token(session: Session, token_id: str) -> None:
    """Delete a token.

    :raises Refused: ``no_such_token``.
    """
    found = session.get(ApiToken, token_id)
    if found is None:
        raise Refused(
            "no_such_token", "There is no token with this id. `facilitator token list` shows them.", 404
        )
    session.delete(found)


def revoke_own_token(session: Session, account_id: str, token_id: str) -> bool:
    """Delete a token of the account. Returns whether there was one."""
    theirs = delete(ApiToken).where(ApiToken.id == token_id, ApiToken.account_id == account_id)
    return session.scalar(theirs.returning(ApiToken.id)) is not None
