"""Reading a meeting from the database, and the columns of its row."""

from __future__ import annotations

import json
import secrets

from sqlalchemy import Connection
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
    version = database.connection_of(session).scalar(statements.VERSION, {"meeting": meeting_id})
    if version is None:
        raise no_meeting()
    return load_version(session, meeting_id, version)


def load_version(session: Session, meeting_id: str, version: int) -> Known:
    """The same, when the version of the meeting's row has just been read.

    :raises Refused: ``no_meeting``.
    """
    return keeper.recall(meeting_id, version) or _whole(database.connection_of(session), meeting_id)


def _whole(connection: Connection, meeting_id: str) -> Known:
    """The state of the meeting's row, and what the journal has since."""
    row = connection.execute(statements.WHOLE, {"meeting": meeting_id}).one_or_none()
    if row is None:
        raise no_meeting()
    steps = {"meeting": meeting_id, "after": row.state_seq, "until": row.seq}
    state = model.from_json(row.state)
    for happened in connection.scalars(statements.STEPS, steps):
        state = fold(state, events.from_json(happened))
    waiting = hidden.load(json.loads(row.hidden))
    ballots = _ballots(connection, meeting_id)
    return Known(row.version, row.seq, row.state_seq, state, ballots, waiting)


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
    rows = connection.execute(statements.BALLOTS, {"meeting": meeting_id})
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
