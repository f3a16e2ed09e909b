"""The reader of a request: an account, a browser that has seats in meetings, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.accounts.access import current_account
from facilitator.accounts.tables import Account
from facilitator.room.seats import tokens_here


@dataclass(frozen=True)
class Reader:
    """Who asks to read. ``seats`` maps meeting ids to the seat tokens of this browser.

    ``link`` is the hash of the link of an action by which its owner came, who has no account.
    """

    account_id: str | None
    seats: Mapping[str, str]
    link: str = ""


STRANGER = Reader("", {})
"""A reader with an account who was in no meeting: the preview of sharing shows what they would see."""

NOBODY = Reader(None, {})
"""A reader without an account, such as whoever has a link to one summary."""


def current_reader() -> Reader:
    """The reader of this request, from the session cookie and the seat cookies."""
    account = current_account()
    return Reader(account.id if account else None, tokens_here())


def reader_of(account: Account) -> Reader:
    """The account without the seats of a browser: at the start and the close there is none."""
    return Reader(account.id, {})
