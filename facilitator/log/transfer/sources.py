"""Finding the files to import below a path, and reading their items."""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
import re
from collections import Counter
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
_OF_NOTION = re.compile(r"(.+) [0-9a-f]{32}(?=_all$|$)")
_IS_EXPORT = re.compile(rb'"format"\s*:\s*"facilitator-log/')
_START = 4096


@dataclass(frozen=True)
class Source:
    """A file to import, and its name in messages: its path relative to the imported folder."""

    file: Path
    name: PurePosixPath


def source_files(path: Path) -> list[Source]:
    """The file itself, or the Markdown files, tables and exports below a folder, sorted by name in each folder.

    :raises Refused: ``nothing_there`` when the folder has none
    """
    if path.is_file():
        return [Source(path, PurePosixPath(path.name))]
    files = list(filter(_is_source, _below(path)))
    if not files:
        raise Refused("nothing_there", f"There is no Markdown file and no table below {path.name}.", 404)
    return [Source(file, PurePosixPath(file.relative_to(path).as_posix())) for file in files]


def left_files(folder: Path) -> Counter[str]:
    """The endings of the files below a folder that are not read, counted. Those that are part of an entry are."""
    files = (file for file in _below(folder) if not (_is_source(file) or _entry_beside(file)))
    return Counter(file.suffix.lower() for file in files)


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        # Hidden folders and files belong to programs, such as .git and .obsidian.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(files) if not name.startswith("."))


def _is_source(file: Path) -> bool:
    """Whether it has entries of its own. Anybody's JSON has none, nor has a table that Notion adds to its pages."""
    suffix = file.suffix.lower()
    if suffix == ".json":
        return not _entry_beside(file) and (file.name.endswith("summary.json") or _is_export(file))
    return suffix in MARKDOWN or (suffix in OTHERS and not _has_pages(file))


def _entry_beside(file: Path) -> bool:
    """Whether the file beside it is an entry that `facilitator export` wrote, and this one a part of that."""
    ends = (end for end in markdown.BESIDE.values() if file.name.endswith(f".{end}"))
    return any(file.with_name(f"{file.name.removesuffix(end)}md").exists() for end in ends)


def _is_export(file: Path) -> bool:
    # A pipe would be waited for.
    if not file.is_file():
        return False
    with suppress(OSError), file.open("rb") as stream:
        return bool(_IS_EXPORT.search(stream.read(_START)))
    return False


def _has_pages(table: Path) -> bool:
    if not (found := _OF_NOTION.match(table.stem)):
        return False
    folders = (table.with_name(name) for name in (found[0], found[1]))
    return any(next(folder.glob("*.md"), None) for folder in folders)


def read_source(path: Path, source: Source) -> Iterator[ImportRecord | ImportIssue]:
    """The records of a file's items, and an issue for each item that cannot be imported."""
    try:
        if path.is_dir() and not is_inside_folder(source.file, path):
            raise ParseError("It is a link to a place outside of the folder. Bring the file itself.")
        for found in _found(path, source):
            yield found if isinstance(found, ImportIssue) else _composed(found)
    except Exception as error:
        yield _issue(error, Location(str(source.name)))


def _composed(found: ParsedItem) -> ImportRecord | ImportIssue:
    try:
        return to_record(found)
    except Exception as error:
        if isinstance(error, ParseError):
            error.line, error.names = error.line or found.lines.get(error.field), found.names
        return _issue(error, found.location)


def _issue(error: Exception, where: Location) -> ImportIssue:
    """An issue for an error in a file or an item, also one that no code here expects: the others still go in."""
    if isinstance(error, ParseError):
        return ImportIssue(replace(where, line=error.line or where.line), error.message, error.names)
    if isinstance(error, RecursionError):
        return ImportIssue(where, TOO_DEEP)
    log.error("reading %s failed", where, exc_info=error)
    return ImportIssue(where, f"This version cannot read it ({type(error).__name__}). Please report that.")


def _found(path: Path, source: Source) -> Iterator[ParsedItem | ImportIssue]:
    suffix, file = source.file.suffix.lower(), source.file
    if suffix in MARKDOWN:
        yield _markdown(path, source)
    elif suffix in {".csv", ".tsv"}:
        # A single table is known by its name, wherever it is.
        place = f"{path.resolve().name}/{source.name}" if path.is_dir() else source.name.name
        yield from csv.read_csv(file, source.name, place, _day_of(file))
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


def _day_of(file: Path) -> str:
    """The date of the file's last change, or ``""`` if a wrong clock has left an impossible one."""
    try:
        return datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.UTC).date().isoformat()
    except (OSError, OverflowError, ValueError):
        return ""
