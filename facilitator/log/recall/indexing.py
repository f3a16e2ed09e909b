"""Making the vectors of entries that have none: new and changed ones, imported ones, all after a change of the model.

It is done beside everything else, in small steps: a few entries are read, their vectors are made outside of the event
loop, and written.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from facilitator import database
from facilitator.aside import aside
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors import store
from facilitator.log.recall.vectors.store import Texts
from facilitator.log.recall.windows import windows_of
from facilitator.tokens import new_id

AT_ONCE = 8
_indexed = threading.Event()


def index_missing(
    meaning: Meaning, *, stops: Callable[[], bool], tell: Callable[[int], object] = lambda _number: None
) -> int:
    """Make the vectors of all finished entries that have none of this model. Returns of how many entries.

    :param stops: whether to leave the rest for another time.
    :param tell: called after each step with the number of its entries.
    """
    done = _round(meaning, new_id(), stops, tell)
    done += _round(meaning, "", stops, tell)
    if not stops():
        with database.session() as session:
            store.forget_other_models(session, meaning.model.id)
    return done


def wait_for_texts(seconds: float) -> None:
    """Wait until this process indexes the texts of an entry, but no longer than so many seconds."""
    _indexed.wait(seconds)
    _indexed.clear()


def on_entry_indexed(_sender: None, *, session: Session) -> None:
    """Let `wait_for_texts` return as soon as the transaction is committed."""
    database.afterwards(session, _indexed.set)


def _round(meaning: Meaning, after: str, stops: Callable[[], bool], tell: Callable[[int], object]) -> int:
    """All entries whose id is behind `after`. Each process begins elsewhere, so that no two do the same."""
    done = 0
    while not stops():
        with database.read() as session:
            batch = store.missing(session, meaning.model.id, after, AT_ONCE)
        if not batch:
            break
        made = [aside(_vectors, meaning.model, each) for each in batch]
        with database.session() as session:
            kept = sum(store.put(session, meaning.model.id, *each) for each in zip(batch, made, strict=True))
        after = batch[-1].entry_id
        done += kept
        tell(kept)
    return done


def _vectors(model: Model, texts: Texts) -> Sequence[bytes]:
    return [vector.tobytes() for vector in model.vectors(windows_of(texts.by_name))]
