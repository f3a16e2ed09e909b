"""Reading the text of a file in any common encoding."""

from __future__ import annotations

import codecs
import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, TextIO

from facilitator.log.transfer.records import ParseError

MOST_BYTES = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_SAMPLE = 256 * 1024
"""Bytes, from shortly before the first one that is not UTF-8, by which an older encoding is guessed."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
]


def read_text(file: Path) -> str:
    r"""The text of the file, with ``\n`` as line ends.

    :raises ParseError: when it cannot be opened, is larger than 64 MiB, or is no text.
    """
    with open_text(file) as stream:
        return stream.read()


def open_text(file: Path) -> TextIO:
    r"""The text of the file as a stream, with ``\n`` as line ends. All of it has been decoded once before.

    :raises ParseError: when it cannot be opened, is larger than 64 MiB, or is no text.
    """
    try:
        stream = io.BufferedReader(io.FileIO(file, opener=_at_once))
    except OSError as error:
        raise ParseError(f"It cannot be opened: {error.strerror}.") from error
    try:
        _check_size(stream)
        encoding = _encoding(stream)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return io.TextIOWrapper(stream, encoding)


def is_inside_folder(file: Path, folder: Path) -> bool:
    """Whether the file is in the folder after all links are resolved. False for an invalid file name."""
    try:
        return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
    except ValueError:
        return False


def _at_once(file: str, flags: int) -> int:
    """Open without waiting: a pipe that nobody writes to would never be open."""
    return os.open(file, flags | os.O_NONBLOCK)


def _check_size(stream: BinaryIO) -> None:
    """Refuse devices and pipes as well, because reading them may never end."""
    found = os.fstat(stream.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise ParseError("It is no file that can be read. Bring a plain file.")
    if found.st_size > MOST_BYTES:
        raise ParseError("It is larger than 64 MiB. Split it.")


def _encoding(stream: BinaryIO) -> str:
    """The encoding of a text: by its byte order mark, else UTF-8, else the most likely one."""
    start = stream.read(4)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    first_bad = _first_bad(stream, marked or "utf-8")
    if first_bad is None:
        return marked or "utf-8"
    guessed = "" if marked else _guess(stream, first_bad[0])
    if not guessed or _first_bad(stream, guessed) is not None:
        raise ParseError("It is no text that we can read. Save it as UTF-8.", first_bad[1])
    return guessed


def _first_bad(stream: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """Where the first byte stands that the encoding does not have, and its line; None without one.

    :raises ParseError: when there are zero bytes in the text.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    line, chunk = 1, b"-"
    while chunk:
        chunk = stream.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            bad = stream.tell() - len(error.object) + error.start
            return bad, line + error.object.count(b"\n", 0, error.start)
        if "\0" in text:
            zero = line + text.count("\n", 0, text.index("\0"))
            raise ParseError("It is no text: there are zero bytes in it.", zero)
        line += text.count("\n")
    return None


def _guess(stream: BinaryIO, first_bad: int) -> str:
    from charset_normalizer import from_bytes  # Only files in other encodings than Unicode's need it.

    start = max(0, first_bad - _CHUNK)
    stream.seek(start)
    sample = stream.read(_SAMPLE)
    # A letter that is cut at one of the sample's ends would be none of its encoding. Lines of ASCII tell nothing.
    lines = sample.split(b"\n")[1 if start else 0 : -1 if len(sample) == _SAMPLE else None]
    telling = [line for line in lines if not line.isascii()]
    best = from_bytes(b"\n".join(telling) or sample, cp_isolation=_USUAL).best()
    return best.encoding if best else ""
