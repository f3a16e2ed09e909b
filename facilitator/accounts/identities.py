"""Finding or creating the account of somebody who signs in through the provider."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts import people, second_factor
from facilitator.accounts.provider import Claims
from facilitator.accounts.tables import EMAIL_LENGTH, SUBJECT_LENGTH, Account, Identity
from facilitator.config import Settings
from facilitator.refused import Refused


def account_for_claims(session: Session, who: Claims, chosen: Settings) -> tuple[Account, bool]:
    """The person's account, and whether it existed before and is linked to the provider only now.

    The account is found by the person's identity at the provider, or at the first sign-in by a verified
    e-mail address. Otherwise it is created, if the address's domain is allowed. This runs in the caller's
    transaction.

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
        # The same person signed in in another tab at the same moment. Now the account exists: look again.
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
    """Link an existing account to the provider, and end its password, second factor, sign-ins and tokens.

    Whoever made the account did not have to prove that the address is theirs. Only now its owner is verified.
    """
    _linked(session, who, account)
    people.change_password(session, account.id, "")
    people.end_sign_ins_and_tokens(session, account.id)
    second_factor.turn_off(session, account.id)
    return account


def _new(session: Session, who: Claims, chosen: Settings) -> Account:
    if not people.has_accounts(session):
        # The first account is an admin's, so only the operator may decide who gets it.
        sentence = "The first account is made with the link that the server printed when it started."
        raise Refused("nobody_here", sentence, 403)
    if who.email.rpartition("@")[2] not in chosen.oidc_domains:
        raise Refused("not_invited", "There is no account here for you yet. Ask an admin to invite you.", 403)
    name = people.free_name(session, who.name or who.email.partition("@")[0], who.email)
    return people.create_account(session, name, who.email, "", "member")


def _linked(session: Session, who: Claims, account: Account) -> Account:
    identity = Identity(issuer=who.issuer, subject=who.subject, account_id=account.id, created_at=clock.now())
    session.add(identity)
    session.flush()
    return account
