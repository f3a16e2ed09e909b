"""How alike texts are. A measure by meaning can take the place of the one by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from facilitator.log.recall.synonyms import synonyms_of
from facilitator.log.search.stems import stem
from facilitator.log.search.words import rarity
from facilitator.log.suggesting.terms import Terms
from facilitator.log.suggesting.turns import Turns

Pairs = dict[tuple[int, int], float]
"""For two texts, by their places in the list, the smaller first: how alike they are, above 0, at most 1."""

OTHER_FORM, SYNONYM = 0.8, 0.6
"""How much a word counts for one that begins in the same way, and for an everyday synonym, as a factor."""
LEAST_STEM, MOST_LETTERS_MORE = 4, 2
MOST_SHARED = 30
"""Only so many of a text's shared words are compared, the rarest: others say little, and cost the most."""


@dataclass(frozen=True)
class Measure:
    """A way to compare texts.

    :param similarities: how alike each two of the texts are, by their terms and within the time that is given.
        Two that it does not name are not alike at all.
    :param least: how alike the texts of a group are at least, on an average
    """

    similarities: Callable[[Sequence[Terms], Turns], Pairs]
    least: float


def word_similarities(terms: Sequence[Terms], turns: Turns) -> Pairs:
    """How alike texts are by the words that they share: rare words count more, and long texts need more of them.

    Only texts that share a word are compared, the rarest words first, for as long as there is time.
    """
    kin = relations(terms)
    near = nearness(terms, kin)
    rare = {term: rarity(len(terms), len(near[term])) for term in kin}
    sizes = [hypot(*(rare[term] for term in each)) for each in terms]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(terms):
        for term in _rarest_shared(each, near):
            holders[term].append(place)
    shared: Pairs = defaultdict(float)
    for term in sorted(holders, key=lambda term: (-rare[term], term)):
        for one in holders[term]:
            if not turns.go_on():
                break
            for other, value in near[term].items():
                if one != other:
                    shared[min(one, other), max(one, other)] += rare[term] ** 2 * value / 2
    return {(a, b): min(1.0, value / (sizes[a] * sizes[b])) for (a, b), value in shared.items()}


def _rarest_shared(terms: Terms, near: Mapping[str, Mapping[int, float]]) -> list[str]:
    shared = [term for term in terms if len(near[term]) > 1]
    return sorted(shared, key=lambda term: len(near[term]))[:MOST_SHARED]


def nearness(texts: Sequence[Terms], kin: Mapping[str, Mapping[str, float]]) -> dict[str, dict[int, float]]:
    """For each term, the texts that have it or one that counts for it, and how much the nearest one counts."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(texts):
        for term in each:
            holders[term].append(place)
    near: dict[str, dict[int, float]] = {}
    for term, others in kin.items():
        # The nearest one comes last, and stays.
        near[term] = {
            place: value
            for other, value in sorted(others.items(), key=lambda pair: pair[1])
            for place in holders[other]
        }
    return near


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
