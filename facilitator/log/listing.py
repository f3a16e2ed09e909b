"""The entries that an account may see, newest first, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, defer

from facilitator.actions.tables import Action
from facilitator.errors import Refused
from facilitator.log.access import visible_to
from facilitator.log.tables import Entry

PAGE = 20
_CURSOR = re.compile(r"(\d{1,15})\.([\w-]{1,32})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    entry: Entry
    actions: int

    @property
    def first_learning(self) -> str:
        return next(iter(self.entry.learned), "")


@dataclass(frozen=True)
class Page:
    """``older`` is the cursor of the next page, if there is one."""

    rows: list[Row]
    older: str | None


def newest(session: Session, account_id: str, cursor: str | None = None) -> Page:
    """A page of entries, those after `cursor`.

    :raises Refused: ``bad_page`` when `cursor` is not one that a page gave.
    """
    query = select(Entry).where(visible_to(account_id)).options(defer(Entry.summary))
    if cursor:
        query = query.where(tuple_(Entry.created_at, Entry.id) < tuple_(*_read(cursor)))
    ordered = query.order_by(Entry.created_at.desc(), Entry.id.desc())
    found = session.scalars(ordered.limit(PAGE + 1)).all()
    shown = found[:PAGE]
    counts = _actions_of(session, shown)
    rows = [Row(entry, counts.get(entry.id, 0)) for entry in shown]
    return Page(rows, _cursor(shown[-1]) if len(found) > PAGE else None)


def _actions_of(session: Session, entries: Sequence[Entry]) -> dict[str, int]:
    counted = (
        select(Action.entry_id, func.count())
        .where(Action.entry_id.in_([entry.id for entry in entries]))
        .group_by(Action.entry_id)
    )
    return dict(session.execute(counted).all())


def _cursor(entry: Entry) -> str:
    return f"{entry.created_at}.{entry.id}"


def _read(cursor: str) -> tuple[int, str]:
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise Refused("bad_page", "There is no such page. Start again from the newest entry.", 422)
    return int(match[1]), match[2]
