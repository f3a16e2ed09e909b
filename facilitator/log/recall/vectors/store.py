"""Keeping vectors in the database.

The database itself removes those of an entry whose indexed texts change, or that is deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Entry
from facilitator.log.recall.vectors.tables import EntryVector
from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.tables import SearchText


@dataclass(frozen=True)
class Texts:
    """The texts of an entry, by the names of `searched_fields`."""

    entry_id: str
    by_name: dict[str, str]


@dataclass(frozen=True)
class Progress:
    """How many of all finished entries have vectors."""

    done: int
    all: int


def forget_other_models(session: Session, model: str) -> None:
    """Remove the vectors of all models but this one."""
    session.execute(delete(EntryVector).where(EntryVector.model != model))


def missing(session: Session, model: str, after: str, most: int) -> list[Texts]:
    """The texts of entries that have no vectors of the model, in the order of their ids.

    :param after: the id behind which to look.
    """
    query = _texts().where(~_has_vectors(model), SearchText.c.entry_id > after).limit(most)
    return [_of(row) for row in session.execute(query.order_by(SearchText.c.entry_id))]


def put(session: Session, model: str, texts: Texts, vectors: Sequence[bytes]) -> bool:
    """Keep the vectors of an entry, unless its texts have changed meanwhile, or it has vectors already.

    :returns: whether they were kept.
    """
    here = SearchText.c.entry_id == texts.entry_id
    row = session.execute(_texts().where(here, ~_has_vectors(model)).with_for_update(of=Entry)).one_or_none()
    if row is None or _of(row) != texts:
        return False
    given = {"entry_id": texts.entry_id, "model": model}
    rows = [{**given, "pos": pos, "vector": vector} for pos, vector in enumerate(vectors)]
    session.execute(insert(EntryVector), rows)
    return True


def progress(session: Session, model: str) -> Progress:
    """How far the vectors of the model are."""
    finished = select(func.count()).select_from(SearchText).join(Entry, Entry.id == SearchText.c.entry_id)
    finished = finished.where(~Entry.draft)
    return Progress(
        session.scalar(finished.where(_has_vectors(model))) or 0,
        session.scalar(finished) or 0,
    )


def _texts() -> Select[Any]:
    columns = (SearchText.c.entry_id, *(SearchText.c[name] for name in NAMES))
    return select(*columns).join(Entry, Entry.id == SearchText.c.entry_id).where(~Entry.draft)


def _has_vectors(model: str) -> Any:
    mine = select(EntryVector.id).where(
        EntryVector.entry_id == SearchText.c.entry_id, EntryVector.model == model
    )
    return mine.exists()


def _of(row: Row[Any]) -> Texts:
    return Texts(row[0], dict(zip(NAMES, row[1:], strict=True)))
