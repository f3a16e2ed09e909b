"""What the worker does beside serving, from when it has loaded the application until it stops."""

from __future__ import annotations

import gc
import logging
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import gevent
from flask import Flask

from facilitator import clock, database, health, outbox, signals, webhooks
from facilitator.api import idempotency
from facilitator.config import Settings
from facilitator.database_errors import Unavailable
from facilitator.log.recall import indexing, meaning
from facilitator.log.revisions import summary_links
from facilitator.log.uploads import store as uploads
from facilitator.lookalikes import prototypes
from facilitator.reminders import guest_owners, writing
from facilitator.room.retention import erase_old_journals
from facilitator.worker import LOOKS_SECONDS

SWEEP_SECONDS = 3600
OUTBOX_SECONDS = 30
"""How often a process looks in the outbox for what others have left there, or what is to be tried again."""
REMIND_SECONDS = 240
"""How often a process looks whether anybody is to be reminded of an action."""
INDEX_SECONDS = 60
"""How often a process looks for entries without vectors that another one wrote."""
DUE_SECONDS = 300
"""How often it is looked for actions that are due today, of which webhooks are told."""
UPLOADS_SECONDS = 300
"""How often it is looked for uploads whose time is over."""
CLOCK_SECONDS = 4
FIRST_QUIET_SECONDS = 1
COLLECT_SECONDS = 300
"""How often all objects are looked through for garbage that its own references keep. It takes a tenth of a second."""

# Python would look through the newest objects after each 700, and through all others often: each time every room
# waits, the longer the more people are here.
_THRESHOLDS = (5_000, 100, 1_000_000)
# Whoever waits for the disk in a thread goes on only when the loop lets it. By default that is after 5 ms of work,
# several times for each commit.
_SWITCH_SECONDS = 0.0005
_FOLLOWING = ("following the database's clock", database.follow_clock)


def begin(worker: Any, settings: Settings) -> None:
    """Begin with what is done again and again, and listen for the signal to stop."""
    meaning.prepare(settings.recall_model)
    # All that was made for the start stays.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()
    sys.setswitchinterval(_SWITCH_SECONDS)
    _try(*_FOLLOWING)
    gevent.spawn_later(CLOCK_SECONDS, _every, CLOCK_SECONDS, *_FOLLOWING)
    # Nobody should have to wait for it while the first one joins.
    gevent.spawn_later(FIRST_QUIET_SECONDS, _try, "loading which letters look alike", prototypes)
    gevent.spawn(_every, COLLECT_SECONDS, "collecting garbage", gc.collect)
    gevent.spawn(_every, SWEEP_SECONDS, "erasing old journals", _sweep, settings.keep_room_days)
    gevent.spawn(_every, DUE_SECONDS, "telling what is due", _tell_due, worker.wsgi)
    gevent.spawn_later(FIRST_QUIET_SECONDS, _recall_by_meaning, worker.wsgi, settings.recall_model)
    for kind, item in outbox.KINDS.items():
        for _ in range(item.at_once):
            gevent.spawn(_deliver, worker.wsgi, kind)
    gevent.spawn(_every, REMIND_SECONDS, "writing reminders", _remind, worker.wsgi)
    gevent.spawn(_every, SWEEP_SECONDS, "forgetting addresses", _forget_addresses, worker.wsgi)
    gevent.spawn(_every, UPLOADS_SECONDS, "deleting uploads", uploads.delete_old, settings.data_dir)
    gevent.signal_handler(signal.SIGTERM, _stop, worker, settings.stop_seconds)


def end_now() -> None:
    """Ask those who are here to come back, before the worker ends."""
    signals.announce(signals.stopping)


def _stop(worker: Any, after_seconds: float) -> None:
    """Stop in this order: tell /readyz, take no new connections, ask those who are here to come back, end."""
    if not health.begin_stopping(worker.wsgi):
        return
    gevent.sleep(after_seconds)
    worker.alive = False
    gevent.sleep(LOOKS_SECONDS)
    end_now()


def _every(seconds: int, name: str, work: Callable[..., object], *given: Any) -> None:
    while True:
        _try(name, work, *given)
        gevent.sleep(seconds)


def _try(name: str, work: Callable[..., object], *given: Any) -> None:
    try:
        work(*given)
    except Unavailable as unavailable:
        unavailable.log()
    except Exception:
        logging.getLogger("facilitator").exception("%s failed; it is tried again later", name)


def _deliver(app: Flask, kind: str) -> None:
    """Deliver what of this kind is in the outbox: what this process posts at once, and the rest in its time.

    Each kind has a loop of its own, so that receivers of one that are slow hold up no other.
    """
    deliver = partial(outbox.deliver, kind=kind, stops=partial(health.is_stopping, app))
    with app.app_context():
        while True:
            _try("delivering", deliver)
            outbox.wait_for_post(kind, OUTBOX_SECONDS)


def _recall_by_meaning(app: Flask, setting: str) -> None:
    """Load the model, and make the vectors of entries that have none, from then on."""
    meaning.load_telling(setting)
    used = meaning.in_use()
    if used is None:
        return
    _try("reading vectors", meaning.read_vectors, used)
    indexer = indexing.Indexer(used, partial(health.is_stopping, app))
    while not indexer.has_ended():
        _try("making vectors", indexer.run)
        indexing.wait_for_texts(INDEX_SECONDS)


def _tell_due(app: Flask) -> None:
    with app.app_context():
        webhooks.post_due(clock.now())


def _remind(app: Flask) -> None:
    """Write the reminders that are due. They are delivered like all letters."""
    with app.app_context():
        writing.write_due(stops=partial(health.is_stopping, app))


def _forget_addresses(app: Flask) -> None:
    """Forget where owners without an account were reminded, as soon as there is nothing to tell any more."""
    with app.app_context():
        guest_owners.forget_ended()
    database.forget()


def _sweep(keep_room_days: int) -> None:
    """Erase what is kept for a time only: journals, answers to programs, links to summaries, letters."""
    erase_old_journals(keep_room_days)
    idempotency.delete_old()
    summary_links.delete_expired()
    outbox.delete_old()
    # Another process may have deleted something, or an earlier one have ended before it was erased.
    database.forget()
