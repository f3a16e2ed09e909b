"""What a process with sockets does again and again."""

from __future__ import annotations

from typing import Any
from unittest.mock import MagicMock

from facilitator.room.gateway.connections import Connection, Connections
from facilitator.room.gateway.heartbeat import Heartbeat


def test_a_connection_that_was_lost_while_it_was_opened_is_forgotten() -> None:
    """Socket.IO does not tell the end of a connection that it does not count as open yet."""
    lost, here = (Connection(sid, "meeting", f"seat of {sid}", "hash") for sid in ("lost", "here"))
    connections = Connections()
    for each in (lost, here):
        connections.add(each)
    sockets: Any = MagicMock(
        **{"outside.return_value": set(), "is_open.side_effect": lambda sid: sid == "here"}
    )
    presence = MagicMock()
    heartbeat = Heartbeat(sockets, connections, presence, MagicMock(), MagicMock(), MagicMock(), None)
    heartbeat._clean()
    assert list(connections) == [here]
    presence.disconnect.assert_called_once_with("meeting", "seat of lost", "lost")
