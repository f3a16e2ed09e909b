"""What this process knows of the meetings that it changed last, so that a command need not load them.

It is never trusted alone: it holds for one version of the meeting's row, and each change of what
is known gives the row a new one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from facilitator import database
from facilitator.meeting.hidden import Hidden
from facilitator.meeting.model import Ballot, Meeting

MOST_MEETINGS = 200


@dataclass(frozen=True)
class Known:
    """A meeting at one version of its row. ``ballots`` are by (poll, seat id).

    ``state_seq`` is the command after which the row's own copy of the state was written. ``command_id`` is the id of
    the command that made ``seq``, as far as that is known: two histories of a meeting differ in it.
    """

    version: int
    seq: int
    state_seq: int
    state: Meeting
    ballots: Mapping[tuple[str, str], Ballot]
    hidden: Hidden
    command_id: str = ""


_lock = threading.Lock()
_known: WeakKeyDictionary[Engine, OrderedDict[str, Known]] = WeakKeyDictionary()
"""By the database that they are from, the meetings by id, those used last at the end."""


def recall(meeting_id: str, version: int) -> Known | None:
    """The meeting, if it is known at this version."""
    with _lock:
        kept = _here()
        known = kept.get(meeting_id)
        if known is None or known.version != version:
            return None
        kept.move_to_end(meeting_id)
        return known


def recall_any(meeting_id: str) -> Known | None:
    """The meeting at whatever version it is known."""
    with _lock:
        return _here().get(meeting_id)


def remember(meeting_id: str, known: Known) -> None:
    """Keep what was committed. Of many meetings, those go that were used longest ago."""
    with _lock:
        kept = _here()
        kept[meeting_id] = known
        kept.move_to_end(meeting_id)
        while len(kept) > MOST_MEETINGS:
            kept.popitem(last=False)


def forget(meeting_id: str) -> None:
    """Keep nothing of a meeting that was deleted."""
    with _lock:
        _here().pop(meeting_id, None)


def _here() -> OrderedDict[str, Known]:
    return _known.setdefault(database.engine(), OrderedDict())
