"""Reading the rows of a CSV file one at a time, in any common dialect."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TextIO

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.records import ParseError

MOST_ROW = 4 * MOST_BYTES
"""Characters of a row. No entry holds what a longer one says, and an open quote would take the rest of the file."""
MOST_LINES = 1_000_000
"""Lines of a file. To go through more of them takes long, also where nothing stands in them."""
MOST_BAD = 1000
"""Rows that cannot be read. With more of them it is no table."""
_RULE = re.compile(r":?-{2,}:?")


@dataclass(frozen=True)
class Row:
    """The cells of a row, and the line in which it begins. With an error it has no cells."""

    line: int
    cells: list[str]
    error: str = ""


def read_rows(stream: TextIO, delimiter: str) -> Iterator[Row]:
    """The rows in which anything stands. One that cannot be read has an error, and the next line is read again."""
    csv.field_size_limit(MOST_ROW)
    lines, bad = _Lines(stream), 0
    reader = _reader(lines, delimiter)
    while bad <= MOST_BAD:
        lines.begin_row()
        line = lines.number + 1
        if line > MOST_LINES:
            raise ParseError("It has more than a million lines. Split it.", line)
        try:
            cells = next(reader, None)
        except (csv.Error, ParseError) as error:
            is_one_too_long = isinstance(error, ParseError) and len(lines.row) == 1
            cells = None if is_one_too_long else _mended(lines, delimiter)
            if cells is None:
                bad += 1
                yield Row(line, [], f"This row cannot be read: {error}.")
                continue
        if cells is None:
            return
        told = [cell for cell in cells if cell.strip()]
        if told and not all(_RULE.fullmatch(cell.strip()) for cell in told):
            yield Row(line, cells)
    raise ParseError(f"More than {MOST_BAD} rows cannot be read. Save it as a table again.", line)


class _Lines(Iterator[str]):
    """The lines of a stream. Those of one row are kept, so that they can be read again in another way."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._again: list[str] = []
        self.number = 0
        self.begin_row()

    def begin_row(self) -> None:
        self.row: list[str] = []
        self._length = 0

    def end_row_after_first(self) -> None:
        """Make the first line of this row a whole row. The others are read again."""
        self.number -= len(self.row) - 1
        self._again += reversed(self.row[1:])

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._stream.readline(MOST_ROW)
        if not line:
            raise StopIteration
        rest = line
        while len(rest) == MOST_ROW and not rest.endswith("\n"):
            rest = self._stream.readline(MOST_ROW)
        if rest is not line:
            line += "\n"  # It is too long with what was read of it.
        self.number += 1
        self.row.append(line)
        self._length += len(line)
        if self._length >= MOST_ROW:
            raise ParseError("it is longer than an entry may be")
        return line


def _reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)


def _mended(lines: _Lines, delimiter: str) -> list[str] | None:
    """The cells of a row with quotes inside of quotes, from its first line or from as many as it needs."""
    for given in (1, len(lines.row)):
        source = lines.row[:given]
        more = lines if given > 1 else ()
        try:
            cells = next(_reader((_mend(line, delimiter) for line in chain(source, more)), delimiter))
        except (csv.Error, ParseError):
            continue
        if given == 1:
            lines.end_row_after_first()
        return cells
    lines.end_row_after_first()
    return None


def _mend(line: str, delimiter: str) -> str:
    r"""The line with quotes inside of quotes doubled: ``\"``, and those beside which no cell begins or ends."""
    cut = re.escape(delimiter)
    line = re.sub(rf'" +(?={cut}|$)', '"', line.replace('\\"', '""'))
    line = re.sub(rf'(^|{cut}) +"', r'\1"', line)
    return re.sub(rf'(?<=[^{cut}"\n])"(?=[^{cut}"\n])', '""', line)
