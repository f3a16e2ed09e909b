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
FORGOTTEN_AT_ONCE = 200
_indexed = threading.Event()


def index_missing(
    meaning: Meaning, *, stops: Callable[[], bool], tell: Callable[[int], object] = lambda _number: None
) -> int:
    """Make the vectors of all finished entries that have none of this model. Returns of how many entries.

    :param stops: whether to leave the rest for another time.
    :param tell: called after each step with the number of its entries.
    """
    # Each process begins elsewhere, so that no two do the same.
    begin = new_id()
    return _between(begin, None, meaning, stops, tell) + _between("", begin, meaning, stops, tell)


def forget_other_models(meaning: Meaning, *, stops: Callable[[], bool]) -> None:
    """Remove the vectors of other models. Do it once, when all entries have vectors of this one.

    Done again and again, processes with different models would take each other's for ever.
    """
    found = FORGOTTEN_AT_ONCE
    while found == FORGOTTEN_AT_ONCE and not stops():
        with database.session() as session:
            found = store.forget_other_models(session, meaning.model.id, FORGOTTEN_AT_ONCE)
    database.forget()


def wait_for_texts(seconds: float) -> None:
    """Wait until this process indexes the texts of an entry, but no longer than so many seconds."""
    _indexed.wait(seconds)
    _indexed.clear()


def on_entry_indexed(_sender: None, *, session: Session) -> None:
    """Let `wait_for_texts` return as soon as the transaction is committed."""
    database.afterwards(session, _indexed.set)


def _between(
    after: str,
    until: str | None,
    meaning: Meaning,
    stops: Callable[[], bool],
    tell: Callable[[int], object],
) -> int:
    """All entries whose id is behind the first one, as far as the second one if there is one."""
    done = 0
    while not stops():
        with database.read() as session:
            batch = store.missing(session, meaning.model.id, after, until, AT_ONCE)
        if not batch:
            break
        made = [(each, aside(_vectors, meaning.model, each)) for each in batch if not stops()]
        with database.session() as session:
            kept = sum(store.put(session, meaning.model.id, *each) for each in made)
        after = batch[-1].entry_id
        done += kept
        tell(kept)
    return done


def _vectors(model: Model, texts: Texts) -> Sequence[bytes]:
    return [vector.tobytes() for vector in model.vectors(windows_of(texts.by_name))]
