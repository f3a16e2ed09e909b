"""Export of the log: a folder of Markdown files, or one JSON file."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.log.entry.access import entry_for, no_entry, visible_to
from facilitator.log.entry.reader import Reader, reader_of
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry
from facilitator.log.entry.view import summary_for, view_for, whole_summary
from facilitator.log.transfer import extras
from facilitator.log.transfer.formats import json, markdown
from facilitator.log.transfer.mapping.map_fields import FORMAT
from facilitator.log.transfer.schema import export_entry
from facilitator.refused import Refused
from facilitator.summary.model import Summary

SLUG_LENGTH = 60
SLUG_BYTES = 160
"""File systems limit a whole name to 255 bytes, and one letter of the slug may have four."""
_APART = re.compile(r"[^\w]+|_+")


def exported_entries(session: Session, account: Account | None) -> Iterator[dict[str, Any]]:
    """The entries that an account may see, as plain data in the form in which it may see them.

    Without an account, all entries with all their data, for the operator.
    """
    reader = reader_of(account) if account else None
    query = select(Entry).order_by(Entry.date, Entry.created_at, Entry.id)
    if reader:
        query = query.where(visible_to(reader))
    emails = dict(session.execute(select(Account.id, Account.email)).all())
    for entry in session.scalars(query.execution_options(yield_per=200)):
        yield _as_read(session, entry, reader) if reader else _whole(session, entry, emails)


def _whole(session: Session, entry: Entry, emails: dict[str, str]) -> dict[str, Any]:
    author = emails.get(entry.account_id or "", "")
    kept = extras.all_extras(session, entry, emails)
    return export_entry(entry, content_of(session, entry), author, entry.summary, kept)


def _as_read(session: Session, entry: Entry, reader: Reader) -> dict[str, Any]:
    shown = view_for(session, entry, reader)
    summary = msgspec.to_builtins(shown.summary) if entry.is_of_a_group else None
    return export_entry(entry, shown.content, "", summary, extras.extras_for_reader(session, shown, reader))


def exported_summary(session: Session, which: str, account: Account | None) -> Summary:
    """The summary of the entry with this id, or of the meeting's, as an account may see it.

    Without an account, with everything that is in it, for the operator.

    :raises Refused: ``no_entry``
    """
    entry = session.scalar(select(Entry).where(or_(Entry.id == which, Entry.meeting_id == which)))
    if entry is None:
        raise no_entry()
    if account is None:
        return whole_summary(session, entry)
    reader = reader_of(account)
    return summary_for(session, entry_for(session, entry.id, reader), reader)


def write_json(path: Path, found: Iterable[dict[str, Any]]) -> int:
    """Write one file that only its owner can read. Returns the number of entries in it.

    :raises Refused: ``exists``
    """
    listed = list(found)
    write_new(path, json.render_json(listed))
    return len(listed)


def write_markdown(folder: Path, found: Iterable[dict[str, Any]]) -> int:
    """Write a Markdown file for each entry, and JSON files beside it for data that is not for reading.

    Returns the number of entries.

    :raises Refused: ``exists``, when there is something in the folder
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise _exists(folder)
    taken: set[str] = set()
    for entry in found:
        name = _name(entry, taken)
        files = {field: f"{name}.{ending}" for field, ending in markdown.BESIDE.items() if entry.get(field)}
        for field, file in files.items():
            write_new(folder / file, msgspec.json.format(msgspec.json.encode(entry[field]), indent=1))
        write_new(
            folder / f"{name}.md", markdown.render_markdown({"format": FORMAT} | entry | files).encode()
        )
    return len(taken)


def _name(entry: dict[str, Any], taken: set[str]) -> str:
    """An unused file name without ending: the date and the title, with a number if these are taken."""
    title = unicodedata.normalize("NFC", entry.get("title", "")).casefold()
    slug = _cut(_APART.sub("-", title)[:SLUG_LENGTH]).strip("-")
    plain = f"{entry['date']}-{slug or 'entry'}"
    name = next(
        each for number in count(1) if (each := plain if number == 1 else f"{plain}-{number}") not in taken
    )
    taken.add(name)
    return name


def _cut(slug: str) -> str:
    return slug.encode()[:SLUG_BYTES].decode(errors="ignore")


def write_new(file: Path, data: bytes) -> None:
    """Write a file that only its owner can read.

    :raises Refused: ``exists``
    """
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _exists(file) from None
    with os.fdopen(opened, "wb") as stream:
        stream.write(data)


def _exists(path: Path) -> Refused:
    return Refused("exists", f"There is something at {path} already. Name a place that is empty.")
