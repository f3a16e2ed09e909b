"""What a list of actions is asked for: whose, in which state, by when, of which entry. It is the page's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from facilitator.characters import tidy, tidy_name
from facilitator.log.entry.content import LONGEST

SHOWN = ("mine", "all")
STATES = ("open", "overdue", "unowned", "unanswered", "ended", "any")
DUE = ("week", "month", "none")
_LONGEST_ID = 32


@dataclass(frozen=True)
class ActionQuery:
    """A list of actions.

    :param show: ``mine``, or ``all`` that the reader may see.
    :param state: ``open``, ``overdue``, ``unowned`` (open, and nobody has it, or whose account is deactivated),
        ``unanswered`` (done, and nobody said whether it worked), ``ended`` or ``any``.
    :param due: only those with a day that is past or in the next seven (``week``) or 30 days (``month``), or only
        those without one (``none``); empty for all.
    :param entry: the id of the only entry; empty for all.
    :param owner: the only owner's name; empty for all.
    :param after: where the page begins, see `listing.place_of`; empty for the first.
    """

    show: str = "mine"
    state: str = "open"
    due: str = ""
    entry: str = ""
    owner: str = ""
    after: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> ActionQuery:
        """The query of an address. What makes no sense there is left out."""
        show, state, due = (sent.get(name, "") for name in ("show", "state", "due"))
        return cls(
            show=show if show in SHOWN else cls.show,
            state=state if state in STATES else cls.state,
            due=due if due in DUE else cls.due,
            entry=tidy(sent.get("entry", ""))[:_LONGEST_ID],
            owner=tidy_name(sent.get("owner", "")[: LONGEST["owner"]]),
            after=tidy(sent.get("after", ""))[:100],
        )

    def address(self, **changed: str) -> str:
        """The query string of this list with some parameters changed; it begins with the first page."""
        asked = asdict(replace(self, **{"after": ""} | changed))
        return urlencode(
            {name: value for name, value in asked.items() if value != getattr(ActionQuery, name)}
        )
