"""The tabs above the list of actions, each with how many it has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions import listing
from facilitator.actions.query import ActionQuery

WHEN = {"": "Any day", "week": "Within a week", "month": "Within 30 days", "none": "No day yet"}
"""How the list of open actions can be narrowed by their day, by `ActionQuery.due`."""
_STATES = {
    "open": "Open",
    "overdue": "Overdue",
    "unowned": "Nobody has it",
    "unanswered": "Did it work?",
    "ended": "Ended",
}


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
        if state == "unowned" and query.show == "mine":
            continue
        # Only what is open is chosen by its day.
        other = replace(query, state=state, due=query.due if state == "open" else "", after="")
        count = listing.count_of(session, account, other, now)
        found.append(Tab(title, other.address(), count, state == query.state))
    return found
