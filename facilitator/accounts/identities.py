"""Whose account it is when somebody comes from the provider. It runs in the caller's transaction."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts import people
from facilitator.accounts.provider import Claims
from facilitator.accounts.tables import EMAIL_LENGTH, SUBJECT_LENGTH, Account, Identity
from facilitator.config import Settings
from facilitator.refused import Refused


def account_for_claims(session: Session, who: Claims, chosen: Settings) -> tuple[Account, bool]:
    """The account that this person has, or gets now; and whether it was there before they first came.

    By who they are at the provider; the first time, by an e-mail address that the provider vouches
    for; else a new one, when the address's domain is allowed.

    :raises Refused: ``deactivated``, ``subject_too_long``, ``address_too_long``, ``no_address``,
        ``not_invited`` or ``nobody_here``.
    """
    if len(who.subject) > SUBJECT_LENGTH:
        sentence = (
            f"{chosen.oidc_name} knows you by more than {SUBJECT_LENGTH} characters, which do not fit here. "
            "Ask an admin to invite you: then you sign in with a password."
        )
        raise Refused("subject_too_long", sentence, 403)
    try:
        with session.begin_nested():
            return _found(session, who, chosen)
    except (IntegrityError, Refused) as error:
        if isinstance(error, Refused) and error.code != "email_taken":
            raise
        # They came in another tab in the same moment, and that one was quicker: now they are known.
        return _found(session, who, chosen)


def _found(session: Session, who: Claims, chosen: Settings) -> tuple[Account, bool]:
    known = session.get(Identity, (who.issuer, who.subject))
    if known is not None:
        return _active(session.get_one(Account, known.account_id)), False
    if before := _by_address(session, who, chosen):
        return _joined(session, who, _active(before)), True
    return _linked(session, who, _new(session, who, chosen)), False


def _active(account: Account) -> Account:
    if account.deactivated_at is not None:
        raise Refused("deactivated", "Your account here is closed. Ask an admin to open it again.", 403)
    return account


def _by_address(session: Session, who: Claims, chosen: Settings) -> Account | None:
    if not who.email:
        sentence = (
            f"{chosen.oidc_name} does not vouch for an e-mail address of yours. Ask an admin to invite you."
        )
        raise Refused("no_address", sentence, 403)
    if len(who.email) > EMAIL_LENGTH:
        sentence = (
            f"Your e-mail address at {chosen.oidc_name} has more than {EMAIL_LENGTH} characters, which do "
            "not fit here. Ask there for a shorter one."
        )
        raise Refused("address_too_long", sentence, 403)
    return people.by_email(session, who.email)


def _joined(session: Session, who: Claims, account: Account) -> Account:
    """Link an account that was there before, and end all that opened it until now.

    Whoever made it never had to show that its address is theirs; the address's owner comes only now.
    """
    _linked(session, who, account)
    people.change_password(session, account.id, "")
    people.end_sign_ins_and_tokens(session, account.id)
    return account


def _new(session: Session, who: Claims, chosen: Settings) -> Account:
    if not people.has_accounts(session):
        # Whoever comes first looks after all the others, so that is for the operator to decide.
        sentence = "The first account is made with the link that the server printed when it started."
        raise Refused("nobody_here", sentence, 403)
    if who.email.rpartition("@")[2] not in chosen.oidc_domains:
        raise Refused("not_invited", "There is no account here for you yet. Ask an admin to invite you.", 403)
    name = who.name or who.email.partition("@")[0]
    return people.create_account(session, name, who.email, "", "member")


def _linked(session: Session, who: Claims, account: Account) -> Account:
    identity = Identity(issuer=who.issuer, subject=who.subject, account_id=account.id, created_at=clock.now())
    session.add(identity)
    session.flush()
    return account
