"""Telling the other server processes which meetings have changed, and hearing it from them, through Redis.

Only ids of meetings and their `seq` are sent. Each process reads in the database what has changed. So what people
write never passes through Redis, and a message that gets lost delays a change until the next look at the database.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator import redis_client
from facilitator.room.change import Committed
from facilitator.tokens import new_id

if TYPE_CHECKING:
    from redis.client import PubSub as Subscription

log = logging.getLogger("facilitator.room")

CHANNEL = "facilitator:changed"
# After this silence, Redis is asked whether it is still there. Twice this and a pause is less than two seconds.
SILENCE_SECONDS = 0.5
PAUSE_SECONDS = 0.5
# More wait only while Redis is away for long. Then the others look in the database.
MOST_WAITING = 10_000

Heard = Callable[[Mapping[str, int]], None]
"""Called with the `seq` of each meeting that another process has changed, by the meeting's id."""


class PubSub:
    """This process's part in the exchange. It waits for Redis in background threads only."""

    def __init__(self, url: str, heard: Heard) -> None:
        self._url = url
        self._heard = heard
        self._process_id = new_id()
        self._waiting: dict[str, int] = {}
        self._wake = threading.Event()
        self._starting = threading.Lock()
        self._started: set[str] = set()
        self._is_over = False
        self.misses_others = False
        """Whether it should hear the other processes, but does not at this moment."""

    def on_committed(self, _sender: None, committed: Committed) -> None:
        """Tell the others of a change soon. This waits for nothing."""
        self._start("publish", self._publish)
        if len(self._waiting) < MOST_WAITING or committed.meeting_id in self._waiting:
            self._waiting[committed.meeting_id] = max(
                committed.seq, self._waiting.get(committed.meeting_id, 0)
            )
        self._wake.set()

    def listen(self) -> None:
        """Hear the others from now on."""
        self._start("subscribe", self._subscribe)

    def on_stopping(self, _sender: None) -> None:
        """End the exchange: this process has no clients any more."""
        self._is_over = True
        self._wake.set()

    def _start(self, name: str, work: Callable[[], None]) -> None:
        with self._starting:
            if name not in self._started:
                self._started.add(name)
                threading.Thread(target=self._repeat, args=(work,), name=name, daemon=True).start()

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self._is_over:
            try:
                work()
            except Exception as error:
                # Redis' own errors are OSErrors only in part, and whatever it is, the next try may succeed.
                log.warning("the other processes are not reached through Redis", extra={"cause": str(error)})
                time.sleep(PAUSE_SECONDS)

    def _publish(self) -> None:
        """Send what waits, all of it in one message. What cannot be sent is dropped."""
        with redis_client.connect(self._url) as redis:
            while not self._is_over:
                self._wake.wait()
                self._wake.clear()
                waiting, self._waiting = self._waiting, {}
                redis.publish(CHANNEL, json.dumps({"from": self._process_id, "changed": waiting}))

    def _subscribe(self) -> None:
        """Hear what the others publish, until Redis is silent."""
        self.misses_others = True
        with redis_client.connect(self._url) as redis, redis.pubsub() as subscription:
            subscription.subscribe(CHANNEL)
            while not self._is_over:
                message = _next_message(subscription)
                self.misses_others = False
                if message["type"] == "message":
                    self._take(message["data"])

    def _take(self, data: bytes) -> None:
        told = json.loads(data)
        if told["from"] != self._process_id:
            self._heard(told["changed"])


def _next_message(subscription: Subscription) -> dict[str, Any]:
    """What comes next; if nothing comes, the answer to the question whether Redis is still there.

    :raises TimeoutError: when there is no answer.
    """
    message = subscription.get_message(timeout=SILENCE_SECONDS)
    if message is None:
        subscription.ping()
        message = subscription.get_message(timeout=SILENCE_SECONDS)
    if message is None:
        raise TimeoutError("it does not answer")
    found: dict[str, Any] = message
    return found
