"""What a process with sockets does again and again.

It renews presence, shows words that came late and what other processes have changed, and ends connections.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from facilitator.room import service
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.connections import Connections
from facilitator.room.gateway.goodbyes import LOOK_SECONDS, Goodbyes
from facilitator.room.gateway.limits import Limits
from facilitator.room.gateway.pubsub import PubSub
from facilitator.room.gateway.refusals import as_refused, failed
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.presence import BEAT_SECONDS, Presence

# What another process has changed is here after this time even if its message is lost.
CATCH_UP_SECONDS = 1.0
# Twice this is how long a connection may stay without joining a room.
CLEAN_SECONDS = 10.0


class Heartbeat:
    """The periodic tasks. They start with the first WebSocket, because only such a process has presence.

    Each is repeated by itself, so that none waits for another one that waits for the database.
    """

    def __init__(
        self,
        sockets: Sockets,
        connections: Connections,
        presence: Presence,
        goodbyes: Goodbyes,
        broadcast: Broadcast,
        limits: Limits,
        pubsub: PubSub | None,
    ) -> None:
        self._sockets = sockets
        self._connections = connections
        self._presence = presence
        self._goodbyes = goodbyes
        self._broadcast = broadcast
        self._limits = limits
        self._pubsub = pubsub
        self._outside: set[str] = set()
        self._beating = False

    def start(self) -> None:
        if self._beating:
            return
        self._beating = True
        if self._pubsub is not None:
            self._pubsub.listen()
        self._repeat(BEAT_SECONDS, lambda: self._presence.beat(failed))
        self._repeat(BEAT_SECONDS, lambda: service.show_late_words(failed))
        self._repeat(LOOK_SECONDS, self._goodbyes.look)
        self._repeat(CATCH_UP_SECONDS, lambda: self._broadcast.look(failed))
        self._repeat(CLEAN_SECONDS, self._clean)

    def _repeat(self, seconds: float, work: Callable[[], None]) -> None:
        """Do the work every so many seconds in a background task, the first time after the first pause.

        After a failure, which is logged, wait for a whole heartbeat at least.
        """

        def go_on() -> None:
            pause = seconds
            while True:
                time.sleep(pause)
                pause = seconds
                try:
                    work()
                except Exception as error:
                    as_refused(error, "heartbeat")
                    pause = max(seconds, BEAT_SECONDS)

        self._sockets.later(go_on)

    def _clean(self) -> None:
        """End and forget what has no use any more. This needs no database."""
        self._end_outside()
        self._forget_lost()
        self._limits.forget_full()
        self._broadcast.forget_empty_rooms()

    def _end_outside(self) -> None:
        """End connections that were outside the rooms the last time, too."""
        outside = self._sockets.outside()
        for eio_sid in outside & self._outside:
            self._sockets.end_transport(eio_sid)
        self._outside = outside

    def _forget_lost(self) -> None:
        """Forget connections that were lost while they were being opened: Socket.IO does not tell their end."""
        for connection in self._connections:
            if not self._sockets.is_open(connection.sid) and self._connections.remove(connection.sid):
                self._presence.disconnect(connection.meeting_id, connection.seat_id, connection.sid)
