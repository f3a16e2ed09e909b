"""Which of a text's words of Chinese and Japanese signs many entries have.

A text of signs has many pairs, of which a half are no words. To rank every entry by each of them would take seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.log.entry.reader import Reader
from facilitator.log.search.query import Query, Term
from facilitator.log.search.rarities import numbers_of
from facilitator.log.search.searching import begin
from facilitator.log.search.signs import is_sign, without_seams

COMMON = 500
"""A word of signs that more entries have is common."""
MOST_COUNTED = 5_000
"""A word that so many entries have is no less rare if more have it."""
LEAST_RARE = 4
"""So many of the words that the log knows count as rare, however many entries have them."""


@dataclass(frozen=True)
class Asked:
    """The words of a text without seams.

    ``common`` are those of signs that more than `COMMON` entries have, each with the number of its entries, up to
    `MOST_COUNTED`. They are asked only about entries that have one of the ``rare`` words, too.
    """

    rare: Sequence[str]
    common: Mapping[str, int]


def asked(session: Session, reader: Reader, words: Sequence[str]) -> Asked:
    """What to rank by. What the reader may not see counts nothing.

    :param words: as `content_words` gives them.
    """
    signs = [word for word in words if is_sign(word)]
    if not signs:
        return Asked(words, {})
    search = begin(session, reader, Query())
    search.backend.plan_by_words(search.connection)
    counted = numbers_of(search, [Term.of(word) for word in signs], MOST_COUNTED)
    numbers = dict.fromkeys(words, 0) | dict(zip(signs, counted, strict=True))
    kept = without_seams(words, numbers)
    known = sorted(filter(numbers.__getitem__, kept), key=numbers.__getitem__)
    common = {word: numbers[word] for word in known[LEAST_RARE:] if numbers[word] > COMMON}
    return Asked([word for word in kept if word not in common], common)
