"""How alike texts are. A measure by meaning can take the place of the one by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot

from facilitator.log.recall.synonyms import synonyms_of
from facilitator.log.recall.terms import Terms, terms_of
from facilitator.log.search.stems import stem
from facilitator.log.search.words import rarity

Pairs = dict[tuple[int, int], float]
"""For two texts, by their places in the list, the smaller first: how alike they are, above 0, at most 1."""

OTHER_FORM, SYNONYM = 0.8, 0.6
"""How much a word counts for one that begins in the same way, and for an everyday synonym, as a factor."""
LEAST_STEM, MOST_LETTERS_MORE = 4, 2


@dataclass(frozen=True)
class Measure:
    """A way to compare texts.

    :param similarities: how alike each two of the texts are. Two that it does not name are not alike at all.
    :param least: how alike the texts of a group are at least, on an average
    """

    similarities: Callable[[Sequence[str]], Pairs]
    least: float


def word_similarities(texts: Sequence[str]) -> Pairs:
    """How alike texts are by the words that they share: rare words count more, and long texts need more of them."""
    terms = terms_of(texts)
    kin = relations(terms)
    holders: dict[str, set[int]] = defaultdict(set)
    for place, each in enumerate(terms):
        for term in each:
            holders[term].add(place)
    rare = {term: rarity(len(texts), len(_with(kin[term], holders))) for term in kin}
    sizes = [hypot(*(rare[term] for term in each)) for each in terms]
    near = {pair for term in kin for pair in combinations(sorted(_with(kin[term], holders)), 2)}
    return {
        (a, b): min(1.0, _shared(terms[a], terms[b], kin, rare) / (sizes[a] * sizes[b]))
        for a, b in sorted(near)
    }


def _with(kin: Mapping[str, float], holders: Mapping[str, set[int]]) -> set[int]:
    """The texts that have a term, or one that counts for it."""
    return {place for term in kin for place in holders[term]}


def _shared(
    one: Terms, other: Terms, kin: Mapping[str, Mapping[str, float]], rare: Mapping[str, float]
) -> float:
    both = ((term, other) for term in one), ((term, one) for term in other)
    found = (rare[term] ** 2 * nearest(kin[term], terms) for side in both for term, terms in side)
    return sum(found) / 2


def nearest(kin: Mapping[str, float], terms: Terms) -> float:
    """How much the nearest of the terms counts, 0 to 1."""
    return max((kin[term] for term in terms if term in kin), default=0.0)


def relations(texts: Sequence[Terms]) -> dict[str, dict[str, float]]:
    """For each term, the terms that count for it, and how much: it itself, other forms, synonyms."""
    written = {term: word for each in texts for term, word in each.items()}
    kin = {term: {term: 1.0} for term in written}
    for term, word in written.items():
        for other in {stem(synonym) for synonym in synonyms_of(word.lower())} & written.keys():
            kin[term][other] = kin[other][term] = SYNONYM
    for shorter, longer in _other_forms(sorted(written)):
        kin[shorter][longer] = kin[longer][shorter] = OTHER_FORM
    return kin


def _other_forms(terms: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of terms of which one goes on where the other ends, as "fail" and "failur". The terms are sorted."""
    found = []
    for place, term in enumerate(terms):
        for longer in terms[place + 1 :]:
            if not longer.startswith(term):
                break
            if len(term) >= LEAST_STEM and len(longer) - len(term) <= MOST_LETTERS_MORE:
                found.append((term, longer))
    return found


BY_WORDS = Measure(word_similarities, 0.08)
