"""Who reads: an account, a browser that holds seats, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.accounts.access import current_account
from facilitator.room.seats import tokens_here


@dataclass(frozen=True)
class Reader:
    """Somebody who looks.

    ``seats`` has the seat token per meeting id.
    """

    account_id: str | None
    seats: Mapping[str, str]


STRANGER = Reader("", {})
"""Somebody with an account who was not there: what they read is what sharing shows."""


def current_reader() -> Reader:
    """Who is asking, by their sign-in and their seat cookies."""
    account = current_account()
    return Reader(account.id if account else None, tokens_here())
