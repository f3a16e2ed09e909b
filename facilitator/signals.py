"""Signals: a part of the application sends them to parts that it must not import.

`create_app` lets each part connect its listeners. A listener gets the sender, which is always None, and the
arguments below by name.

A signal inside a transaction is sent with `send`: if a listener fails, the transaction is rolled back. A
signal after a commit is sent with `announce`: the change is saved already, so an error of a listener is only
logged.
"""

from __future__ import annotations

import logging
from typing import Any

from blinker import ANY, Namespace, Signal

log = logging.getLogger("facilitator")

_namespace = Namespace()

meeting_prepared = _namespace.signal(
    "meeting-prepared",
    """In the transaction in which a meeting is made or changed by its form.

    ``session``; ``meeting_id``; ``used``: the ids of the earlier entries that were chosen for it.
    """,
)
meeting_closing = _namespace.signal(
    "meeting-closing",
    """In the transaction that closes a meeting.

    ``session``; ``state``: the closed meeting; ``account_id``: whose it is, or None; ``now``: the instant.
    """,
)
meeting_starting = _namespace.signal(
    "meeting-starting",
    """In the transaction that starts a meeting, before it does.

    ``change``: the `room.change.Change`; ``seat_id``: the seat that starts it; ``now``: the instant.
    """,
)
entry_left = _namespace.signal(
    "entry-left",
    """In the transaction that closes a meeting, when its entry is there.

    ``session``; ``state``: the closed meeting; ``entry_id``; ``account_id``: whose it is, or None; ``now``.
    """,
)
entry_finished = _namespace.signal(
    "entry-finished",
    """In the same transaction, when the entry also tells what became of decisions about earlier actions.

    ``session``; ``state``: the closed meeting; ``entry_id``.
    """,
)
meeting_committed = _namespace.signal(
    "meeting-committed",
    """After a commit that changed a meeting. ``committed``: a `room.change.Committed`.""",
)
entry_indexed = _namespace.signal(
    "entry-indexed",
    """In the transaction in which the texts of an entry are indexed. ``session``.""",
)
entry_shared = _namespace.signal(
    "entry-shared",
    """In the transaction from which on everyone with an account may read an entry. ``session``; ``entry_id``.""",
)
action_assigned = _namespace.signal(
    "action-assigned",
    """In the transaction in which an open action gets an owner, or another one. Not for what is imported.

    ``session``; ``entry_id``; ``action_id``.
    """,
)
action_ended = _namespace.signal(
    "action-ended",
    """In the transaction in which somebody ends an action. ``session``; ``entry_id``; ``action_id``.""",
)
signed_out = _namespace.signal(
    "signed-out",
    """While the answer to a sign-out is made. ``session``; ``account_id``; ``response``.""",
)

stopping = _namespace.signal(
    "stopping",
    """When this process stops serving, before its connections are cut.""",
)


def announce(signal: Signal, **facts: Any) -> None:
    """Call all listeners of a signal after a commit. Errors are logged, and the other listeners still run."""
    for listener in signal.receivers_for(ANY):
        try:
            listener(None, **facts)
        except Exception:
            log.exception("a listener to %s failed", getattr(signal, "name", "a signal"))


def disconnect_all() -> None:
    """Disconnect all listeners. A process serves one application, and each new one connects its own."""
    for signal in _namespace.values():
        for listener in list(signal.receivers_for(ANY)):
            signal.disconnect(listener)
