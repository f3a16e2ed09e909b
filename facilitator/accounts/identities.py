"""Whose account it is when somebody comes from the provider. It runs in the caller's transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from facilitator.accounts import people
from facilitator.accounts.provider import Claims
from facilitator.accounts.tables import Account, Identity
from facilitator.config import Settings
from facilitator.errors import Refused


def account_of(session: Session, who: Claims, chosen: Settings) -> Account:
    """The account that this person has, or gets now.

    By who they are at the provider; the first time, by an e-mail address that the provider vouches
    for; else a new one, when the address's domain is allowed.

    :raises Refused: ``deactivated``, ``no_address``, ``not_invited`` or ``nobody_here``.
    """
    known = session.get(Identity, (who.issuer, who.subject))
    account = session.get_one(Account, known.account_id) if known else _first_time(session, who, chosen)
    if account.deactivated_at is not None:
        raise Refused("deactivated", "Your account here is closed. Ask an admin to open it again.", 403)
    if known is None:
        session.add(_identity(who, account))
    return account


def _first_time(session: Session, who: Claims, chosen: Settings) -> Account:
    if not who.email:
        sentence = (
            f"{chosen.oidc_name} does not vouch for an e-mail address of yours. Ask an admin to invite you."
        )
        raise Refused("no_address", sentence, 403)
    return people.by_email(session, who.email) or _new(session, who, chosen)


def _new(session: Session, who: Claims, chosen: Settings) -> Account:
    if not people.is_anybody_here(session):
        # Whoever comes first looks after all the others, so that is for the operator to decide.
        sentence = "The first account is made with the link that the server printed when it started."
        raise Refused("nobody_here", sentence, 403)
    if who.email.rpartition("@")[2] not in chosen.oidc_domains:
        raise Refused("not_invited", "There is no account here for you yet. Ask an admin to invite you.", 403)
    name = who.name or who.email.partition("@")[0]
    return people.create_account(session, name, who.email, "", "member")


def _identity(who: Claims, account: Account) -> Identity:
    return Identity(issuer=who.issuer, subject=who.subject, account_id=account.id, created_at=people.now_ms())
