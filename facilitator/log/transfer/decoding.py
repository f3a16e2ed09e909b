"""Reading the text of a file in any common encoding."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from facilitator.log.transfer.records import ParseError

MOST_BYTES = 64 * 1024 * 1024
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
    try:
        data = _bytes_of(file)
    except OSError as error:
        raise ParseError(f"It cannot be opened: {error.strerror}.") from error
    if len(data) > MOST_BYTES:
        raise ParseError("It is larger than 64 MiB. Split it.")
    return decode(data).replace("\r\n", "\n").replace("\r", "\n")


def is_inside_folder(file: Path, folder: Path) -> bool:
    """Whether the file is in the folder after all links are resolved. False for an invalid file name."""
    try:
        return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))
    except ValueError:
        return False


def _bytes_of(file: Path) -> bytes:
    """The bytes of the file, at most one more than the limit.

    Devices and pipes are refused, because reading them may never end. Opening does not block, for the same
    reason.
    """
    with open(file, "rb", opener=_at_once) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise ParseError("It is no file that can be read. Bring a plain file.")
        return stream.read(MOST_BYTES + 1)


def _at_once(file: str, flags: int) -> int:
    return os.open(file, flags | os.O_NONBLOCK)


def decode(data: bytes) -> str:
    """The text of the bytes: by their byte order mark, else as UTF-8, else in the most likely encoding.

    :raises ParseError: when it is no text.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        text = "" if marked else _guess(data)
        if not text:
            raise ParseError(
                "It is no text that we can read. Save it as UTF-8.", _line(data, error)
            ) from error
    if "\0" in text:
        raise ParseError(
            "It is no text: there are zero bytes in it.", text.count("\n", 0, text.index("\0")) + 1
        )
    return text


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # Only files in other encodings than Unicode's need it.

    best = None if b"\0" in data else from_bytes(data, cp_isolation=_USUAL).best()
    return str(best) if best else ""


def _line(data: bytes, error: UnicodeDecodeError) -> int:
    return data.count(b"\n", 0, error.start) + 1
