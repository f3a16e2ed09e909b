"""Checks of incoming Socket.IO packets, so that handlers get only JSON events of the expected form."""

from __future__ import annotations

from typing import Any

from socketio.packet import ACK, BINARY_ACK, BINARY_EVENT, EVENT, Packet

NAMESPACE = "/room"


class RoomPacket(Packet):  # type: ignore[misc]
    """A Socket.IO packet of JSON only."""

    uses_binary_events = False

    def decode(self, encoded_packet: Any) -> int:
        """Decode a text packet.

        :raises ValueError: for binary packets and invalid events.
        """
        attachments = super().decode(encoded_packet)
        if attachments or self.packet_type in (BINARY_EVENT, BINARY_ACK):
            raise ValueError("binary packets are not taken")
        if self.packet_type == EVENT and not _is_event(self.data):
            raise ValueError("an event is a list that starts with its name")
        return 0


def read_packet(data: Any, *, is_connected: bool) -> RoomPacket:
    """The packet of an Engine.IO message, if the server can handle it.

    :param is_connected: whether its sender is in the namespace of the rooms.
    :raises ValueError: when it cannot.
    """
    if not isinstance(data, str):
        raise ValueError("not a Socket.IO packet")
    packet = RoomPacket(encoded_packet=data)
    if packet.packet_type in (EVENT, ACK) and not (is_connected and packet.namespace == NAMESPACE):
        raise ValueError("an event to a room that the client is not in")
    return packet


def _is_event(data: Any) -> bool:
    # As events, these two names would call handlers that only the server may call.
    reserved = ("connect", "disconnect")
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in reserved
