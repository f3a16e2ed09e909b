"""Columns to write cards into: the usual ones, and how a meeting gets its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from facilitator.lookalikes import lookalike
from facilitator.refused import Refused

ColumnKind = Literal["surprise", "driver", "learning", "worked"]
COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)

TEXTS: Mapping[ColumnKind, tuple[str, str]] = {
    "surprise": ("What surprised us", "What did you not see coming?"),
    "driver": ("What drove it", "What made it likely? Think of tools, time, habits, incentives."),
    "learning": ("What we learned", "What do you know now that you did not know then?"),
    "worked": ("What worked", "What helped, or kept it from being worse?"),
}
"""The title and the hint of each usual column."""
MOST_COLUMNS = 6


@dataclass(frozen=True)
class Column:
    """A column. ``counts_as`` is the usual column as whose cards its own are told, empty for none of them."""

    title: str
    pos: int
    hint: str = ""
    counts_as: ColumnKind | Literal[""] = ""


Columns = dict[str, Column]


def usual_columns() -> Columns:
    """The four usual columns. The id of each is its kind."""
    return {kind: Column(title, pos, hint, kind) for pos, (kind, (title, hint)) in enumerate(TEXTS.items())}


def with_ids(rows: Iterable[tuple[str, Column]], new_id: Callable[[], str]) -> Columns:
    """The columns in their order, by their ids.

    One without an id, or with one that was there before, takes the place of the usual column that it counts as,
    with its id: cards that were written for that go there. If that is taken, it gets a new one.
    """
    given, named = list(rows), dict[str, int]()
    for number, (key, _) in enumerate(given):
        if key:
            named.setdefault(key, number)
    placed = set(named.values())
    for number, (_, column) in enumerate(given):
        if number not in placed:
            usual = column.counts_as
            named[usual if usual and usual not in named else new_id()] = number
    ids = {number: key for key, number in named.items()}
    return {ids[number]: replace(column, pos=number) for number, (_, column) in enumerate(given)}


def accept(columns: Columns) -> Columns:
    """The columns, after checking that cards can be written into them.

    :raises Refused: ``bad_columns``
    """
    titles = [column.title for column in columns.values()]
    if not titles:
        raise _bad("Keep at least one column, so that there is a place for cards.")
    if len(titles) > MOST_COLUMNS:
        raise _bad(f"Keep at most {MOST_COLUMNS} columns. With more, nobody sees all of them at once.")
    for number, title in enumerate(titles):
        if lookalike(title, titles[:number]):
            raise _bad(f"Two columns are called “{title}”. Call one of them something else.")
    return columns


def _bad(sentence: str) -> Refused:
    return Refused("bad_columns", sentence, 422)
