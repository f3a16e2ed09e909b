"""The stages of one item in an import: parsed from a file, then as a record for the log, or an issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from facilitator.log.entry.content import Content

DateFrom = Literal["file", "name", "last change"]
"""Who says the date: the item in its file, the file's name, or only when the file was changed last."""
ImportResult = Literal["new", "updated", "unchanged", "newer here"]
RESULTS: Sequence[ImportResult] = ("new", "updated", "unchanged", "newer here")
NameKind = Literal["column", "heading"]
RawValue = str | list[Any] | dict[str, Any]
TOO_DEEP = "It is nested too deeply. Take out some of its levels."


@dataclass(frozen=True)
class Location:
    """A place in a file, for messages to the person who can correct it. ``line`` counts from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class TakenName(NamedTuple):
    """A column (or a key), or a heading, and the field that it was taken as; see `chosen.CHOICES`."""

    name: str
    kind: NameKind
    field: str


@dataclass(frozen=True)
class ImportIssue:
    """An item that could not be imported: its location, the reason in a sentence, and the names in it."""

    location: Location
    message: str
    names: tuple[TakenName, ...] = ()


class ParseError(Exception):
    """An error in one item, or in a whole file. Other items and files are still imported.

    :param field: the wrong field, when the code that raises this does not know its line.
    :param names: the names in what is wrong: perhaps one of them was taken as the wrong field.
    """

    def __init__(
        self, message: str, line: int | None = None, field: str = "", names: tuple[TakenName, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.field, self.names = message, line, field, names


@dataclass(frozen=True)
class ParsedItem:
    """One item as it was parsed from a file. Its values are texts, lists and mappings, not checked yet.

    :param key: identifies the item; it is the same when the file is imported again.
    :param values: the values by our field names.
    :param extra: the values that no field has, by their names in the file.
    :param lines: the lines of the fields in the file.
    :param fallback_date: the date of the file itself, for an item without a date.
    :param date_from: where the item's date stands, if it has one.
    :param names: its columns, keys and headings, and what they were taken as.
    """

    location: Location
    key: str
    values: Mapping[str, RawValue]
    extra: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    fallback_date: str = ""
    date_from: DateFrom = "file"
    names: tuple[TakenName, ...] = ()


@dataclass(frozen=True)
class RevisionRecord:
    """An imported revision: what somebody did with an entry.

    ``by`` is the e-mail address of their account. ``at`` is in milliseconds since the epoch. ``before`` is
    the content of the entry until then, as `content.dump` gives it.
    """

    version: int
    at: int
    kind: str
    by: str
    before: dict[str, Any]


@dataclass(frozen=True)
class ImportRecord:
    """An item that can be written into the log.

    ``digest`` changes when the item changes in its file. ``id`` is the entry's id if the file is an export
    of facilitator. ``visibility`` and ``author`` (an e-mail address) are empty, and instants (milliseconds
    since the epoch) and ``version`` are 0, if the file does not have them. ``done_at`` has the ends of the
    actions in their order. ``uses`` are the ids of linked earlier entries, and ``follows`` is that
    of the entry whose meeting its own followed.
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
    tells_drivers: bool = False
    draft: bool = False
    created_at: int = 0
    updated_at: int = 0
    summary: dict[str, Any] | None = None
    done_at: tuple[int, ...] = ()
    uses: tuple[str, ...] = ()
    follows: str = ""
    version: int = 0
    review_at: int = 0
    revisions: tuple[RevisionRecord, ...] = ()
    date_from: DateFrom = "file"
    names: tuple[TakenName, ...] = ()
