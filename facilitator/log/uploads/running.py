"""Reading and bringing in uploads beside the server: each in a process of its own, one after the other."""

from __future__ import annotations

import logging
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path

import msgspec

from facilitator.aside import aside, run_program
from facilitator.log.uploads.store import Upload
from facilitator.refused import Refused

log = logging.getLogger("facilitator.log")

PROCESS = Path(__file__).with_name("process.py")
SOON_SECONDS = 2.0
"""So long a request waits for the end, so that few files are there with the next page."""
WAITING_SECONDS = 30.0
"""How often an upload that waits for its turn tells so."""
_turn = threading.BoundedSemaphore(1)


def begin(
    upload: Upload, database_url: str, account_id: str, *, visibility: str = "private", dry: bool
) -> None:
    """Read an upload, or bring it in, and wait for the end if that comes soon."""
    task = {
        "folder": str(upload.folder),
        "database_url": database_url,
        "account_id": account_id,
        "visibility": visibility,
        "dry": dry,
        "chosen": upload.state.chosen,
    }
    upload.tell(phase="reading" if dry else "bringing", done=0, files=0)
    running = threading.Thread(target=_run, args=(upload, msgspec.json.encode(task)), daemon=True)
    running.start()
    running.join(SOON_SECONDS)


def _run(upload: Upload, task: bytes) -> None:
    while not _turn.acquire(timeout=WAITING_SECONDS):
        with suppress(Refused):
            upload.tell()
    try:
        ran = aside(run_program, [sys.executable, "-I", str(PROCESS), *sys.path], task)
    finally:
        _turn.release()
    # A process that came to its end has said so, and somebody may have begun the next one since.
    if (ran.status or ran.output) and upload.folder.exists():
        log.error("an import ended early (%s): %s", ran.status, _reason(ran.output))
        upload.tell(phase="failed")


def _reason(output: bytes) -> str:
    """The kind of the error, without its message: that may quote what people wrote."""
    last = output.decode(errors="replace").rstrip().rpartition("\n")[2]
    found = re.match(r"[\w.]+(?=:|$)", last)
    return found[0] if found else ""
