"""Keeping what somebody uploads: the files that can be imported, below a new folder."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from werkzeug.datastructures import FileStorage

from facilitator import clock
from facilitator.log.transfer.archive import Names, write_new
from facilitator.log.transfer.gathering import ZIP
from facilitator.log.transfer.sources import MARKDOWN, OTHERS
from facilitator.log.uploads.store import State, Upload, folder_of, of_account
from facilitator.refused import Refused
from facilitator.tokens import new_id

MOST_NAME_BYTES, MOST_ENDING = 200, 10
"""Bytes of a name without its ending, and characters of that: both fit in the 255 bytes of most file systems."""
ENDINGS = MARKDOWN | OTHERS | {ZIP}


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
    upload = Upload(upload_id, folder_of(root, account_id) / upload_id)
    try:
        upload.files.mkdir(mode=0o700, parents=True)
        upload.folder.parent.chmod(0o700)
        upload.put(State(phase="reading", made=now, at=now))
        kept = [_keep(upload.files, file, changed_at, names) for file, changed_at in sent]
        upload.put(State(phase="reading", made=now, at=clock.now()))
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


def _keep(folder: Path, sent: FileStorage, changed_at: int, names: Names) -> bool:
    """Keep a file below the folders that its name tells; of one that cannot be imported its name, to say so.

    Returns whether it can be imported. What is hidden is not kept.
    """
    parts = [_plain(part) for part in PurePosixPath((sent.filename or "").replace("\\", "/")).parts]
    *folders, name = [part for part in parts if part] or [""]
    if not name or any(part.startswith(".") for part in (*folders, name)):
        return False
    suffix = PurePosixPath(name).suffix
    is_fit = suffix.lower() in ENDINGS
    path = PurePosixPath(*map(_cut, folders), _cut(name.removesuffix(suffix)) + suffix[:MOST_ENDING])
    write_new(folder / names.unused(path), sent.stream if is_fit else io.BytesIO(), changed_at / 1000)
    return is_fit


def _plain(part: str) -> str:
    """A part of a path as a name here: not one that leads elsewhere."""
    plain = "".join(char for char in part if char.isprintable() and char != "/").strip()
    return "" if plain in {".", ".."} else plain


def _cut(name: str) -> str:
    """The name, not too long for the file system."""
    return name.encode()[:MOST_NAME_BYTES].decode(errors="ignore")
