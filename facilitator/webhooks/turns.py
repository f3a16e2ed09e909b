"""Whose turn it is: one loop at a time sends something to a webhook, and a slow one is left alone for a while.

So a receiver that is silent holds up one loop of the process, and the others send what is for other receivers.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from facilitator.outbox import NotDelivered, PutOff

SHORT_SECONDS = 1.0
"""A receiver that fails after a longer time is slow, and so is one for which another loop waits longer."""
PAUSE_SECONDS = 60

_turns: dict[str, threading.Lock] = {}
_alone_until: dict[str, float] = {}
"""By the webhook: an instant on the clock of `time.monotonic`."""


@contextmanager
def turn(webhook_id: str) -> Iterator[None]:
    """Send something to the webhook in this block.

    :raises PutOff: when it is left alone just now
    """
    _check(webhook_id)
    mine = _turns.setdefault(webhook_id, threading.Lock())
    if not mine.acquire(timeout=SHORT_SECONDS):
        _leave_alone(webhook_id)
        raise PutOff(PAUSE_SECONDS)
    began = time.monotonic()
    try:
        # The one before us may have found it slow.
        _check(webhook_id)
        yield
    except NotDelivered:
        if time.monotonic() - began >= SHORT_SECONDS:
            _leave_alone(webhook_id)
        raise
    else:
        _alone_until.pop(webhook_id, None)
    finally:
        mine.release()


def _check(webhook_id: str) -> None:
    if time.monotonic() < _alone_until.get(webhook_id, 0.0):
        raise PutOff(PAUSE_SECONDS)


def _leave_alone(webhook_id: str) -> None:
    _alone_until[webhook_id] = time.monotonic() + PAUSE_SECONDS
