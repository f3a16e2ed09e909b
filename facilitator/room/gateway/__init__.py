"""The sockets of the room.

In the order in which a message passes: `websocket` reads frames and `outbox` writes them, `packets` checks the form
of messages, `admission` decides who may connect, `namespace` handles events, `broadcast` sends changes to clients,
`goodbyes` disconnects those whose access has ended, and `heartbeat` does what is done again and again. Where there are
several server processes, each sends to its own clients, and `pubsub` lets the others know what has changed.
docs/wire.md describes all this for clients. Every event is answered with ``{ok: true, …}`` or ``{ok: false, code,
message}``. A message that is no valid Socket.IO packet ends its connection.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from facilitator import logs, signals
from facilitator.config import Settings
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.connections import Connections
from facilitator.room.gateway.goodbyes import Goodbyes
from facilitator.room.gateway.heartbeat import Heartbeat
from facilitator.room.gateway.limits import Limits
from facilitator.room.gateway.namespace import RoomNamespace
from facilitator.room.gateway.packets import NAMESPACE, RoomPacket
from facilitator.room.gateway.pubsub import PubSub
from facilitator.room.gateway.refusals import as_refused, failed
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.gateway.websocket import MESSAGE_BYTES, Transport, refuse_half_asked
from facilitator.room.presence import Presence


def register(app: Flask, chosen: Settings) -> None:
    """Add the rooms' sockets to `app`, and connect the signals whose changes they send to clients.

    ``app.extensions["pubsub"]`` is the `PubSub`, or None where no other process serves the rooms.
    """
    socketio = SocketIO(app, **_options())
    sockets, connections, limits = Sockets(socketio), Connections(), Limits()
    presence = Presence(partial(_after, sockets))
    broadcast, goodbyes = Broadcast(sockets, connections), Goodbyes(sockets, connections)
    pubsub = (
        PubSub(chosen.redis_url, partial(broadcast.catch_up, failed=failed)) if chosen.redis_url else None
    )
    heartbeat = Heartbeat(sockets, connections, presence, goodbyes, broadcast, limits, pubsub)
    namespace = RoomNamespace(sockets, presence, connections, broadcast, limits)
    socketio.on_namespace(namespace)
    app.wsgi_app = refuse_half_asked(app.wsgi_app)  # type: ignore[method-assign, assignment]
    sockets.use_transport(partial(Transport, heartbeat.start))
    sockets.on_message(namespace.on_raw_message)
    app.extensions["pubsub"] = pubsub
    # The signals keep these objects alive: a weak reference to a method would be lost at once.
    signals.meeting_committed.connect(broadcast.on_committed, weak=False)
    if pubsub is not None:
        signals.meeting_committed.connect(pubsub.on_committed, weak=False)
        signals.stopping.connect(pubsub.on_stopping, weak=False)
    signals.stopping.connect(presence.on_stopping, weak=False)
    signals.stopping.connect(goodbyes.on_stopping, weak=False)


def _after(sockets: Sockets, seconds: float, work: Callable[[], object]) -> None:
    """Do the work in a background task, after so many seconds. If it fails, that is logged."""

    def wait_and_work() -> None:
        time.sleep(seconds)
        try:
            work()
        except Exception as error:
            as_refused(error, "a background task")

    sockets.later(wait_and_work)


def _options() -> dict[str, Any]:
    logger, engineio_logger = logs.of_sockets()
    return {
        "logger": logger,
        "engineio_logger": engineio_logger,
        "async_mode": "gevent",
        "async_handlers": False,
        "namespaces": [NAMESPACE],
        "serializer": RoomPacket,
        "transports": ["websocket"],
        "allow_upgrades": False,
        "ping_interval": 10,
        "ping_timeout": 8,
        "max_http_buffer_size": MESSAGE_BYTES,
        # `admission` checks the origin at connect, where a refusal can say what to do.
        "cors_allowed_origins": [],
    }
