"""The sockets of the room, in the order in which a message passes.

`websocket` carries frames, `packets` says what a message may be, `admission` who may connect, `namespace`
what an event comes to, `broadcast` who is told what, `goodbyes` who must leave, `heartbeat` who is still
here. docs/wire.md describes it from a client's side. Everything that comes in is answered with ``{ok: true,
…}`` or ``{ok: false, code, message}``; what is no Socket.IO message at all ends its connection.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from facilitator import signals
from facilitator.config import Settings
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.connections import Connections
from facilitator.room.gateway.goodbyes import Goodbyes
from facilitator.room.gateway.heartbeat import Heartbeat
from facilitator.room.gateway.namespace import RoomNamespace
from facilitator.room.gateway.packets import NAMESPACE, RoomPacket
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.gateway.websocket import MESSAGE_BYTES, Transport
from facilitator.room.presence import Presence


def register(app: Flask, chosen: Settings) -> None:
    """Open the rooms' sockets on `app`; what is committed in a meeting is told through them."""
    socketio = SocketIO(app, **_options(chosen))
    sockets, presence, connections = Sockets(socketio), Presence(alone=not chosen.redis_url), Connections()
    broadcast, goodbyes = Broadcast(sockets, connections), Goodbyes(sockets, connections)
    heartbeat = Heartbeat(socketio, sockets, presence, connections, broadcast)
    namespace = RoomNamespace(sockets, presence, connections, broadcast, heartbeat)
    socketio.on_namespace(namespace)
    sockets.use_transport(Transport)
    sockets.on_message(namespace.on_raw_message)
    # Signals hold their listeners weakly, as long as the application lives.
    app.extensions["room_goodbyes"] = goodbyes
    signals.meeting_committed.connect(broadcast.on_committed)
    signals.meeting_committed.connect(goodbyes.on_committed)
    signals.meeting_deleted.connect(goodbyes.on_meeting_deleted)
    signals.account_deactivated.connect(goodbyes.on_account_deactivated)


def _options(chosen: Settings) -> dict[str, Any]:
    return {
        "async_mode": "gevent",
        "async_handlers": False,
        "message_queue": chosen.redis_url or None,
        "channel": "facilitator",
        "namespaces": [NAMESPACE],
        "serializer": RoomPacket,
        "transports": ["websocket"],
        "allow_upgrades": False,
        "ping_interval": 10,
        "ping_timeout": 8,
        "max_http_buffer_size": MESSAGE_BYTES,
        # Origins are checked at connect, where a refusal can say what to do.
        "cors_allowed_origins": [],
    }
