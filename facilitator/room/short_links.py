"""The short address that joins a meeting, for people who read it from a shared screen and type it.

It is short enough to be tried out, so it is there only while a screen shows it and a little longer, and only few wrong
ones may be tried.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import clock, web
from facilitator.refused import Refused
from facilitator.room import store
from facilitator.room.tables import MeetingRow, ShortLinkRow
from facilitator.tokens import derived_bytes, hashed

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another: 0 and O, 1, I and L, U and V."""
LENGTH = 8
HELD_MS = 30 * 60 * 1000
"""How long after it was last shown it still leads to the meeting."""


def show(session: Session, meeting_id: str) -> str:
    """The meeting's short address without its scheme, such as ``meet.example.org/j/7KQ3-FM8R``, valid from now on.

    The short addresses that lead nowhere any more are deleted.

    :raises Refused: ``no_meeting``
    """
    # Two screens that are opened at once take turns.
    row = store.locked(session, meeting_id)
    code, now = _code(row), clock.now()
    session.execute(delete(ShortLinkRow).where(ShortLinkRow.until <= now))
    session.merge(ShortLinkRow(meeting_id=row.id, code_hash=hashed(code), until=now + HELD_MS))
    address = urlsplit(web.external_url(f"/j/{code[:4]}-{code[4:]}"))
    return f"{address.netloc}{address.path}"


def meeting_by_code(session: Session, code: str) -> MeetingRow:
    """The meeting to which a short address leads. Small letters do, and the hyphen may be left out.

    :raises Refused: ``link_ended``
    """
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    valid = (ShortLinkRow.code_hash == hashed(plain)) & (ShortLinkRow.until > clock.now())
    joined = select(MeetingRow).join(ShortLinkRow, ShortLinkRow.meeting_id == MeetingRow.id).where(valid)
    row = session.scalar(joined)
    if row is None:
        raise Refused(
            "link_ended",
            "That address leads to no meeting. Look again at the screen, and type what stands there now.",
            404,
        )
    return row


def _code(row: MeetingRow) -> str:
    """The letters of the meeting's short address. A new link to join makes a new one."""
    number = int.from_bytes(derived_bytes(f"short:{row.id}:{row.link_version}")[:8])
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)
