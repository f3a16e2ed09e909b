"""How much an entry must share with a text to be offered by the word ranker."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, log10

USUAL_LENGTH = 640
"""So many characters have most entries that are written in one go. Reports of meetings are longer."""


@dataclass(frozen=True)
class OfferThreshold:
    """The least values that an entry needs to be offered. `python -m bench.recall` compares other values.

    The more entries there are, the more of them share words with a text by chance, and long ones do so more often than
    short ones. So the required share grows with the size of the log, and with the length of the entry.

    :param known: the share of the text's content words that occur anywhere in the reader's log, 0 to 1
    :param share: the share of the text's words that the entry has, 0 to 1, in a log of a hundred entries.
        Rare words count more.
    :param growth: what is added to `share` each time the log is ten times as large
    :param per_length: what is added to `share` each time the entry is twice as long as most are
    :param words: how many of the text's words the entry has
    :param score: the entry's score, in BM25's unit. It sorts entries well, but is a poor limit for offers;
        it is here for comparison only.
    """

    known: float = 0
    share: float = 0
    growth: float = 0
    per_length: float = 0
    words: int = 0
    score: float = 0

    def share_in(self, size: int, length: int = 0) -> float:
        """The share that an entry of so many characters needs in a log of so many entries."""
        longer = self.per_length * log2(max(length / USUAL_LENGTH, 1))
        return self.share + self.growth * log10(max(size, 1) / 100) + longer


THRESHOLD = OfferThreshold(known=0.4, share=0.26, growth=0.12, per_length=0.07, words=2)
