"""Reading items from a CSV file of any common dialect: one for each row, or one for a whole board."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TextIO

from facilitator.log.transfer.decoding import open_text
from facilitator.log.transfer.formats.boards import Board, BoardEntry, board_of
from facilitator.log.transfer.formats.rows import Row, read_rows
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.columns import Columns
from facilitator.log.transfer.mapping.values import short_hash
from facilitator.log.transfer.records import ImportIssue, Location, ParsedItem, ParseError, RawValue

DELIMITERS = (",", ";", "\t", "|")
_ONE_COLUMN = "\x1f"
_NAMED_DELIMITER = re.compile(r"\"?sep=(.)\"?[,;|\s]*", re.IGNORECASE)
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
    above: Sequence[Sequence[str]]

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
        seen: Counter[str] = Counter()
        for row in table.rows(stream):
            found = _item(table, row, order, name, fallback)
            if isinstance(found, ParsedItem):
                seen[found.key] += 1
                times = seen[found.key]
                found = found if times == 1 else replace(found, key=f"{found.key}-{times}")
            yield found


def _find_table(stream: TextIO) -> _Table:
    """The table with the most columns that we know, among those that the delimiters and the first rows make."""
    start = stream.read(_START)
    named = _NAMED_DELIMITER.fullmatch(start.lstrip("\n").split("\n", 1)[0].strip())
    found = [
        each for delimiter in ([named[1]] if named else DELIMITERS) for each in _tables(start, delimiter)
    ]
    if best := max(found, key=lambda table: table.worth, default=None):
        # What stands below one name is one cell, whatever is in it.
        return best if len(best.columns.names) > 1 else replace(best, delimiter=_ONE_COLUMN)
    head = next((row for row in read_rows(io.StringIO(start), ",") if row.cells), None)
    if head is None:
        raise ParseError("Its first line is none of a table.", 1)
    said = ", ".join(cell.strip() for cell in head.cells if cell.strip())[:200]
    raise ParseError(f"No column is called title. The first line says: {said}.", head.line)


def _tables(start: str, delimiter: str) -> Iterator[_Table]:
    rows = [row for row in islice(read_rows(io.StringIO(start), delimiter), _ABOVE + _BELOW) if not row.error]
    rows = [row for row in rows if not _NAMED_DELIMITER.fullmatch("".join(row.cells[:1]).strip())]
    for place, row in enumerate(rows[:_ABOVE]):
        columns = Columns(row.cells)
        board = board_of(row.cells, [each.cells for each in rows[place + 1 :]])
        if board or columns.says_entries:
            yield _Table(delimiter, row.line, columns, board, [each.cells for each in rows[:place]])


def _above(table: _Table) -> dict[str, str]:
    """What stands above the head: names with their values, or the table's own title."""
    found: dict[str, str] = {}
    for cells in table.above:
        said = [cell.strip() for cell in cells if cell.strip()]
        found |= (
            {said[0]: said[1]}
            if len(said) == 2
            else {"Table": " ".join([*found.get("Table", "").split(), *said])}
        )
    return found


def _board(
    table: _Table, stream: TextIO, board: Board, name: PurePosixPath, fallback: str
) -> Iterator[ParsedItem | ImportIssue]:
    entry = BoardEntry(board)
    for row in table.rows(stream):
        if row.error:
            yield ImportIssue(Location(str(name), row.line), row.error)
        entry.add(row.cells)
    above = _above(table)
    title = above.pop("Table", "") or re.sub(r"[-_]+", " ", name.stem).strip()
    said = Columns([*above]).read([*above.values()])
    values: dict[str, RawValue] = {"title": title} | entry.values() | said.values
    key = f"row:{short_hash(name.name)}"
    yield ParsedItem(Location(str(name), table.line), key, values, said.extra, {}, fallback)


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
        return ImportIssue(where, error.message)
    values = mapped.values
    same = table.columns.key(cells) or f"{values.get('title', '')}\n{values.get('date', '')}"
    key = "row:" + short_hash(f"{name.name}\n{same}")
    return ParsedItem(
        where, key, values, _above(table) | mapped.extra, dict.fromkeys(values, row.line), fallback
    )
