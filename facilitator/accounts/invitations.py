"""Links that work once: to the first account, to a new account by invitation, and to a new password.

Each function runs in the caller's transaction. The tokens of invitations and resets are derived from the
row's id and the secret key. So an admin can copy an open link again, but a copy of the database alone does
not give access.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session, aliased

from facilitator import clock
from facilitator.accounts.tables import Account, Invitation
from facilitator.clock import DAY_MS
from facilitator.refused import Refused
from facilitator.tokens import derived_token, hashed, new_id, new_token

Kind = Literal["first", "invite", "reset"]

FIRST_DAYS = 1
INVITE_DAYS = 7
RESET_DAYS = 1
FORGOT_MS = 3600 * 1000
# For so many days after its end, a link can still say why it has ended.
REMEMBER_DAYS = 30


def invite_first(session: Session) -> str:
    """The token of a new link to the first account. An earlier link ends."""
    session.execute(delete(Invitation).where(Invitation.kind == "first"))
    token = new_token()
    session.add(_row("first", FIRST_DAYS * DAY_MS, token, role="admin"))
    return token


def invite(session: Session, invited_by: str, role: str, email: str | None = None) -> Invitation:
    """A link to a new account with this role, and with this e-mail address if there is one."""
    _forget_old(session)
    return _added(session, "invite", INVITE_DAYS * DAY_MS, role=role, email=email, invited_by=invited_by)


def reset(session: Session, account: Account, invited_by: str) -> Invitation:
    """A link to a new password, which an admin passes on. Earlier links of the account end."""
    session.execute(
        delete(Invitation).where(Invitation.account_id == account.id, Invitation.used_at.is_(None))
    )
    return _reset(session, account, RESET_DAYS * DAY_MS, invited_by)


def reset_forgotten(session: Session, account: Account) -> Invitation:
    """A link to a new password, to be sent to the account's e-mail address.

    Earlier links stay open: anybody can ask for one, and must not end the one that its owner is about to use.
    """
    return _reset(session, account, FORGOT_MS, None)


def token_of(link: Invitation) -> str:
    """The token, or secret part, of an invitation's or a reset's link."""
    return derived_token(f"invitation:{link.id}")


def open_link(session: Session, kind: Kind, token: str) -> Invitation:
    """The row of a link that is still open.

    :raises Refused: ``link_ended``, with the reason: it was used, it has expired, or it does not exist.
    """
    found = session.scalar(
        select(Invitation).where(Invitation.token_hash == hashed(token), Invitation.kind == kind)
    )
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise Refused("link_ended", _why(kind, found), 404 if found is None else 410)
    return found


def use_link(session: Session, kind: Kind, token: str) -> Invitation:
    """Use a link, which ends it. If two people use it at the same moment, only one succeeds.

    :raises Refused: ``link_ended``.
    """
    found = open_link(session, kind, token)
    claim = update(Invitation).where(Invitation.id == found.id, Invitation.used_at.is_(None))
    if session.scalar(claim.values(used_at=clock.now()).returning(Invitation.id)) is None:
        raise Refused("link_ended", _why(kind, found), 410)
    return found


def pending(session: Session) -> Sequence[Row[Invitation, Account, Account]]:
    """The open links of admins: each with the admin's account and, for a reset, the account it is for."""
    sender, subject = aliased(Account), aliased(Account)
    query = (
        select(Invitation, sender, subject)
        .join(sender, Invitation.invited_by == sender.id)
        .outerjoin(subject, Invitation.account_id == subject.id)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > clock.now())
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return session.execute(query).all()


def withdraw(session: Session, link_id: str) -> None:
    """End a link that an admin made. It is no error if the link has ended already."""
    session.execute(delete(Invitation).where(Invitation.id == link_id, Invitation.invited_by.is_not(None)))


def end_all_of(session: Session, account_id: str) -> None:
    """End the open links that an account made, and those that reset its password."""
    mine = (Invitation.invited_by == account_id) | (Invitation.account_id == account_id)
    session.execute(delete(Invitation).where(mine, Invitation.used_at.is_(None)))


def _reset(session: Session, account: Account, lasts_ms: int, invited_by: str | None) -> Invitation:
    _forget_old(session)
    return _added(session, "reset", lasts_ms, role=account.role, account_id=account.id, invited_by=invited_by)


def _added(session: Session, kind: Kind, lasts_ms: int, **more: str | None) -> Invitation:
    made = _row(kind, lasts_ms, "", **more)
    made.token_hash = hashed(token_of(made))
    session.add(made)
    session.flush()
    return made


def _row(kind: Kind, lasts_ms: int, token: str, **more: str | None) -> Invitation:
    now = clock.now()
    return Invitation(
        id=new_id(),
        token_hash=hashed(token),
        kind=kind,
        created_at=now,
        expires_at=now + lasts_ms,
        **more,
    )


def _forget_old(session: Session) -> None:
    session.execute(delete(Invitation).where(Invitation.expires_at < clock.now() - REMEMBER_DAYS * DAY_MS))


def _why(kind: Kind, link: Invitation | None) -> str:
    if kind == "first":
        return (
            "That link has ended: it works once, and for one day. While nobody has an account, "
            "starting the server again prints a new one."
        )
    if link is None:
        return "That link has ended, or a part of it is missing. Ask whoever sent it for a new one."
    if link.used_at is None:
        return f"That link was open until {clock.words(link.expires_at, clock.NO_ZONE)}. Ask for a new one."
    if kind == "invite":
        return "That invitation was used: it works once. If it was you, sign in with your account."
    return "That link was used: it works once. If it was not you who used it, tell an admin here."
