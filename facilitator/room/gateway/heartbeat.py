"""What a process with sockets does again and again.

It renews presence, shows words that came late and what other processes have changed, and ends connections.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from facilitator import database
from facilitator.room import service
from facilitator.room.gateway.broadcast import Broadcast
from facilitator.room.gateway.goodbyes import LOOK_SECONDS, Goodbyes
from facilitator.room.gateway.limits import Limits
from facilitator.room.gateway.pubsub import PubSub
from facilitator.room.gateway.refusals import as_refused, failed
from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.room.presence import BEAT_SECONDS, Presence

# What another process has changed is here after this time even if its message is lost.
CATCH_UP_SECONDS = 1.0


class Heartbeat:
    """The periodic tasks. They start with the first WebSocket, because only such a process has presence."""

    def __init__(
        self,
        sockets: Sockets,
        presence: Presence,
        goodbyes: Goodbyes,
        broadcast: Broadcast,
        limits: Limits,
        pubsub: PubSub | None,
    ) -> None:
        self._sockets = sockets
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
        self._sockets.later(self._repeat, BEAT_SECONDS, self._beat)
        self._sockets.later(self._repeat, LOOK_SECONDS, self._goodbyes.look)
        self._sockets.later(self._repeat, CATCH_UP_SECONDS, lambda: self._broadcast.look(failed))

    def _repeat(self, seconds: float, work: Callable[[], None]) -> None:
        """Do the work every so many seconds, the first time after the first pause.

        After a failure, which is logged, wait for a whole heartbeat.
        """
        pause = seconds
        while True:
            time.sleep(pause)
            pause = seconds
            try:
                work()
            except Exception as error:
                as_refused(error, "heartbeat")
                pause = BEAT_SECONDS

    def _beat(self) -> None:
        database.follow_clock()
        self._end_outside()
        self._limits.forget_full()
        self._presence.beat(failed)
        service.show_late_words(failed)
        self._broadcast.forget_empty_rooms()

    def _end_outside(self) -> None:
        """End connections that have not joined the namespace of the rooms for a whole heartbeat."""
        outside = self._sockets.outside()
        for eio_sid in outside & self._outside:
            self._sockets.end_transport(eio_sid)
        self._outside = outside
