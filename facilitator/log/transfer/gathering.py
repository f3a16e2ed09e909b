"""What there is to import below several paths: files, folders and zips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from facilitator.log.transfer import archive
from facilitator.log.transfer.records import ImportIssue, Location, ParseError
from facilitator.log.transfer.sources import MARKDOWN, OTHERS, Source, left_files, source_files
from facilitator.refused import Refused

ZIP = ".zip"


def gather(
    paths: Sequence[Path], scratch: Path, left: Counter[str]
) -> Iterator[tuple[Path, Source] | ImportIssue]:
    """All files to import, each with the path that was named and holds it, and an issue for each path without any.

    :param scratch: a folder for what is in zips. It must stay until the files are read.
    :param left: counts the endings of files in folders and zips that are not read.
    """
    for number, path in enumerate(paths):
        try:
            folder = path
            if path.suffix.lower() == ZIP and path.is_file():
                into = scratch / str(number) / path.stem
                folder, unfit = archive.unpack(path, into, MARKDOWN | OTHERS)
                left.update(unfit)
            if folder.is_dir():
                left.update(left_files(folder))
            yield from ((folder, source) for source in source_files(folder))
        except (ParseError, Refused) as error:
            yield ImportIssue(Location(path.name), error.message)
