"""The words that texts share with one that is asked for, in any of their forms, or as an everyday synonym."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from facilitator.log.recall import synonyms
from facilitator.log.recall.word_ranker import MOST_WORDS, SYNONYM
from facilitator.log.search.words import content_words, rarity

Stem = Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """The words of a text that is asked for.

    :ivar words: those that say what it is about.
    :ivar stems: their stems and those of their synonyms, each with the word and how much it counts.
    :ivar stem: the stem of a word.
    """

    words: list[str]
    stems: Mapping[str, tuple[str, float]]
    stem: Stem

    @classmethod
    def of(cls, text: str, stem: Stem) -> Asked:
        words = content_words(text)[:MOST_WORDS]
        others = {stem(other): (word, SYNONYM) for word in words for other in synonyms.synonyms_of(word)}
        return cls(words, others | {stem(word): (word, 1.0) for word in words}, stem)

    def shared(self, text: str) -> float:
        """How many of the words a text has."""
        return sum(self._found_in(text).values())

    def shares(self, texts: Mapping[str, str]) -> dict[str, float]:
        """The share of the words that each of the texts has, 0 to 1. What few of them have counts more."""
        found = {key: self._found_in(text) for key, text in texts.items()}
        having = Counter(word for each in found.values() for word in each)
        rare = {word: rarity(len(texts), having[word]) for word in self.words}
        whole = sum(rare.values()) or 1
        return {key: sum(map(rare.__getitem__, each)) / whole for key, each in found.items()}

    def _found_in(self, text: str) -> dict[str, float]:
        """Which of the words a text has, and how much each counts."""
        found: dict[str, float] = {}
        for word, weight in filter(None, map(self.stems.get, map(self.stem, content_words(text)))):
            found[word] = max(found.get(word, 0), weight)
        return found
