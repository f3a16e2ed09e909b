"""Changes that admins make to accounts. Each function runs in the caller's transaction."""

from __future__ import annotations

import logging

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts import invitations, people
from facilitator.accounts.tables import Account
from facilitator.refused import Refused

log = logging.getLogger("facilitator.accounts")

ROLES = ("member", "admin")


def account_at(session: Session, account_id: str) -> Account:
    """The account with this id.

    :raises Refused: ``no_person``.
    """
    found = session.get(Account, account_id)
    if found is None:
        raise Refused("no_person", "There is nobody here with this account.", 404)
    return found


def change_role(session: Session, account_id: str, role: str) -> Account:
    """Make an account an admin's or a member's. For a new member, the links that they made as an admin end.

    :raises Refused: ``no_person``, ``last_admin``.
    """
    account = account_at(session, account_id)
    if role == "member":
        _leave_an_admin(session, account)
        invitations.end_all_of(session, account.id)
    account.role = role
    return account


def deactivate(session: Session, account_id: str) -> Account:
    """Deactivate an account. Its sign-ins, tokens and links end, and its seats give no access.

    Its entries stay.

    :raises Refused: ``no_person``, ``last_admin``.
    """
    account = account_at(session, account_id)
    _leave_an_admin(session, account)
    account.deactivated_at = account.deactivated_at or clock.now()
    people.end_sign_ins_and_tokens(session, account.id)
    invitations.end_all_of(session, account.id)
    return account


def reactivate(session: Session, account_id: str) -> Account:
    """Activate a deactivated account again, with the password that it had.

    :raises Refused: ``no_person``.
    """
    account = account_at(session, account_id)
    account.deactivated_at = None
    return account


def _leave_an_admin(session: Session, account: Account) -> None:
    # The rows of all active admins are locked. Otherwise two admins could demote each other at once.
    active = select(Account.id).where(Account.role == "admin", Account.deactivated_at.is_(None))
    if session.scalars(active.with_for_update()).all() == [account.id]:
        raise Refused(
            "last_admin", "Nobody else here is an admin. Make somebody else one first, then try again."
        )
