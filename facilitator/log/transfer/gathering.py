"""What there is to import below several paths: files, folders and zips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.log.transfer import archive
from facilitator.log.transfer.records import ImportIssue, Location, ParseError
from facilitator.log.transfer.sources import MARKDOWN, OTHERS, Source, left_files, source_files
from facilitator.refused import Refused

ZIP = ".zip"


@dataclass
class Gathered:
    """The files to read, each with the path that was named and holds it.

    ``left`` are the endings of files in folders and zips that are not read, counted.
    """

    files: list[tuple[Path, Source]] = field(default_factory=list)
    issues: list[ImportIssue] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)


def gather(paths: Sequence[Path], scratch: Path) -> Gathered:
    """All files to import.

    :param scratch: a folder for what is in zips. It must stay until the files are read.
    """
    found = Gathered()
    for number, path in enumerate(paths):
        try:
            _add(found, path, scratch / str(number))
        except (ParseError, Refused) as error:
            found.issues.append(ImportIssue(Location(path.name), error.message))
    return found


def _add(found: Gathered, path: Path, scratch: Path) -> None:
    folder = path
    if path.suffix.lower() == ZIP and path.is_file():
        folder, left = archive.unpack(path, scratch / path.stem, MARKDOWN | OTHERS)
        found.left += left
    if folder.is_dir():
        found.left += left_files(folder)
    found.files += [(folder, source) for source in source_files(folder)]
