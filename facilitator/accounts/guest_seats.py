"""The interface to guest seats: seats in meetings that this browser took without an account.

The package of accounts must not import the one of rooms, so `create_app` passes in the function that finds
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from flask import Flask, current_app
from sqlalchemy.orm import Session


class GuestSeat(Protocol):
    """A seat that belongs to no account: its id, the name taken there, and the meeting's title."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...


Find = Callable[[Session], Sequence[GuestSeat]]


def register(app: Flask, find: Find) -> None:
    """Set the function with which the pages of accounts find the guest seats of a browser."""
    app.extensions["guest_seats"] = find


def guest_seats_here(session: Session) -> Sequence[GuestSeat]:
    """The guest seats of this browser, newest meeting first."""
    return cast(Find, current_app.extensions["guest_seats"])(session)
