"""One item on its way into the log: what a file said, and what became of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitator.log.entry.content import Content

RawValue = str | list[Any] | dict[str, Any]
TOO_DEEP = "It is nested too deeply. Take out some of its levels."


@dataclass(frozen=True)
class Location:
    """A place in a file, for the person who can put it right. ``line`` counts from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class ImportIssue:
    """What could not be read, and why, in a sentence."""

    location: Location
    message: str


class ParseError(Exception):
    """Raised while one item is read; the others go in.

    :param field: the field that is wrong, when its line is not known where this is raised.
    """

    def __init__(self, message: str, line: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.field = message, line, field


@dataclass(frozen=True)
class ParsedItem:
    """What a file says of one item, by our fields where we know them, as text, lists and mappings.

    :param key: what stays the same when the item is read again.
    :param fallback_date: the date of the file itself, for an item that names none.
    """

    location: Location
    key: str
    values: Mapping[str, RawValue]
    extra: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    fallback_date: str = ""


@dataclass(frozen=True)
class RevisionRecord:
    """What somebody did with an entry; ``by`` is the e-mail address of their account, ``at`` in milliseconds.

    ``before`` is what the entry said until then, as `content.dump` gives it.
    """

    version: int
    at: int
    kind: str
    by: str
    before: dict[str, Any]


@dataclass(frozen=True)
class ImportRecord:
    """An item that can go into the log.

    ``digest`` changes with what the file says. ``id`` is the entry's own when a log of ours wrote the
    file, ``visibility`` and ``author`` (an e-mail address) are empty when the file doesn't say them,
    and the instants, in milliseconds, are 0. ``done_at`` is when each of its actions ended, ``uses``
    the ids of the entries that it used; ``version`` is 0 unless the file says what the entry said before.
    """

    location: Location
    key: str
    digest: str
    content: Content
    extra: Mapping[str, str]
    id: str = ""
    origin: str = ""
    visibility: str = ""
    author: str = ""
    agreed: str = ""
    named: bool = False
    draft: bool = False
    created_at: int = 0
    updated_at: int = 0
    summary: dict[str, Any] | None = None
    done_at: tuple[int, ...] = ()
    uses: tuple[str, ...] = ()
    version: int = 0
    review_at: int = 0
    revisions: tuple[RevisionRecord, ...] = ()
    notes: tuple[str, ...] = ()
