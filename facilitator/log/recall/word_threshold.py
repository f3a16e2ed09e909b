"""How much an entry must share with a text to be offered by the word ranker."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10


@dataclass(frozen=True)
class OfferThreshold:
    """The least values that an entry needs to be offered. `python -m bench.recall` compares other values.

    The more entries there are, the more of them share words with a text by chance. So the required share
    grows with the size of the log.

    :param known: the share of the text's content words that occur anywhere in the reader's log, 0 to 1
    :param share: the share of the text's words that the entry has, 0 to 1, in a log of a hundred entries.
        Rare words count more.
    :param growth: what is added to `share` each time the log is ten times as large
    :param words: how many of the text's words the entry has
    :param score: the entry's score, in BM25's unit. It sorts entries well, but is a poor limit for offers;
        it is here for comparison only.
    """

    known: float = 0
    share: float = 0
    growth: float = 0
    words: int = 0
    score: float = 0

    def share_in(self, size: int) -> float:
        """The share that an entry needs in a log of so many entries."""
        return self.share + self.growth * log10(max(size, 1) / 100)


THRESHOLD = OfferThreshold(known=0.4, share=0.17, growth=0.185, words=2)
