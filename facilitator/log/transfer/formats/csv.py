"""Reading items from a CSV file of any common dialect, one item for each row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.decoding import read_text
from facilitator.log.transfer.mapping.field_names import field_of
from facilitator.log.transfer.mapping.map_fields import map_fields
from facilitator.log.transfer.mapping.values import distinct_names, short_hash
from facilitator.log.transfer.records import ImportIssue, Location, ParsedItem, ParseError

DELIMITERS = (",", ";", "\t", "|")


def read_csv(file: Path, name: PurePosixPath, fallback: str) -> Iterator[ParsedItem | ImportIssue]:
    """The items of the rows, and an issue for each row that cannot be read.

    An item's key comes from the column ``id``, or without one from its title and date.

    :param name: the file's name for messages.
    :param fallback: the date for rows that name none, ``YYYY-MM-DD``.
    :raises ParseError: when the file is no table, or its first line names no title.
    """
    csv.field_size_limit(2 * MOST_BYTES)
    lines = read_text(file).split("\n")
    source = [f"{line}\n" for line in lines]
    try:
        rows = csv.reader(source, delimiter=_delimiter(source[0]), strict=True)
        head = distinct_names(cell.strip() for cell in next(rows, []))
    except csv.Error as error:
        raise ParseError(f"Its first line is none of a table: {error}.", 1) from error
    if not any(found and found[0] == "title" for found in map(field_of, head)):
        raise ParseError(
            f"No column is called title. The first line says: {', '.join(head)[:200] or 'nothing'}.", 1
        )
    seen: Counter[str] = Counter()
    for found in _rows(rows, head, name, fallback):
        if isinstance(found, ParsedItem):
            seen[found.key] += 1
            times = seen[found.key]
            yield found if times == 1 else replace(found, key=f"{found.key}-{times}")
        else:
            yield found


def _delimiter(head: str) -> str:
    """The delimiter that splits the first line into the most known field names."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([head], delimiter=delimiter), [])
        return sum(field_of(cell) is not None for cell in cells), len(cells)

    return max(DELIMITERS, key=known)


def _rows(
    rows: Iterator[list[str]], head: list[str], name: PurePosixPath, fallback: str
) -> Iterator[ParsedItem | ImportIssue]:
    while True:
        line = rows.line_num + 1  # type: ignore[attr-defined]
        where = Location(str(name), line)
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield ImportIssue(where, f"From here on it is no table: {error}.")
            return
        if len(cells) > len(head):
            yield ImportIssue(
                where, f"This row has {len(cells)} cells, and the first line names {len(head)}."
            )
        elif any(cell.strip() for cell in cells):
            yield _found(dict(zip(head, cells, strict=False)), where, name, fallback)


def _found(cells: dict[str, str], where: Location, name: PurePosixPath, fallback: str) -> ParsedItem:
    said = {column: text for column, text in cells.items() if text.strip()}
    mapped = map_fields(said, own=False)
    values = mapped.values
    same = next((text for column, text in said.items() if column.casefold() == "id"), "")
    same = same or f"{values.get('title', '')}\n{values.get('date', '')}"
    key = short_hash(f"{name.name}\n{same}")
    return ParsedItem(where, f"row:{key}", values, mapped.extra, dict.fromkeys(values, where.line), fallback)
