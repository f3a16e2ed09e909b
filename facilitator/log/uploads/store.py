"""Where uploads are kept: a folder for each, below one for each account, for an hour."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from facilitator import clock
from facilitator.log.transfer.outcome import ImportOutcome
from facilitator.log.transfer.records import NameKind
from facilitator.refused import Refused

KEPT_MS = 3600 * 1000
QUIET_MS = 120 * 1000
"""A process that has told nothing for so long has ended."""
Phase = Literal["reading", "seen", "bringing", "done", "failed"]
Line = TypeVar("Line")
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class State(msgspec.Struct, kw_only=True, frozen=True):
    """How far an upload has come. ``done`` counts the files that were read, of all ``files``.

    ``waits`` says that its process has not begun yet; ``was_too_much`` that it failed for want of time or memory.
    """

    phase: Phase
    made: int
    at: int
    waits: bool = False
    was_too_much: bool = False
    done: int = 0
    files: int = 0
    chosen: dict[NameKind, dict[str, str]] = {}
    whole: ImportOutcome | None = None

    @property
    def is_running(self) -> bool:
        return self.phase in {"reading", "bringing"}


@dataclass(frozen=True)
class Upload:
    """The folder of one upload."""

    id: str
    folder: Path

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def state(self) -> State:
        """How far it has come; ``failed`` when its process has ended without a word.

        :raises Refused: ``no_upload``, when it was deleted just now.
        """
        try:
            state = msgspec.json.decode((self.folder / "state.json").read_bytes(), type=State)
        except OSError:
            raise no_upload() from None
        is_lost = state.is_running and state.at < clock.now() - QUIET_MS
        return msgspec.structs.replace(state, phase="failed") if is_lost else state

    def put(self, state: State) -> None:
        draft = self.folder / "state.draft"
        draft.write_bytes(msgspec.json.encode(state))
        draft.replace(self.folder / "state.json")

    def tell(self, **changes: object) -> None:
        """Write down how far it has come."""
        self.put(msgspec.structs.replace(self.state, at=clock.now(), **changes))

    def claim(self, **changes: object) -> bool:
        """Tell the same as one that begins something, or throws it away: of several at once only one may.

        :returns: whether there is anything left to begin, or all has come in.
        :raises Refused: ``busy`` while it is at work, or ``no_upload``.
        """
        try:
            folder = os.open(self.folder, os.O_RDONLY)
        except OSError:
            raise no_upload() from None
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if self.state.is_running:
                raise Refused("busy", "Your last files are still being read. Wait for them, then try again.")
            if self.state.phase == "done":
                return False
            self.tell(**changes)
            return True
        finally:
            os.close(folder)

    def lines(self, name: str, kind: type[Line], after: int, most: int) -> list[Line]:
        """Some lines of one of its files, each as an object. The last one may be half written yet."""
        with suppress(FileNotFoundError), (self.folder / name).open("rb") as stream:
            chosen = (line for number, line in enumerate(stream) if after <= number < after + most)
            return [msgspec.json.decode(line, type=kind) for line in chosen if line.endswith(b"\n")]
        return []

    def delete(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def no_upload() -> Refused:
    return Refused("no_upload", "These files are not here any more. Bring them once more.", 404)


def find(root: Path, account_id: str, upload_id: str) -> Upload:
    """The upload of this account with this id.

    :raises Refused: ``no_upload``
    """
    found = [each for each in of_account(root, account_id) if each.id == upload_id]
    if not found:
        raise no_upload()
    return found[0]


def of_account(root: Path, account_id: str) -> list[Upload]:
    return [each for each in _below(folder_of(root, account_id)) if not _is_old(each)]


def delete_old(root: Path) -> None:
    """Delete all uploads of more than an hour ago that are not at work."""
    with suppress(FileNotFoundError):
        for folder in (root / "uploads").iterdir():
            for upload in _below(folder):
                if _is_old(upload):
                    upload.delete()
            with suppress(OSError):
                folder.rmdir()  # Only an empty one.


def _below(folder: Path) -> Iterator[Upload]:
    with suppress(FileNotFoundError):
        yield from (Upload(each.name, each) for each in sorted(folder.iterdir()))


def _is_old(upload: Upload) -> bool:
    """Whether its hour is over, or its upload was cut off before it had a state."""
    with suppress(Refused):
        state = upload.state
        return not state.is_running and state.made < clock.now() - KEPT_MS
    return True


def folder_of(root: Path, account_id: str) -> Path:
    """The folder of the uploads of this account."""
    if not _ID.fullmatch(account_id):
        raise no_upload()
    return root / "uploads" / account_id
