"""What comes in over a socket: Socket.IO packets of JSON, of the shape that the handlers rely on."""

from __future__ import annotations

from typing import Any

from socketio.packet import ACK, BINARY_ACK, BINARY_EVENT, EVENT, Packet

NAMESPACE = "/room"


class RoomPacket(Packet):  # type: ignore[misc]
    """A Socket.IO packet of JSON only."""

    uses_binary_events = False

    def decode(self, encoded_packet: Any) -> int:
        """:raises ValueError: for what no client of ours sends."""
        attachments = super().decode(encoded_packet)
        if attachments or self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary packets are not taken")
        if self.packet_type == EVENT and not _is_event(self.data):
            raise ValueError("an event is a list that starts with its name")
        return 0


def check_packet(data: Any, *, is_connected: bool) -> None:
    """See that an Engine.IO message is a packet which the server can handle.

    :param is_connected: whether its sender is in the namespace of the rooms.
    :raises ValueError: when it is none.
    """
    if not isinstance(data, str):
        raise ValueError("not a Socket.IO packet")
    packet = RoomPacket(encoded_packet=data)
    if packet.packet_type in (EVENT, ACK) and not (is_connected and packet.namespace == NAMESPACE):
        raise ValueError("an event to a room that the client is not in")


def _is_event(data: Any) -> bool:
    # Taken as events, these two would call the handlers that only the server calls.
    reserved = ("connect", "disconnect")
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in reserved
