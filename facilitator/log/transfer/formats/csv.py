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
from facilitator.log.transfer.formats.boards import Board, board_of
from facilitator.log.transfer.formats.file_names import day_of_names, title_of_path
from facilitator.log.transfer.formats.rows import Row, read_rows
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.chosen import IN_BODY, NO_HEADINGS
from facilitator.log.transfer.mapping.columns import Columns, side_by_side
from facilitator.log.transfer.mapping.values import distinct_names, short_hash
from facilitator.log.transfer.records import ImportIssue, Location, ParsedItem, ParseError

DELIMITERS = ",;\t|"
_ONE_COLUMN = "\x1f"
_NAMED_DELIMITER = re.compile(rf"\s*\"?sep=([{DELIMITERS}])\"?.*\n", re.IGNORECASE)
_NO_ROW = "There is no row below the names of its columns."
_START = 64 * 1024
_ABOVE, _BELOW = 10, 20
"""Rows among which the head is looked for, and rows below them by which a board is recognised."""


@dataclass(frozen=True)
class _Table:
    """How a table is read: its delimiter, the line of its head, what its columns say, and what stands above it."""

    delimiter: str
    line: int
    columns: Columns
    board: Board | None
    title: str
    above: dict[str, str]

    def rows(self, stream: TextIO, *, bad: bool = False) -> Iterator[Row]:
        """The rows below the head that can be read, from the beginning; or those that cannot."""
        stream.seek(0)
        found = (row for row in read_rows(stream, self.delimiter) if row.line > self.line)
        return (row for row in found if bool(row.error) == bad)


def read_csv(
    file: Path, name: PurePosixPath, place: str, fallback: str
) -> Iterator[ParsedItem | ImportIssue]:
    """The items of the rows, and an issue for each row that cannot be read.

    The file is read as a stream, several times: also to find out what comes first in its days. An item's key comes from
    its id, or without one from its title and date.

    :param name: the file's name for messages.
    :param place: where the file is, for the keys of its items: it is the same when the file is read again.
    :param fallback: the date for rows that name none, ``YYYY-MM-DD``.
    :raises ParseError: when the file is no table, or no column names a title.
    """
    with open_text(file) as stream:
        table = _find_table(stream)
        for row in table.rows(stream, bad=True):
            yield ImportIssue(Location(str(name), row.line), row.error)
        read = _rows(table, stream, name) if table.board is None else _board(table, table.board, stream, name)
        seen = Counter[str]()
        for found in read:
            if isinstance(found, ImportIssue):
                yield found
                continue
            key = f"row:{short_hash(place + found.key)}"
            seen[key] += 1
            key += f"-{seen[key]}" if seen[key] > 1 else ""
            yield replace(found, key=key, fallback_date=fallback)


def _find_table(stream: TextIO) -> _Table:
    """The table with the most columns that we know, among those that the delimiters and the first rows make."""
    start = stream.read(_START)
    named = _NAMED_DELIMITER.match(start)
    if named:
        start = "\n" * start.count("\n", 0, named.end()) + start[named.end() :]
    found = [table for mark in (named[1] if named else DELIMITERS) for table in _tables(start, mark)]
    worth = [(table.columns.known + 2 * bool(table.board), len(table.columns.names)) for table in found]
    if found:
        best = found[worth.index(max(worth))]
        # What stands below one name is one cell, whatever is in it.
        return best if len(best.columns.names) > 1 else replace(best, delimiter=_ONE_COLUMN)
    head = next((row for row in read_rows(io.StringIO(start), ",") if row.cells), None)
    if head is None:
        raise ParseError("Its first line is none of a table.", 1)
    said = ", ".join(cell.strip() for cell in head.cells if cell.strip())[:200]
    reason = f"No column is called title. The first line says: {said}."
    raise ParseError(reason, head.line, names=Columns(head.cells).taken)


def _tables(start: str, delimiter: str) -> Iterator[_Table]:
    rows = (row for row in read_rows(io.StringIO(start), delimiter) if not row.error)
    first = list(islice(rows, _ABOVE + _BELOW))
    for place, row in enumerate(first[:_ABOVE]):
        columns = Columns(row.cells)
        board = board_of(columns, [each.cells for each in first[place + 1 :]])
        # Each row can be an entry where it has a title, or a day and words that can be one.
        if board or columns.titles or (columns.says("date") and any(map(columns.says, IN_BODY))):
            yield _Table(delimiter, row.line, columns, board, *_above(first[:place]))


def _above(rows: Sequence[Row]) -> tuple[str, dict[str, str]]:
    """What stands above the head: the table's own title, and names with their values."""
    said = [[cell.strip() for cell in row.cells if cell.strip()] for row in rows]
    pairs = [cells for cells in said if len(cells) == 2]
    names = distinct_names(name for name, _ in pairs)
    title = "\n".join(", ".join(cells) for cells in said if len(cells) != 2)
    return title, dict(zip(names, (value for _, value in pairs), strict=True))


def _board(
    table: _Table, board: Board, stream: TextIO, name: PurePosixPath
) -> Iterator[ParsedItem | ImportIssue]:
    cards = board.read(row.cells for row in table.rows(stream))
    if not cards.values:
        raise ParseError(_NO_ROW, table.line)
    # What stands above names the meeting. What it says besides is none of the cards.
    taken = Columns([*table.above]).taken
    own = {each.name: table.above[each.name] for each in taken if each.field in NO_HEADINGS}
    said = Columns([*own]).read([*own.values()])
    title = " ".join(table.title.split()) or title_of_path(name)
    values = {"title": title} | cards.values | said.values
    others = {each: text for each, text in table.above.items() if each not in own}
    if "title" in said.values and table.title:
        others = side_by_side(others, {"Table": table.title})
    extra = side_by_side(side_by_side(cards.extra, said.extra), others)
    day, date_from = day_of_names(title, name)
    item = ParsedItem(Location(str(name), table.line), "", values, extra, names=cards.taken)
    is_dated = "date" in values or not day
    yield item if is_dated else replace(item, values=values | {"date": day}, date_from=date_from)


def _rows(table: _Table, stream: TextIO, name: PurePosixPath) -> Iterator[ParsedItem | ImportIssue]:
    columns = table.columns
    above = side_by_side(table.above, {"Table": table.title} if table.title else {})
    order = dates.day_order(day for row in table.rows(stream) for day in columns.days(row.cells))
    unclear: ImportIssue | None = None
    times, row = 0, None
    for row in table.rows(stream):
        where = Location(str(name), row.line)
        try:
            mapped = columns.read(row.cells, order)
        except dates.AmbiguousDay as error:
            unclear = unclear or ImportIssue(where, error.message, columns.taken)
            times += 1
        except ParseError as error:
            yield ImportIssue(where, error.message, columns.taken)
        else:
            values = mapped.values
            same = columns.key(row.cells) or f"{values.get('title', '')}\n{values.get('date', '')}"
            extra, lines = side_by_side(mapped.extra, above), dict.fromkeys(values, row.line)
            yield ParsedItem(where, f"\n{same}", values, extra, lines, names=mapped.taken)
    if unclear:
        more = f" {times} rows have such days." if times > 1 else ""
        yield replace(unclear, message=unclear.message + more)
    if row is None:
        raise ParseError(_NO_ROW, table.line)
