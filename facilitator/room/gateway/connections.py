"""The sockets of this process that are in a room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facilitator.room import store


def channel(seat_id: str) -> str:
    """The name of the Socket.IO room that a seat's sockets are in."""
    return f"seat:{seat_id}"


def screen_channel(seat_id: str) -> str:
    """The name of the Socket.IO room that the shared screens are in which a seat has opened."""
    return f"screen:{seat_id}"


@dataclass(frozen=True)
class Connection:
    """One socket of one seat. ``token_hash`` is the hash of the token that it came with, and ends with.

    ``is_screen``: it is a shared screen, which sees what everybody sees and does nothing. Nobody is here by it.
    """

    sid: str
    meeting_id: str
    seat_id: str
    token_hash: str
    is_screen: bool = False


class Connections:
    """The open connections of this process. Loops go over a copy, because they may change meanwhile."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}
        self._of_meeting: dict[str, dict[str, Connection]] = {}

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._open.values()))

    def __contains__(self, connection: Connection) -> bool:
        return connection.sid in self._open

    def add(self, connection: Connection) -> None:
        self._open[connection.sid] = connection
        self._of_meeting.setdefault(connection.meeting_id, {})[connection.sid] = connection

    def remove(self, sid: str) -> Connection | None:
        connection = self._open.pop(sid, None)
        if connection is not None:
            of_meeting = self._of_meeting[connection.meeting_id]
            del of_meeting[sid]
            if not of_meeting:
                del self._of_meeting[connection.meeting_id]
        return connection

    def of(self, sid: str) -> Connection:
        """The connection of a socket.

        :raises Refused: ``no_seat``.
        """
        if sid not in self._open:
            raise store.no_seat()
        return self._open[sid]

    def by_meeting(self) -> dict[str, list[Connection]]:
        """The connections of each meeting to which somebody is connected in this process, by its id."""
        return {meeting_id: list(found.values()) for meeting_id, found in self._of_meeting.items()}

    def seats(self, meeting_id: str) -> set[str]:
        """The ids of the meeting's seats that are connected to this process, not counting shared screens."""
        return {each.seat_id for each in self._in(meeting_id) if not each.is_screen}

    def screens(self, meeting_id: str) -> list[str]:
        """The seats of the meeting's shared screens in this process, each as often as it has one."""
        return [each.seat_id for each in self._in(meeting_id) if each.is_screen]

    def _in(self, meeting_id: str) -> Iterable[Connection]:
        return self._of_meeting.get(meeting_id, {}).values()
