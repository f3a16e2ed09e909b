"""Finding the files to import below a path, and reading their items."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from facilitator.log.transfer.decoding import is_inside_folder
from facilitator.log.transfer.formats import csv, json, markdown
from facilitator.log.transfer.mapping.record import to_record
from facilitator.log.transfer.records import (
    TOO_DEEP,
    ImportIssue,
    ImportRecord,
    Location,
    ParsedItem,
    ParseError,
)
from facilitator.refused import Refused

log = logging.getLogger("facilitator.log")

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
MARKDOWN_BYTES = 4 * 1024 * 1024
"""The limit for a Markdown file, which is one entry: with room for other encodings and for what is left out."""
OTHERS = frozenset({".csv", ".tsv", ".json"})


@dataclass(frozen=True)
class Source:
    """A file to import, and its name in messages: its path relative to the imported folder."""

    file: Path
    name: PurePosixPath


def source_files(path: Path) -> list[Source]:
    """The file itself, or the Markdown files below a folder, sorted by name in each folder.

    Of a folder without a Markdown file it is the tables and exports: beside Markdown they tell the same once more.

    :raises Refused: ``nothing_there`` when the folder has none
    """
    if path.is_file():
        return [Source(path, PurePosixPath(path.name))]
    files = list(_below(path, MARKDOWN)) or list(_below(path, OTHERS))
    if not files:
        raise Refused("nothing_there", f"There is no Markdown file and no table below {path.name}.", 404)
    return [Source(file, PurePosixPath(file.relative_to(path).as_posix())) for file in files]


def _below(folder: Path, endings: frozenset[str]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        # Hidden folders and files belong to programs, such as .git and .obsidian.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in endings and not name.startswith("."):
                yield Path(place, name)


def read_source(path: Path, source: Source) -> Iterator[ImportRecord | ImportIssue]:
    """The records of a file's items, and an issue for each item that cannot be imported."""
    try:
        if path.is_dir() and not is_inside_folder(source.file, path):
            raise ParseError("It is a link to a place outside of the folder. Bring the file itself.")
        for found in _found(path, source):
            yield found if isinstance(found, ImportIssue) else _composed(found)
    except ParseError as error:
        yield ImportIssue(Location(str(source.name), error.line or 1), error.message, error.names)
    except RecursionError:
        yield ImportIssue(Location(str(source.name)), TOO_DEEP)
    except Exception as error:
        yield _unforeseen(Location(str(source.name)), error)


def _unforeseen(location: Location, error: Exception) -> ImportIssue:
    """An issue for an error that no code here expects: it must not keep the other files out."""
    log.error("reading %s failed", location, exc_info=error)
    return ImportIssue(location, f"This version cannot read it ({type(error).__name__}). Please report that.")


def _found(path: Path, source: Source) -> Iterator[ParsedItem | ImportIssue]:
    suffix, file = source.file.suffix.lower(), source.file
    if suffix in MARKDOWN:
        yield _markdown(path, source)
    elif suffix in {".csv", ".tsv"}:
        yield from csv.read_csv(file, source.name, _day_of(file))
    elif suffix == ".json":
        yield from json.read_json(file, source.name)
    else:
        raise ParseError("Bring Markdown (.md), a table (.csv) or an export of a log (.json).")


def _markdown(path: Path, source: Source) -> ParsedItem:
    """The item of a Markdown file. Its key comes from the folder's name and the file's name in the folder."""
    _refuse_large(source.file)
    root = path.resolve() if path.is_dir() else path.resolve().parent
    same = hashlib.sha256(f"{root.name}/{source.name}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    found = markdown.read_markdown(source.file, source.name, f"file:{same}", _day_of(source.file))
    entry_id = found.values.get("id") if "format" in found.values else None
    return replace(found, key=f"id:{entry_id}") if entry_id else found


def _refuse_large(file: Path) -> None:
    # What cannot be looked at cannot be opened either, which is told then.
    with suppress(OSError):
        if file.stat().st_size > MARKDOWN_BYTES:
            raise ParseError("It is larger than 4 MiB, and an entry has at most 200 KB. Split it.")


def _composed(found: ParsedItem) -> ImportRecord | ImportIssue:
    try:
        return to_record(found)
    except ParseError as error:
        line = error.line or found.lines.get(error.field, found.location.line)
        return ImportIssue(replace(found.location, line=line), error.message, found.names)
    except RecursionError:
        return ImportIssue(found.location, TOO_DEEP)
    except Exception as error:
        return _unforeseen(found.location, error)


def _day_of(file: Path) -> str:
    """The date of the file's last change, or ``""`` if a wrong clock has left an impossible one."""
    try:
        return datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC).date().isoformat()
    except (OSError, OverflowError, ValueError):
        return ""
