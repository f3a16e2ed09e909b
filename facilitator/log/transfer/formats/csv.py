"""Reading items from a CSV file of any common dialect: one for each row, or one for a whole board."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TextIO

from facilitator.log.transfer.decoding import open_text
from facilitator.log.transfer.formats.boards import Board, board_of, board_values
from facilitator.log.transfer.formats.file_names import day_of_names, title_of_path
from facilitator.log.transfer.formats.rows import Row, read_rows
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.chosen import KEEP
from facilitator.log.transfer.mapping.columns import Columns
from facilitator.log.transfer.mapping.values import short_hash
from facilitator.log.transfer.records import ImportIssue, Location, ParsedItem, ParseError, RawValue

DELIMITERS = (",", ";", "\t", "|")
_ONE_COLUMN = "\x1f"
_NAMED_DELIMITER = re.compile(r"\s*\"?sep=(.)\"?.*\n", re.IGNORECASE)
_START = 64 * 1024
_ABOVE, _BELOW = 10, 20
"""Rows among which the head is looked for, and rows below them by which a board is recognised."""


@dataclass(frozen=True)
class _Table:
    """How a table is read: its delimiter, the line of its head, what its columns say, and the rows above it."""

    delimiter: str
    line: int
    columns: Columns
    board: Board | None
    above: Mapping[str, str]

    def rows(self, stream: TextIO) -> Iterator[Row]:
        """The rows below the head, from the beginning."""
        stream.seek(0)
        return (row for row in read_rows(stream, self.delimiter) if row.line > self.line)

    @property
    def worth(self) -> tuple[int, int]:
        return self.columns.known + 2 * bool(self.board), len(self.columns.names)


def read_csv(file: Path, name: PurePosixPath, fallback: str) -> Iterator[ParsedItem | ImportIssue]:
    """The items of the rows, and an issue for each row that cannot be read.

    The file is read as a stream, twice: at first to find out what comes first in its days. An item's key comes from
    its id, or without one from its title and date.

    :param name: the file's name for messages.
    :param fallback: the date for rows that name none, ``YYYY-MM-DD``.
    :raises ParseError: when the file is no table, or no column names a title.
    """
    with open_text(file) as stream:
        table = _find_table(stream)
        if table.board:
            yield from _board(table, stream, table.board, name, fallback)
            return
        order = dates.day_order(day for row in table.rows(stream) for day in table.columns.days(row.cells))
        seen, row = Counter[str](), None
        for row in table.rows(stream):
            found = _item(table, row, order, name, fallback)
            if isinstance(found, ParsedItem):
                seen[found.key] += 1
                times = seen[found.key]
                found = found if times == 1 else replace(found, key=f"{found.key}-{times}")
            yield found
        if row is None:
            raise ParseError("There is no row below the names of its columns.", table.line)


def _find_table(stream: TextIO) -> _Table:
    """The table with the most columns that we know, among those that the delimiters and the first rows make."""
    start = stream.read(_START)
    named = _NAMED_DELIMITER.match(start)
    after = start.count("\n", 0, named.end()) if named else 0
    found = [each for mark in (named[1] if named else DELIMITERS) for each in _tables(start, mark, after)]
    if best := max(found, key=lambda table: table.worth, default=None):
        # What stands below one name is one cell, whatever is in it.
        return best if len(best.columns.names) > 1 else replace(best, delimiter=_ONE_COLUMN)
    head = next((row for row in read_rows(io.StringIO(start), ",") if row.cells), None)
    if head is None:
        raise ParseError("Its first line is none of a table.", 1)
    said = ", ".join(cell.strip() for cell in head.cells if cell.strip())[:200]
    names = Columns(head.cells).taken
    raise ParseError(f"No column is called title. The first line says: {said}.", head.line, names=names)


def _tables(start: str, delimiter: str, after: int) -> Iterator[_Table]:
    rows = (row for row in read_rows(io.StringIO(start), delimiter) if row.line > after and not row.error)
    first = list(islice(rows, _ABOVE + _BELOW))
    for place, row in enumerate(first[:_ABOVE]):
        columns = Columns(row.cells)
        board = board_of(columns, [each.cells for each in first[place + 1 :]])
        if board or columns.says_entries:
            yield _Table(delimiter, row.line, columns, board, _above(first[:place]))


def _above(rows: Sequence[Row]) -> dict[str, str]:
    """What stands above the head: names with their values, or the table's own title."""
    said = [[cell.strip() for cell in row.cells if cell.strip()] for row in rows]
    title = "\n".join(", ".join(cells) for cells in said if len(cells) != 2)
    return dict(cells for cells in said if len(cells) == 2) | ({"Table": title} if title else {})


def _board(
    table: _Table, stream: TextIO, board: Board, name: PurePosixPath, fallback: str
) -> Iterator[ParsedItem | ImportIssue]:
    yield from (
        ImportIssue(Location(str(name), row.line), row.error) for row in table.rows(stream) if row.error
    )
    above = dict(table.above)
    title = " ".join(above.pop("Table", "").split()) or title_of_path(name)
    said = Columns([*above]).read([*above.values()])
    cards, names = board_values(board, (row.cells for row in table.rows(stream)))
    values: dict[str, RawValue] = {"title": title} | cards | said.values
    extra = said.extra | ({"sections": str(values.pop(KEEP))} if KEEP in values else {})
    key = f"row:{short_hash(name.name)}"
    item = ParsedItem(Location(str(name), table.line), key, values, extra, {}, fallback, names=names)
    day, date_from = day_of_names(title, name)
    is_dated = "date" in values or not day
    yield item if is_dated else replace(item, values=values | {"date": day}, date_from=date_from)


def _item(
    table: _Table, row: Row, order: dates.Order, name: PurePosixPath, fallback: str
) -> ParsedItem | ImportIssue:
    where, names = Location(str(name), row.line), table.columns.names
    cells = row.cells[: len(names)]
    if row.error:
        return ImportIssue(where, row.error)
    if any(cell.strip() for cell in row.cells[len(names) :]):
        return ImportIssue(
            where, f"This row has {len(row.cells)} cells, and the first line names {len(names)}."
        )
    try:
        mapped = table.columns.read(cells, order)
    except ParseError as error:
        return ImportIssue(where, error.message, table.columns.taken)
    values = mapped.values
    same = table.columns.key(cells) or f"{values.get('title', '')}\n{values.get('date', '')}"
    key = "row:" + short_hash(f"{name.name}\n{same}")
    extra, lines = {**table.above, **mapped.extra}, dict.fromkeys(values, row.line)
    return ParsedItem(where, key, values, extra, lines, fallback, names=mapped.taken)
