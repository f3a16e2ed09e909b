"""Where uploads are kept: a folder for each, below one for each account, for an hour."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

import msgspec
from werkzeug.datastructures import FileStorage

from facilitator import clock
from facilitator.log.transfer.archive import Names
from facilitator.log.transfer.gathering import ZIP
from facilitator.log.transfer.outcome import ImportOutcome
from facilitator.log.transfer.records import NameKind
from facilitator.log.transfer.sources import MARKDOWN, OTHERS
from facilitator.refused import Refused
from facilitator.tokens import new_id

KEPT_MS = 3600 * 1000
QUIET_MS = 120 * 1000
"""A process that has told nothing for so long has ended."""
MOST_NAME_BYTES = 200
ENDINGS = MARKDOWN | OTHERS | {ZIP}
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

    def claim(self, **changes: object) -> None:
        """Tell the same as one that begins something, or throws it away: of several at once only one may.

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
            self.tell(**changes)
        finally:
            os.close(folder)

    def lines(self, name: str, kind: type[Line], after: int, most: int) -> list[Line]:
        """Some lines of one of its files, each as an object."""
        with suppress(FileNotFoundError), (self.folder / name).open("rb") as stream:
            chosen = (line for number, line in enumerate(stream) if after <= number < after + most)
            return [msgspec.json.decode(line, type=kind) for line in chosen]
        return []

    def delete(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def no_upload() -> Refused:
    return Refused("no_upload", "These files are not here any more. Bring them once more.", 404)


def add(root: Path, account_id: str, sent: Iterable[tuple[FileStorage, int]]) -> Upload:
    """Keep the files that can be imported, for this account alone, in place of what it uploaded before.

    :param root: the data directory.
    :param sent: the files, each with the instant of its last change, or 0. Their names may have folders.
    :raises Refused: ``nothing_there``, when no file can be imported, ``not_kept``, when the disk is full or a path
        too long for it, or ``busy`` while the last upload is at work.
    """
    for other in of_account(root, account_id):
        other.claim(phase="reading")
        other.delete()
    upload_id, now, names = new_id(), clock.now(), Names()
    upload = Upload(upload_id, _folder_of(root, account_id) / upload_id)
    try:
        upload.files.mkdir(mode=0o700, parents=True)
        upload.folder.parent.chmod(0o700)
        upload.put(State(phase="reading", made=now, at=now))
        kept = [_keep(upload.files, file, changed_at, names) for file, changed_at in sent]
    except OSError as error:
        upload.delete()
        why = f"Your files cannot be kept here: {error.strerror}. Bring fewer, or without their folders."
        raise Refused("not_kept", why, 507) from error
    if not any(kept):
        upload.delete()
        raise Refused(
            "nothing_there", "Choose Markdown files, tables (.csv), exports (.json) or a zip of them.", 422
        )
    return upload


def find(root: Path, account_id: str, upload_id: str) -> Upload:
    """The upload of this account with this id.

    :raises Refused: ``no_upload``
    """
    found = [each for each in of_account(root, account_id) if each.id == upload_id]
    if not found:
        raise no_upload()
    return found[0]


def of_account(root: Path, account_id: str) -> list[Upload]:
    return [each for each in _below(_folder_of(root, account_id)) if not _is_old(each)]


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
    """Whether its hour is over. What has no state yet is being uploaded, or its upload was cut off."""
    with suppress(Refused):
        state = upload.state
        return not state.is_running and state.made < clock.now() - KEPT_MS
    with suppress(FileNotFoundError):
        return upload.folder.stat().st_mtime * 1000 < clock.now() - KEPT_MS
    return True


def _folder_of(root: Path, account_id: str) -> Path:
    if not _ID.fullmatch(account_id):
        raise no_upload()
    return root / "uploads" / account_id


def _keep(folder: Path, sent: FileStorage, changed_at: int, names: Names) -> bool:
    """Keep a file, if it can be imported, below the folders that its name tells. Returns whether it was kept."""
    parts = [_part(part) for part in PurePosixPath((sent.filename or "").replace("\\", "/")).parts]
    path = PurePosixPath(*(part for part in parts if part))
    if path.suffix.lower() not in ENDINGS or any(part.startswith(".") for part in path.parts):
        return False
    file = folder / names.unused(path)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as stream:
        shutil.copyfileobj(sent.stream, stream)
    with suppress(OSError, OverflowError):
        if changed_at:
            os.utime(file, (changed_at / 1000, changed_at / 1000))
    return True


def _part(part: str) -> str:
    """A part of a path as a name here: not one that leads elsewhere, and not too long for the file system."""
    plain = "".join(char for char in part if char.isprintable() and char != "/").strip()
    if plain in {"", ".", ".."}:
        return ""
    stem, suffix = os.path.splitext(plain)
    return stem.encode()[: MOST_NAME_BYTES - len(suffix.encode())].decode(errors="ignore") + suffix
