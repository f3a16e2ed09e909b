"""Suggested groups: cards that seem to be about the same thing, under the words that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.log.recall.similarity import BY_WORDS, Measure, Pairs, nearest, relations
from facilitator.log.recall.terms import SIGNS, Terms, terms_of

MOST = 8


@dataclass(frozen=True)
class SuggestedGroup:
    """The ids of cards that belong together, and a name for them, which is empty when they share no word."""

    name: str
    cards: tuple[str, ...]


def suggested_groups(texts: Mapping[str, str], measure: Measure = BY_WORDS) -> list[SuggestedGroup]:
    """Up to eight groups of two and more cards, the largest first. A card is in one of them at most.

    :param texts: the cards' texts by their ids. Their order decides nothing but which of equals comes first.
    """
    ids, lines = list(texts), list(texts.values())
    pairs = measure.similarities(lines)
    clusters = [cluster for cluster in _clusters(len(ids), pairs, measure.least) if len(cluster) > 1]
    clusters.sort(key=lambda cluster: (-len(cluster), -_closeness(cluster, pairs)))
    terms = terms_of(lines)
    return [
        SuggestedGroup(
            group_name([terms[place] for place in cluster]), tuple(ids[place] for place in cluster)
        )
        for cluster in clusters[:MOST]
    ]


def _clusters(many: int, pairs: Pairs, least: float) -> list[list[int]]:
    """Join the two most alike clusters, on an average of their pairs, until no two are alike enough."""
    members = {place: [place] for place in range(many)}
    sums: dict[int, dict[int, float]] = {place: {} for place in range(many)}
    for (a, b), value in pairs.items():
        sums[a][b] = sums[b][a] = value
    while True:
        links = (
            (total / (len(members[a]) * len(members[b])), -a, -b)
            for a, others in sums.items()
            for b, total in others.items()
            if a < b
        )
        alike, a, b = max(links, default=(0.0, 0, 0))
        if alike < least:
            return [sorted(each) for each in members.values()]
        _join(-a, -b, members, sums)


def _join(a: int, b: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> None:
    members[a] += members.pop(b)
    for other, total in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total


def _closeness(cluster: Sequence[int], pairs: Pairs) -> float:
    inner = [pairs.get((a, b), 0.0) for a in cluster for b in cluster if a < b]
    return sum(inner) / len(inner)


def group_name(texts: Sequence[Terms]) -> str:
    """The word that most of a group's texts have, and a second one if half of them have it."""
    kin = relations(texts)
    held = {term: sum(nearest(kin[term], each) for each in texts) for term in kin}
    many = {term: sum(nearest(kin[term], each) > 0 for each in texts) for term in kin}
    shared = sorted((term for term in held if many[term] > 1), key=lambda term: -held[term])
    first = shared[:1]
    others = [term for term in shared[1:] if term not in kin[first[0]] and 2 * many[term] >= len(texts)]
    # Words of signs are taken as they overlap, so that a second one would say the first one again.
    second = [] if any(map(SIGNS.match, first)) else others[:1]
    name = ", ".join(_as_written(term, texts) for term in first + second)
    return name[:1].upper() + name[1:]


def _as_written(term: str, texts: Sequence[Terms]) -> str:
    """The form of a word that most texts have; of equals, the shortest."""
    forms = Counter(each[term] for each in texts if term in each)
    return min(forms, key=lambda form: (-forms[form], len(form), form))
