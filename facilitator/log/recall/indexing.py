"""Making the vectors of entries that have none: new and changed ones, imported ones, all after a change of the model.

It is done beside everything else, in small steps: a few entries are read, their vectors are made outside of the event
loop, and written.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator import database
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.meaning import Meaning, attempt, in_use
from facilitator.log.recall.vectors import store
from facilitator.log.recall.vectors.store import Texts
from facilitator.log.recall.windows import windows_of
from facilitator.tokens import new_id

AT_ONCE = 8
FORGOTTEN_AT_ONCE = 200
log = logging.getLogger("facilitator.recall")
_indexed = threading.Event()
_skipped: set[tuple[str, str, int]] = set()
"""The models that failed on an entry, with its id and a hash of its texts: once is enough for this process."""


@dataclass
class Indexer:
    """What a process does again and again with its model, until it stops or gives the model up."""

    meaning: Meaning
    stops: Callable[[], bool]
    _others_are_gone: bool = False

    def run(self) -> None:
        """Make what is missing and, as soon as nothing is, remove the vectors of other models.

        That is done once: otherwise, processes with different models would take each other's for ever.
        """
        index_missing(self.meaning, stops=self.has_ended)
        if not self._others_are_gone:
            self._others_are_gone = forget_other_models(self.meaning, stops=self.has_ended)

    def has_ended(self) -> bool:
        return self.stops() or in_use() is not self.meaning


def index_missing(
    meaning: Meaning, *, stops: Callable[[], bool], tell: Callable[[int], object] = lambda _number: None
) -> int:
    """Make the vectors of all finished entries that have none of this model. Returns of how many entries.

    An entry on which the model fails is left out.

    :param stops: whether to leave the rest for another time.
    :param tell: called after each step with the number of its entries.
    """
    # Each process begins elsewhere, so that no two do the same.
    begin = new_id()
    return _between(begin, None, meaning, stops, tell) + _between("", begin, meaning, stops, tell)


def forget_other_models(meaning: Meaning, *, stops: Callable[[], bool]) -> bool:
    """Remove the vectors of other models, unless an entry has none of this one.

    :returns: whether there are no others any more.
    """
    with database.read() as session:
        progress = store.progress(session, meaning.model.id)
    if progress.done < progress.all:
        return False
    found = FORGOTTEN_AT_ONCE
    while found == FORGOTTEN_AT_ONCE and not stops():
        with database.session() as session:
            found = store.forget_other_models(session, meaning.model.id, FORGOTTEN_AT_ONCE)
    database.forget()
    return found < FORGOTTEN_AT_ONCE


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
        made = list(_made(meaning.model, (each for each in batch if not stops())))
        with database.session() as session:
            kept = sum(store.put(session, meaning.model.id, *each) for each in made)
        after = batch[-1].entry_id
        done += kept
        tell(kept)
    return done


def _made(model: Model, batch: Iterable[Texts]) -> Iterator[tuple[Texts, Sequence[bytes]]]:
    """The vectors of these entries, without those on which the model fails."""
    for texts in batch:
        key = (model.id, texts.entry_id, hash(tuple(texts.by_name.values())))
        vectors = None if key in _skipped else attempt(_vectors, model, texts)
        if vectors is not None:
            yield texts, vectors
        elif key not in _skipped:
            _skipped.add(key)
            log.warning("the entry %s gets no vectors until the next start", texts.entry_id)


def _vectors(model: Model, texts: Texts) -> Sequence[bytes]:
    return [vector.tobytes() for vector in model.vectors(windows_of(texts.by_name))]
