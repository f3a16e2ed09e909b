"""Reading and bringing in uploads beside the server: each in a process of its own, one after the other."""

from __future__ import annotations

import logging
import re
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

import msgspec

from facilitator.aside import Ran, aside, run_program
from facilitator.log.uploads.process import Task
from facilitator.log.uploads.store import Upload
from facilitator.refused import Refused

log = logging.getLogger("facilitator.log")

PROCESS = Path(__file__).with_name("process.py")
SOON_SECONDS = 2.0
"""So long a request waits for the end, so that few files are there with the next page."""
WAITING_SECONDS = 1.0
"""How often an upload that waits for its turn tells so."""
_BY_LIMITS = {-signal.SIGALRM, -signal.SIGKILL}
_turn = threading.BoundedSemaphore(1)


def begin(upload: Upload, task: Task) -> None:
    """Read an upload that was claimed, or bring it in, and wait for the end if that comes soon."""
    running = threading.Thread(target=_run, args=(upload, task), daemon=True)
    running.start()
    running.join(SOON_SECONDS)


def _run(upload: Upload, task: Task) -> None:
    while not _turn.acquire(timeout=WAITING_SECONDS):
        with suppress(Refused):
            upload.tell(waits=True)
    try:
        with suppress(Refused):
            upload.tell(waits=False)
        ran = _ran(task)
    finally:
        _turn.release()
    reason = _reason(ran.output)
    if reason:
        log.error("an import said something (%s): %s", ran.status, reason)
    # One that came to its end has told so, and somebody may have begun the next one since.
    with suppress(Refused):
        if ran.status and upload.state.is_running:
            upload.tell(phase="failed", was_too_much=ran.status in _BY_LIMITS or reason == "MemoryError")


def _ran(task: Task) -> Ran:
    try:
        return aside(run_program, [sys.executable, "-I", str(PROCESS), *sys.path], msgspec.json.encode(task))
    except OSError as error:
        return Ran(1, type(error).__name__.encode())


def _reason(output: bytes) -> str:
    """The kind of the error, without its message: that may quote what people wrote."""
    last = output.decode(errors="replace").rstrip().rpartition("\n")[2]
    found = re.match(r"[\w.]+(?=:|$)", last)
    return found[0] if found else ""
