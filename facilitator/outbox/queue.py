"""Putting something into the outbox, and hearing of it."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence, Set

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.outbox.item import Item
from facilitator.outbox.sealing import sealed
from facilitator.outbox.tables import WAITING, OutboxKey, OutboxRow
from facilitator.tokens import hashed, new_id

log = logging.getLogger("facilitator.outbox")

_MOST_KEYS = 500
"""So many are looked up by one statement."""
_posted: defaultdict[str, threading.Event] = defaultdict(threading.Event)
"""By the kind: that something of it was posted."""


def post(session: Session, item: Item, *, key: str = "", until: int | None = None, whose: str = "") -> bool:
    """Put an item into the outbox, in the caller's transaction. It is delivered soon after the commit.

    :param key: names what it tells whom, such as ``invitation:<id>``. What has the same key is posted once, also
        after the first was delivered.
    :param until: the instant from which it is not worth delivering, such as the end of a link in it.
    :param whose: names what `withdraw` takes back.
    :returns: False if something with this key was posted before.
    """
    now = clock.now()
    if key and not _is_new(session, hashed(key), now):
        return False
    session.add(
        OutboxRow(
            id=new_id(),
            kind=item.kind,
            content=sealed(item),
            state=WAITING,
            next_at=now,
            until=until,
            tries=0,
            unsure=0,
            error="",
            created_at=now,
            whose=hashed(whose) if whose else None,
        )
    )
    wake_after(session, item.kind)
    return True


def withdraw(session: Session, whose: str) -> None:
    """Delete what waits under this name, so that it is not delivered. The caller calls `database.forget` after that.

    Whoever posts more only after `database.hold` of the same name, and a look whether it is wanted, posts none later.
    """
    database.hold(session, whose)
    session.execute(delete(OutboxRow).where(OutboxRow.whose == hashed(whose)))


def was_posted(session: Session, key: str) -> bool:
    """Whether something with this key was posted, also if it was delivered since."""
    return session.get(OutboxKey, hashed(key)) is not None


def posted_among(session: Session, keys: Sequence[str]) -> Set[str]:
    """Those of the keys with which something was posted, also if it was delivered since."""
    by_hash = {hashed(key): key for key in keys}
    hashes = list(by_hash)
    found: set[str] = set()
    for first in range(0, len(hashes), _MOST_KEYS):
        some = OutboxKey.hash.in_(hashes[first : first + _MOST_KEYS])
        found.update(session.scalars(select(OutboxKey.hash).where(some)))
    return {by_hash[hash_] for hash_ in found}


def post_later(write: Callable[[Session], None]) -> None:
    """Call `write`, which may post something, in the background: in a transaction and thread of its own.

    So neither the response nor its duration reveals whether there was something to post.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_write, args=(app, write), name="post", daemon=True).start()


def wait_for_post(kind: str, seconds: float) -> None:
    """Wait until something of this kind is posted in this process, but no longer than so many seconds."""
    _posted[kind].wait(seconds)
    _posted[kind].clear()


def wake_after(session: Session, kind: str) -> None:
    """Let `wait_for_post` return when the transaction is committed, because something in the outbox is due."""
    database.afterwards(session, _posted[kind].set)


def _is_new(session: Session, hash_: str, now: int) -> bool:
    database.hold(session, hash_)
    if session.get(OutboxKey, hash_) is not None:
        return False
    session.add(OutboxKey(hash=hash_, at=now))
    return True


def _write(app: Flask, write: Callable[[Session], None]) -> None:
    try:
        with app.app_context(), database.session() as session:
            write(session)
    except Exception as error:
        # The message may have an address in it, and logs must not have that.
        log.error("a letter could not be written: %s", type(error).__name__)
