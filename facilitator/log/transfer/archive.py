"""Unpacking a zip that somebody else made: only what can be imported, within limits, and nowhere else."""

from __future__ import annotations

import datetime
import lzma
import os
import shutil
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO

from facilitator.log.transfer.decoding import MOST_BYTES
from facilitator.log.transfer.records import ParseError

MOST_FILES = 20_000
MOST_UNPACKED = 4 * MOST_BYTES
MOST_RATIO = 200
"""Text is packed to a tenth or a twentieth. This much is only what somebody made to fill disks."""
_ALWAYS_ALLOWED = 4 * 1024 * 1024
# Of the list of files at the end of a zip: the end of a small one, of a large one, and where their sizes are.
_ENDS = ((b"PK\x06\x06", 40, 8), (b"PK\x05\x06", 12, 4))
_END_BYTES = 66_000
_LIST_BYTES = 100 * MOST_FILES
_IS_UTF8, _IS_LOCKED = 0x800, 0x1
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, NotImplementedError, ValueError, IndexError),
)


def unpack(archive: Path, into: Path, endings: frozenset[str]) -> tuple[Path, Counter[str]]:
    """Unpack the files with these endings below a new folder `into`.

    :returns: the folder with all of them: the only one at the top of the archive, if nothing stands beside it; and
        the endings of the files that were left, counted.
    :raises ParseError: when the archive is broken, locked, too large, or has paths that lead out of it.
    """
    left: Counter[str] = Counter()
    try:
        _refuse_long_list(archive)
        with zipfile.ZipFile(archive) as opened:
            for member, path in _chosen(opened, endings, left):
                _unpack_one(opened, member, into / path)
    except _BROKEN as error:
        raise ParseError("It is no zip that we can read. Unpack it, and bring the folder.") from error
    except OSError as error:
        raise ParseError(f"It cannot be unpacked: {error.strerror or 'its data is broken'}.") from error
    into.mkdir(parents=True, exist_ok=True)
    inside = list(into.iterdir())
    return (inside[0] if len(inside) == 1 and inside[0].is_dir() else into), left


def _refuse_long_list(archive: Path) -> None:
    """Refuse an archive whose list of files would take long to read."""
    with archive.open("rb") as stream:
        stream.seek(max(0, archive.stat().st_size - _END_BYTES))
        end = stream.read()
    for mark, at, size in _ENDS:
        place = end.rfind(mark)
        if place >= 0:
            if int.from_bytes(end[place + at : place + at + size], "little") > _LIST_BYTES:
                raise _too_many()
            return


def _chosen(
    opened: zipfile.ZipFile, endings: frozenset[str], left: Counter[str]
) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """The members to unpack with their paths, after all of them were checked."""
    members = [each for each in opened.infolist() if not each.is_dir()]
    if len(members) > MOST_FILES:
        raise _too_many()
    found: dict[PurePosixPath, zipfile.ZipInfo] = {}
    names = Names()
    for member in members:
        path = _path_of(member)
        if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
            continue
        if path.suffix.lower() not in endings or stat.S_ISLNK(member.external_attr >> 16):
            left[path.suffix.lower()] += 1
        else:
            found[names.unused(path)] = member
    _refuse_bomb(list(found.values()))
    yield from ((member, path) for path, member in found.items())


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _IS_LOCKED for member in members):
        raise ParseError("It is locked with a password. Unpack it, and bring the folder.")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise ParseError("Unpacked it is larger than 256 MiB. Split it.")
    if unpacked > max(_ALWAYS_ALLOWED, MOST_RATIO * packed):
        raise ParseError("Unpacked it grows more than 200 times. Unpack it, and bring the folder.")


def _path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    name = member.filename
    if not member.flag_bits & _IS_UTF8:
        # Without the mark it should be CP437, and is often UTF-8 all the same.
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts[:1] and path.parts[0].endswith(":")):
        raise ParseError("There is a path in it that leads out of it. Unpack it, and bring the folder.")
    return path


class Names:
    """Names of files that differ: the second of one name gets a number."""

    def __init__(self) -> None:
        self._times: Counter[PurePosixPath] = Counter()

    def unused(self, path: PurePosixPath) -> PurePosixPath:
        plain = path
        while self._times[path]:
            self._times[plain] += 1
            path = plain.with_stem(f"{plain.stem} ({self._times[plain]})")
        self._times[path] = 1
        return path


def _unpack_one(opened: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path) -> None:
    changed_at = 0.0
    with suppress(ValueError, OverflowError):
        changed_at = datetime.datetime(*member.date_time, tzinfo=datetime.UTC).timestamp()
    # More than the archive promised is not read, whatever is in it.
    with opened.open(member) as source:
        write_new(file, source, changed_at)


def write_new(file: Path, source: IO[bytes], changed_at: float) -> None:
    """Write a new file, below new folders.

    :param changed_at: when it was changed last, in seconds, or 0: the day of what names none.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as target:
        shutil.copyfileobj(source, target)
    with suppress(OSError, OverflowError):
        if changed_at:
            os.utime(file, (changed_at, changed_at))


def _too_many() -> ParseError:
    return ParseError("There are more than 20,000 files in it. Split it.")
