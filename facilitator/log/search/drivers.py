"""Drivers: the words of the field ``drove``, where all forms of a word count as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.aside import aside
from facilitator.log.entry.access import tells_drivers_to, visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search.stems import stem
from facilitator.log.search.words import content_words


def count_drivers(texts: Iterable[str]) -> Counter[str]:
    """The number of texts that contain each word. Words of one stem count as their most frequent form."""
    written: Counter[str] = Counter()
    texts_with: Counter[str] = Counter()
    for text in texts:
        words = content_words(text)
        written.update(words)
        texts_with.update({stem(word) for word in words})
    looks = {stem(word): word for word, _ in reversed(written.most_common())}
    return Counter({looks[each]: number for each, number in texts_with.items()})


def entries_with_driver(session: Session, reader: Reader, word: str) -> list[str]:
    """The ids of the entries that name the word as a driver, if the reader may see and know that."""
    wanted = {stem(each) for each in content_words(word)}
    told = visible_to(reader), tells_drivers_to(reader), Entry.drove != ""
    rows = session.execute(select(Entry.id, Entry.drove).where(*told)).all()
    # In a large log, this takes a second.
    return aside(_ids_with, wanted, rows)


def _ids_with(wanted: Set[str], rows: Iterable[Any]) -> list[str]:
    return [id for id, drove in rows if wanted & {stem(each) for each in content_words(drove)}]
