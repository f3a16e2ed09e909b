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
from facilitator.log.search.signs import without_seams
from facilitator.log.search.stems import stem
from facilitator.log.search.words import content_forms, content_words


def count_drivers(texts: Iterable[str]) -> Counter[str]:
    """The number of texts that contain each word. Words of one stem count as their most frequent form.

    A pair of signs that mostly reaches from one word into the next is no word.
    """
    forms = [content_forms(text) for text in texts]
    stems = [[stem(word) for word in each] for each in forms]
    texts_with = Counter(word for each in stems for word in set(each))
    apart = Counter(word for each in stems for word in set(without_seams(each, texts_with)))
    written = Counter(pair for each in forms for pair in each.items())
    looks = {stem(word): form for (word, form), _ in reversed(written.most_common())}
    return Counter({looks[each]: number for each, number in texts_with.items() if 2 * apart[each] > number})


def entries_with_driver(session: Session, reader: Reader, word: str) -> list[str]:
    """The ids of the entries that name the word as a driver, if the reader may see and know that."""
    wanted = {stem(each) for each in content_words(word)}
    told = visible_to(reader), tells_drivers_to(reader), Entry.drove != ""
    rows = session.execute(select(Entry.id, Entry.drove).where(*told)).all()
    # In a large log, this takes a second.
    return aside(_ids_with, wanted, rows)


def _ids_with(wanted: Set[str], rows: Iterable[Any]) -> list[str]:
    return [id for id, drove in rows if wanted & {stem(each) for each in content_words(drove)}]
