"""The tabs above the list of actions, each with how many it has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions import listing
from facilitator.actions.query import ActionQuery

_STATES = {"open": "Open", "overdue": "Overdue", "unanswered": "Did it work?", "ended": "Ended"}


@dataclass(frozen=True)
class Tab:
    """A list that can be chosen; ``address`` is its query string."""

    title: str
    address: str
    count: int
    is_on: bool


def tabs(session: Session, account: Account, query: ActionQuery, now: int) -> list[Tab]:
    """The lists by state; the other filters of the query stay."""
    found = []
    for state, title in _STATES.items():
        other = replace(query, state=state, after="")
        count = listing.count_of(session, account, other, now)
        found.append(Tab(title, other.address(), count, state == query.state))
    return found
