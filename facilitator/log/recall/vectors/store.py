"""Keeping vectors in the database.

The database itself removes those of an entry whose indexed texts change, or that is deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Exists, Row, Select, SQLColumnExpression, delete, exists, func, insert, select
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
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


def forget_other_models(session: Session, model: str, most: int) -> int:
    """Remove vectors of all models but this one. Returns how many: 0 when there are no more.

    :param most: how many at most.
    """
    others = session.scalars(select(EntryVector.id).where(EntryVector.model != model).limit(most)).all()
    session.execute(delete(EntryVector).where(EntryVector.id.in_(others)))
    return len(others)


def of_other_models(session: Session, model: str) -> dict[str, int]:
    """Of how many entries each model but this one has vectors."""
    counted = select(EntryVector.model, func.count(EntryVector.entry_id.distinct()))
    rows = session.execute(counted.where(EntryVector.model != model).group_by(EntryVector.model))
    return dict(rows.all())


def missing(session: Session, model: str, after: str, until: str | None, most: int) -> list[Texts]:
    """The texts of entries that have no vectors of the model, in the order of their ids.

    :param after: the id behind which to look.
    :param until: the last id to look at; None for all that follow.
    """
    query = _texts().where(~_has_vectors(model), SearchText.c.entry_id > after).limit(most)
    if until is not None:
        query = query.where(SearchText.c.entry_id <= until)
    return [_of(row) for row in session.execute(query.order_by(SearchText.c.entry_id))]


def put(session: Session, model: str, texts: Texts, vectors: Sequence[bytes]) -> bool:
    """Keep the vectors of an entry, unless its texts have changed meanwhile, or it has vectors already.

    Nobody waits for whom here: an entry that somebody is just changing is left for another time.

    :returns: whether they were kept.
    """
    here = SearchText.c.entry_id == texts.entry_id
    if not _is_locked(session, texts.entry_id):
        return False
    # A statement of its own, which on Postgres sees what was saved before the lock.
    row = session.execute(_texts().where(here, ~_has_vectors(model))).one_or_none()
    if row is None or _of(row) != texts:
        return False
    given = {"entry_id": texts.entry_id, "model": model}
    rows = [{**given, "pos": pos, "vector": vector} for pos, vector in enumerate(vectors)]
    session.execute(insert(EntryVector), rows)
    return True


def texts_of(session: Session, ids: Collection[str]) -> dict[str, dict[str, str]]:
    """The texts of these entries, by their ids, as far as they are finished."""
    rows = session.execute(_texts().where(SearchText.c.entry_id.in_(ids)))
    return {texts.entry_id: texts.by_name for texts in map(_of, rows)}


def vectors_of(session: Session, model: str, ids: Collection[str]) -> dict[str, list[bytes]]:
    """The vectors of these entries, each in the order of its windows."""
    query = select(EntryVector.entry_id, EntryVector.vector).where(EntryVector.model == model)
    found: dict[str, list[bytes]] = {}
    for entry_id, vector in session.execute(
        query.where(EntryVector.entry_id.in_(ids)).order_by(EntryVector.pos)
    ):
        found.setdefault(entry_id, []).append(vector)
    return found


def has_missing(session: Session, model: str, reader: Reader) -> bool:
    """Whether any finished entry that the reader may see has no vectors of the model."""
    lacking = ~_has_vectors(model, Entry.id)
    found = select(Entry.id).where(visible_to(reader), ~Entry.draft, lacking).limit(1)
    return session.scalar(found) is not None


def lacking(session: Session, model: str, ids: Collection[str]) -> set[str]:
    """Those of these entries that have no vectors of the model."""
    return set(session.scalars(select(Entry.id).where(Entry.id.in_(ids), ~_has_vectors(model, Entry.id))))


def progress(session: Session, model: str) -> Progress:
    """How far the vectors of the model are."""
    finished = select(func.count()).select_from(SearchText).join(Entry, Entry.id == SearchText.c.entry_id)
    finished = finished.where(~Entry.draft)
    return Progress(
        session.scalar(finished.where(_has_vectors(model))) or 0,
        session.scalar(finished) or 0,
    )


def _is_locked(session: Session, entry_id: str) -> bool:
    """Lock the entry against being deleted, and its texts against being changed, if nobody else has locked them."""
    entry = select(Entry.id).where(Entry.id == entry_id)
    texts = select(SearchText.c.id).where(SearchText.c.entry_id == entry_id)
    return (
        session.scalar(entry.with_for_update(read=True, key_share=True, skip_locked=True)) is not None
        and session.scalar(texts.with_for_update(key_share=True, skip_locked=True)) is not None
    )


def _texts() -> Select[Any]:
    columns = (SearchText.c.entry_id, *(SearchText.c[name] for name in NAMES))
    return select(*columns).join(Entry, Entry.id == SearchText.c.entry_id).where(~Entry.draft)


def _has_vectors(model: str, entry_id: SQLColumnExpression[str] = SearchText.c.entry_id) -> Exists:
    return exists().where(EntryVector.entry_id == entry_id, EntryVector.model == model)


def _of(row: Row[Any]) -> Texts:
    return Texts(row[0], dict(zip(NAMES, row[1:], strict=True)))
