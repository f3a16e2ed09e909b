"""Reading a meeting from the database, and the columns of its row."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.meeting import events, hidden, model
from facilitator.meeting.evolve import fold
from facilitator.meeting.model import Ballot, Meeting
from facilitator.refused import Refused
from facilitator.room import keeper, statements
from facilitator.room.keeper import Known
from facilitator.room.tables import MeetingRow


def load(session: Session, meeting_id: str) -> Known:
    """The meeting as it is in the database, from memory if that has it at the version of its row.

    :raises Refused: ``no_meeting``.
    """
    version = statements.VERSION.scalar(database.connection_of(session), {"meeting": meeting_id})
    if version is None:
        raise no_meeting()
    return load_version(session, meeting_id, version)


def load_version(session: Session, meeting_id: str, version: int) -> Known:
    """The same, when the version of the meeting's row has just been read.

    :raises Refused: ``no_meeting``.
    """
    return keeper.recall(meeting_id, version) or _loaded(database.connection_of(session), meeting_id)


def peek(session: Session, row: MeetingRow) -> Meeting:
    """The meeting of a row that has just been read. Memory is for rooms that people are in, so it is not kept there."""
    # Only what runs has more in the journal than in its row.
    if row.status in ("draft", "closed"):
        return model.from_json(row.state)
    return load_version(session, row.id, row.version).state


def _loaded(connection: Connection, meeting_id: str) -> Known:
    """The meeting as the database has it. It shares with what was known before all that is the same."""
    before = keeper.recall_any(meeting_id)
    known = _caught_up(connection, meeting_id, before) if before else None
    known = known or _whole(connection, meeting_id)
    keeper.remember(meeting_id, known)
    return known


def _caught_up(connection: Connection, meeting_id: str, before: Known) -> Known | None:
    """What was known before, and the commands since. None if the database does not have what was known."""
    row = statements.HEAD.first(connection, {"meeting": meeting_id})
    if row is None:
        raise no_meeting()
    steps = _steps(connection, meeting_id, before.seq, row.seq)
    if not steps or (steps[0].seq, steps[0].command_id) != (before.seq, before.command_id):
        return None
    ballots = _ballots(connection, meeting_id)
    return Known(
        row.version,
        row.seq,
        row.state_seq,
        _folded(before.state, steps[1:]),
        before.ballots if ballots == before.ballots else ballots,
        hidden.load(json.loads(row.hidden)),
        steps[-1].command_id,
    )


def _whole(connection: Connection, meeting_id: str) -> Known:
    """The state of the meeting's row, and what the journal has since."""
    row = statements.WHOLE.first(connection, {"meeting": meeting_id})
    if row is None:
        raise no_meeting()
    steps = _steps(connection, meeting_id, row.state_seq + 1, row.seq)
    return Known(
        row.version,
        row.seq,
        row.state_seq,
        _folded(model.from_json(row.state), steps),
        _ballots(connection, meeting_id),
        hidden.load(json.loads(row.hidden)),
        steps[-1].command_id if steps else "",
    )


def _steps(connection: Connection, meeting_id: str, first: int, last: int) -> Sequence[Row[Any, Any, Any]]:
    asked = {"meeting": meeting_id, "first": first, "last": last}
    return statements.STEPS.all(connection, asked)


def _folded(state: Meeting, steps: Iterable[Row[Any, Any, Any]]) -> Meeting:
    for step in steps:
        state = fold(state, events.from_json(step.events))
    return state


def seq_of(session: Session, meeting_id: str) -> int:
    """The number of the meeting's last command.

    :raises Refused: ``no_meeting``.
    """
    seq: int | None = statements.SEQ.scalar(database.connection_of(session), {"meeting": meeting_id})
    if seq is None:
        raise no_meeting()
    return seq


def read_state(session: Session, meeting_id: str) -> Meeting:
    """The meeting's state as it is in the database.

    :raises Refused: ``no_meeting``.
    """
    return load(session, meeting_id).state


def state_now(meeting_id: str) -> Meeting:
    """The meeting's state, read in a transaction of its own.

    :raises Refused: ``no_meeting``.
    """
    with database.read() as session:
        return read_state(session, meeting_id)


def new_version() -> int:
    """A random number. A counter would come to the same one again after changes that the database has lost."""
    return secrets.randbits(62)


def columns_of(state: Meeting) -> dict[str, object]:
    """The columns of a meeting's row that come from its state: all of it, and the parts that lists need."""
    return {
        "state": model.to_json(state),
        "title": state.title,
        "status": state.status,
        "scheduled_at": state.scheduled_at,
        "closed_at": state.closed_at,
    }


def _ballots(connection: Connection, meeting_id: str) -> dict[tuple[str, str], Ballot]:
    rows = statements.BALLOTS.all(connection, {"meeting": meeting_id})
    return {(poll, seat_id): json.loads(value) for poll, seat_id, value in rows}


def locked(session: Session, meeting_id: str) -> MeetingRow:
    """The meeting's row, locked until the transaction ends.

    :raises Refused: ``no_meeting``.
    """
    row = session.get(MeetingRow, meeting_id, with_for_update=True)
    if row is None:
        raise no_meeting()
    return row


def no_meeting() -> Refused:
    return Refused("no_meeting", "This meeting is not here any more. Ask whoever invited you.", 404)


def no_seat() -> Refused:
    return Refused("no_seat", "You have no seat in this meeting. Join it with its link.", 403)


def seat_moved() -> Refused:
    return Refused(
        "seat_moved",
        "You went on on another device, so the room is closed here. Cards that are not shown yet stay in the "
        "meeting, but only this browser could change them.",
        403,
    )
