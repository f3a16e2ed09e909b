"""How much an entry must share with a text to be offered by the word ranker."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, log10

USUAL_LENGTH = 640
"""So many characters have most entries that are written in one go. Reports of meetings are longer."""
USUAL_TOLD = 5.5
"""So many words that are in no entry tell as much as those of most texts."""
LEAST_FACTOR = 0.7
"""However much a text tells, this part of the share of most texts is needed: whole forms share a little with much."""
NEARLY_ALL = 0.8
"""With this share an entry is always good enough: the text may be no more than the number of a ticket."""


@dataclass(frozen=True)
class OfferThreshold:
    """The least values that an entry needs to be offered. `python -m bench.recall` compares other values.

    The more entries there are, the more of them share words with a text by chance, and long ones do so more often than
    short ones. So the required share grows with the size of the log, and with the length of the entry. And half of two
    words is shared by chance more often than half of ten: more is needed of a text that tells less.

    :param share: the share of the text's words that the entry has, 0 to 1, in a log of a hundred entries.
        Rare words count more.
    :param growth: what is added to `share` each time the log is ten times as large
    :param per_length: what is added to `share` each time the entry is twice as long as most are
    :param by_told: the power by which more is needed of a text that tells less; 0 if it is not
    :param words: how many of the text's words the entry has
    :param score: the entry's score, in BM25's unit. It sorts entries well, but is a poor limit for offers;
        it is here for comparison only.
    """

    share: float = 0
    growth: float = 0
    per_length: float = 0
    by_told: float = 0
    words: int = 0
    score: float = 0

    def share_in(self, size: int, length: int = 0, told: float = USUAL_TOLD) -> float:
        """The share of a text that tells so much, which an entry of so many characters needs in a log of so many."""
        longer = self.per_length * log2(max(length / USUAL_LENGTH, 1))
        needed = self.share + self.growth * log10(max(size, 1) / 100) + longer
        tells_less: float = (USUAL_TOLD / max(told, 0.01)) ** self.by_told
        return min(needed * max(tells_less, LEAST_FACTOR), NEARLY_ALL)


# Fitted on the scores of `fitted` and half of `domains` in `bench/recall`: at each of its sizes, at most 8 % of the
# unrelated texts of each bring up anything.
THRESHOLD = OfferThreshold(share=0.23, growth=0.02, per_length=0.06, by_told=0.75, words=2)
