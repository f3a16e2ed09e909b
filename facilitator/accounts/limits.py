"""How often passwords, codes, links and short addresses may be tried, letters asked for, rooms asked to let one
back in, feedback sent, groups of cards computed, and files read for an import.

An attempt is counted for the network and the account together, so that a stranger's guesses slow down nobody
but the stranger. For all networks together, and for all accounts, there are wider bounds. A browser that is
known to the account has a count of its own.
"""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, request

from facilitator import clock, security_log
from facilitator.accounts import known_browsers
from facilitator.accounts.pauses import Counts, InMemory, InRedis, Pace, Tried
from facilitator.accounts.tables import Account, SignIn
from facilitator.characters import tidy_name
from facilitator.config import Settings
from facilitator.networks import network_of
from facilitator.refused import too_many
from facilitator.tokens import hashed

_SECOND, _MINUTE = 1000, 60 * 1000

HERE = Pace("here", 10, 2 * _SECOND, _MINUTE)
PASSWORD = Pace("password", 5, 2 * _SECOND, 2 * _MINUTE)
PASSWORD_ANYWHERE = Pace("password-anywhere", 100, 1 * _SECOND, 15 * _SECOND)
PASSWORDS_OF_NETWORK = Pace("passwords-of-network", 30, 2 * _SECOND, _MINUTE)
# Six digits are soon guessed, and who is asked for them had the right password.
CODE = Pace("code", 5, 5 * _SECOND, 5 * _MINUTE)
CODE_ANYWHERE = Pace("code-anywhere", 30, 5 * _SECOND, 5 * _MINUTE)
LINK = Pace("link", 20, 2 * _SECOND, _MINUTE)
LETTER = Pace("letter", 3, _MINUTE, 30 * _MINUTE)
LETTER_ANYWHERE = Pace("letter-anywhere", 15, _MINUTE, 15 * _MINUTE)
LETTERS_OF_NETWORK = Pace("letters-of-network", 30, _MINUTE, 15 * _MINUTE)
FEEDBACK = Pace("feedback", 60, 2 * _SECOND, _MINUTE)
# Each may go to somebody else, so that only who causes them tells them apart.
LETTERS_OF_ACCOUNT = Pace("letters-of-account", 20, _MINUTE, 30 * _MINUTE)
LETTERS_OF_GUEST = Pace("letters-of-guest", 4, _MINUTE, 30 * _MINUTE)
# One link to join gives many seats. A full room that sits in one network asks for fewer.
LETTERS_OF_MEETING = Pace("letters-of-meeting", 40, _MINUTE, 30 * _MINUTE)
SUMMARIES_OF_NETWORK = Pace("summaries-of-network", 40, _MINUTE, 30 * _MINUTE)
# Not `LETTER_ANYWHERE`: else one could keep the letter with a new password from somebody.
LETTERS_TO_OTHERS = Pace("letters-to-others", 15, _MINUTE, 15 * _MINUTE)
TEST = Pace("webhook-test", 5, 5 * _SECOND, 2 * _MINUTE)
URL = Pace("webhook-url", 10, 5 * _SECOND, 2 * _MINUTE)
SHORT_LINK = Pace("short-link", 40, 2 * _SECOND, _MINUTE)
RETURN = Pace("return", 6, 10 * _SECOND, 5 * _MINUTE)

# Each may compute for a second, beside live rooms.
GROUPS = Pace("groups", 6, 2 * _SECOND, 30 * _SECOND)
GROUPS_OF_ACCOUNT = Pace("groups-of-account", 20, 2 * _SECOND, 30 * _SECOND)


IMPORT = Pace("import", 20, 2 * _SECOND, _MINUTE)


def register(app: Flask, chosen: Settings) -> None:
    """Set up the counts. They are in Redis if there is one, so that all processes count together."""
    app.extensions["attempts"] = InRedis(chosen.redis_url) if chosen.redis_url else InMemory()


def count_password(address: str, account: Account | None) -> None:
    """Count an attempt to sign in, before its password is checked: many can be checked at the same time.

    :param address: the e-mail address that was sent, of which all spellings count together.
    :param account: the account with this address, if there is one.
    :raises Refused: ``too_many``.
    """
    known = known_browsers.known_as(account.id) if account else None
    if account and known:
        _count(Tried(HERE, f"{known}:{account.id}"), account_id=account.id)
        return
    whose = _address_key(address)
    _count(
        Tried(PASSWORD, f"{_network()}:{whose}"),
        Tried(PASSWORD_ANYWHERE, whose),
        Tried(PASSWORDS_OF_NETWORK, _network()),
        account_id=account.id if account else None,
    )


def count_own_password(sign_in: SignIn) -> None:
    """Count an attempt to say one's present password, in a browser that is signed in.

    :raises Refused: ``too_many``.
    """
    _count(Tried(PASSWORD, f"signed-in:{sign_in.id}"), account_id=sign_in.account_id)


def count_code(account: Account) -> None:
    """Count an attempt to say the code of a second factor.

    :raises Refused: ``too_many``.
    """
    if known := known_browsers.known_as(account.id):
        _count(Tried(CODE, f"{known}:{account.id}"), account_id=account.id)
        return
    here, anywhere = Tried(CODE, f"{_network()}:{account.id}"), Tried(CODE_ANYWHERE, account.id)
    _count(here, anywhere, account_id=account.id)


def count_link(link_id: str) -> None:
    """Count an attempt to use a link that works once. Only who has the link can slow it down.

    :raises Refused: ``too_many``.
    """
    _count(Tried(LINK, link_id))


def count_letter(address: str) -> None:
    """Count a request for a letter to this address.

    :raises Refused: ``too_many``.
    """
    whose = _address_key(address)
    _count(
        Tried(LETTER, f"{_network()}:{whose}"),
        Tried(LETTER_ANYWHERE, whose),
        Tried(LETTERS_OF_NETWORK, _network()),
    )


def count_letter_of(account: Account, address: str) -> None:
    """Count a letter that an account sends to somebody else.

    :raises Refused: ``too_many``.
    """
    _count(
        Tried(LETTERS_OF_ACCOUNT, account.id),
        Tried(LETTERS_TO_OTHERS, _address_key(address)),
        account_id=account.id,
    )


def count_summary_to(who: str, meeting_id: str, address: str) -> None:
    """Count a summary that somebody has sent to an address, which may be another one's.

    :param who: their account, or the token of their seat.
    :raises Refused: ``too_many``.
    """
    _count(
        Tried(LETTERS_OF_GUEST, hashed(f"{who}:{meeting_id}")),
        Tried(LETTERS_OF_MEETING, meeting_id),
        Tried(SUMMARIES_OF_NETWORK, _network()),
        Tried(LETTERS_TO_OTHERS, _address_key(address)),
    )


def count_return() -> None:
    """Count a question to a room whether somebody may come back to a seat from another device.

    :raises Refused: ``too_many``.
    """
    _count(Tried(RETURN, _network()))


def count_feedback() -> None:
    """Count a card that somebody without a seat sends before a meeting.

    :raises Refused: ``too_many``.
    """
    _count(Tried(FEEDBACK, _network()))


def count_short_link() -> None:
    """Count an attempt to join by the short address of a shared screen, right or wrong.

    :raises Refused: ``too_many``.
    """
    _count(Tried(SHORT_LINK, _network()))


def count_webhook_test(account_id: str) -> None:
    """Count a message that an admin sends to see whether a webhook works.

    :raises Refused: ``too_many``.
    """
    _count(Tried(TEST, account_id), account_id=account_id)


def count_webhook_url(account_id: str) -> None:
    """Count a URL that an admin gives a webhook, before its name is looked up.

    :raises Refused: ``too_many``.
    """
    _count(Tried(URL, account_id), account_id=account_id)


def count_groups(meeting_id: str, account_id: str | None) -> None:
    """Count a question for groups of cards, for the meeting and for whoever leads it.

    :raises Refused: ``too_many``.
    """
    whose = account_id or _network()
    _count(Tried(GROUPS, meeting_id), Tried(GROUPS_OF_ACCOUNT, whose), account_id=account_id)


def count_import(account_id: str) -> None:
    """Count a reading of files that somebody imports.

    :raises Refused: ``too_many``.
    """
    _count(Tried(IMPORT, account_id), account_id=account_id)


def uncount_attempt() -> None:
    """Take back what this request counted last, because it succeeded: only failed attempts should count."""
    if tried := g.pop("tried", ()):
        _counts().take_back(tried)


def _count(*tried: Tried, account_id: str | None = None) -> None:
    wait = _counts().count(tried, clock.now())
    if wait.ms:
        if not wait.told:
            security_log.note("limited", what=tried[0].pace.name, account=account_id, network=_network())
        raise too_many("That was many attempts in a short time.", wait.ms)
    g.tried = tried


def _counts() -> Counts:
    return cast(Counts, current_app.extensions["attempts"])


def note_failed(what: str, account: Account | None) -> None:
    """Log that an attempt failed: `what` is ``password``, ``code`` or ``provider``."""
    security_log.note(
        "sign_in_failed", what=what, account=account.id if account else None, network=_network()
    )


def _network() -> str:
    return network_of(request.remote_addr or "")


def _address_key(address: str) -> str:
    """An e-mail address as it may be stored, and the same for all its spellings."""
    return hashed(tidy_name(address).lower())
