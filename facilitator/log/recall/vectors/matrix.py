"""All vectors of a model in memory, so that a text is compared with each of them in some milliseconds.

10,000 entries of three windows are 12 MB. A reader's rights are not known here: whoever uses what is found asks the
database which of it the reader may see.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.aside import aside
from facilitator.log.recall.vectors.cosines import Floats, cosines, lengths_of
from facilitator.log.recall.vectors.tables import EntryVector

READ_AT_ONCE = 1000
"""So many rows are read before others get a turn."""
_WHOLE_ROWS = (EntryVector.id, EntryVector.entry_id, EntryVector.vector)

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Snapshot:
    """The vectors as they were at one instant, in the order of their entries.

    :ivar ids: the ids of the rows.
    :ivar entries: the id of the entry of each row.
    :ivar vectors: one row of signed bytes for each.
    """

    ids: Ints
    entries: NDArray[np.str_]
    vectors: NDArray[np.int8]

    @cached_property
    def entry_ids(self) -> NDArray[np.str_]:
        """Each entry once, in the order in which `scores` has them."""
        return self.entries[self._starts]

    @cached_property
    def _starts(self) -> Ints:
        """Where the rows of each entry begin."""
        return (
            np.flatnonzero(np.r_[True, self.entries[1:] != self.entries[:-1]]) if len(self.entries) else _NONE
        )

    @cached_property
    def _lengths(self) -> Floats:
        return lengths_of(self.vectors)

    def cosines(self, asked: NDArray[np.int8]) -> Floats:
        """How near each entry is, from -1 to 1: that of its nearest window."""
        if not len(self.ids):
            return np.zeros(0, np.float32)
        # Of a long entry, the other windows are about other things.
        return np.maximum.reduceat(cosines(asked, self.vectors, self._lengths), self._starts)


_NONE = np.zeros(0, np.int64)
_EMPTY = Snapshot(_NONE, np.zeros(0, np.str_), np.zeros((0, 1), np.int8))


class Matrix:
    """The vectors of one model, read anew as far as the database has others: other processes write, too."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._now = _EMPTY
        self._lower = _marks(_NONE)
        self._turn = threading.Lock()

    def refreshed(self, session: Session) -> Snapshot:
        """The vectors as the session sees them."""
        known = self._now
        if _marks(known.ids) != self._told(session):
            # Of many who ask after a start, one reads.
            with self._turn:
                known = self._read_further(session, self._now)
                self._keep(known)
        return known

    def _keep(self, known: Snapshot) -> None:
        """Let others go on from there, unless the session had an older view: they would read all the rest again."""
        last = _marks(known.ids)
        # Who sees it twice has no older view: the last rows were removed.
        if last[1] >= _marks(self._now.ids)[1] or last == self._lower:
            self._now = known
        self._lower = last

    def _read_further(self, session: Session, known: Snapshot) -> Snapshot:
        known = self._with_new(session, known)
        return known if _marks(known.ids) == self._told(session) else self._without_gone(session, known)

    def _told(self, session: Session) -> tuple[int, int, int]:
        """What tells whether there are other rows: no id is used twice."""
        last, total = (
            func.coalesce(each, 0) for each in (func.max(EntryVector.id), func.sum(EntryVector.id))
        )
        count, last, total = session.execute(self._mine(func.count(), last, total)).one()
        return count, last, int(total)

    def _with_new(self, session: Session, known: Snapshot) -> Snapshot:
        rows = list(self._in_steps(session, _WHOLE_ROWS, after=int(known.ids.max(initial=0))))
        return aside(_together, known, rows)

    def _without_gone(self, session: Session, known: Snapshot) -> Snapshot:
        """For rows that were removed, or that another process wrote earlier and committed later."""
        here = np.array([row.id for row in self._in_steps(session, (EntryVector.id,))], np.int64)
        known, late = aside(_without, known, here)
        for start in range(0, len(late), READ_AT_ONCE):
            which = EntryVector.id.in_(late[start : start + READ_AT_ONCE])
            rows = session.execute(self._mine(*_WHOLE_ROWS).where(which)).all()
            known = aside(_together, known, rows)
        return known

    def _in_steps(self, session: Session, columns: Sequence[Any], after: int = 0) -> Iterator[Any]:
        """These columns, of which the id is the first, of all rows behind one. Others go on in between."""
        mine = self._mine(*columns).order_by(EntryVector.id).limit(READ_AT_ONCE)
        connection = database.connection_of(session)
        while rows := connection.execute(mine.where(EntryVector.id > after)).all():
            yield from rows
            after = rows[-1].id
            time.sleep(0.001)  # Not 0: with that, nobody's socket is looked at.

    def _mine(self, *columns: Any) -> Select[Any]:
        return select(*columns).where(EntryVector.model == self._model)


def _without(known: Snapshot, here: Ints) -> tuple[Snapshot, list[int]]:
    """What is known and still here, and what is here and not known."""
    kept = np.isin(known.ids, here)
    left = Snapshot(known.ids[kept], known.entries[kept], known.vectors[kept])
    return left, np.setdiff1d(here, left.ids).tolist()


def _marks(ids: Ints) -> tuple[int, int, int]:
    return len(ids), int(ids.max(initial=0)), int(ids.sum())


def _together(known: Snapshot, rows: Sequence[Any]) -> Snapshot:
    if not rows:
        return known
    ids, entries, vectors = zip(*rows, strict=True)
    read = np.frombuffer(b"".join(vectors), np.int8).reshape(len(rows), -1)
    all_ids = np.r_[known.ids, np.array(ids, np.int64)]
    all_entries = np.r_[known.entries, np.array(entries)]
    all_vectors = np.concatenate([known.vectors, read]) if len(known.ids) else read
    order = np.argsort(all_entries, kind="stable")
    return Snapshot(all_ids[order], all_entries[order], all_vectors[order])
