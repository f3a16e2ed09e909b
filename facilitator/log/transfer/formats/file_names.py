"""The day and the title that the name of a file says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote

from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.records import DateFrom, ParseError

# Notion and others put the id of a page behind its title.
_ID = re.compile(r"[-_ ]+(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
_TIME = re.compile(r"[T_ -]?\d\d[:.h-]?\d\d(?:[:.-]?\d\d)?Z?(?![^\W_])", re.ASCII)


def day_of_names(title: str, path: PurePosixPath) -> tuple[str, DateFrom]:
    """The day that a title, a file's name or those of its folders say, and which: a whole day before a month.

    :raises ParseError: when its day and its month can be either way.
    """
    names: list[tuple[str, DateFrom]] = [(_words(path), "name"), (str(path.parent / path.stem), "name")]
    texts: list[tuple[str, DateFrom]] = names if title == title_of_path(path) else [(title, "file"), *names]
    try:
        found = [(day, where) for text, where in texts if (day := dates.find_day(text))]
    except dates.AmbiguousDay as error:
        raise ParseError(str(error)) from error
    best = min(found, key=lambda each: not each[0].whole, default=None)
    return (best[0].day.isoformat(), best[1]) if best else ("", "file")


def title_of_path(path: PurePosixPath) -> str:
    """The words of a file's name: ``2026-03-09-the-long-night.md`` is ``the long night``."""
    words = _words(path)
    while found := _day_in(words):
        after = words[found.end :]
        time = _TIME.match(after)
        words = f"{words[: found.start].rstrip(' -_.')} {after[time.end() if time else 0 :]}"
    return re.sub(r"[-_\s]+", " ", words).strip(" .,:–—()[]") or path.stem


def _day_in(words: str) -> dates.FoundDay | None:
    try:
        return dates.find_day(words)
    except dates.AmbiguousDay:
        return None


def _words(path: PurePosixPath) -> str:
    return _ID.sub("", unquote(path.stem))
