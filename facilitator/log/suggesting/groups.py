"""Suggested groups: cards that seem to be about the same thing, under the words that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from facilitator.log.search.signs import is_sign
from facilitator.log.suggesting.similarity import BY_WORDS, Measure, Pairs, nearness, relations
from facilitator.log.suggesting.terms import Terms, terms_of
from facilitator.log.suggesting.turns import Turns

MOST = 8


@dataclass(frozen=True)
class SuggestedGroup:
    """The ids of cards that belong together, and a name for them, which is empty when they share no word."""

    name: str
    cards: tuple[str, ...]


def suggested_groups(texts: Mapping[str, str], measure: Measure = BY_WORDS) -> list[SuggestedGroup]:
    """Up to eight groups of two and more cards, the largest first. A card is in one of them at most.

    When many long cards take too long, it answers with what it has found.

    :param texts: the cards' texts by their ids. Their order decides nothing but which of equals comes first.
    """
    ids, terms = list(texts), terms_of(list(texts.values()), Turns())
    turns = Turns()
    pairs = measure.similarities(terms, turns)
    clusters = [cluster for cluster in _clusters(len(ids), pairs, measure.least, turns) if len(cluster) > 1]
    clusters.sort(key=lambda cluster: (-len(cluster), -_closeness(cluster, pairs)))
    return [
        SuggestedGroup(
            group_name([terms[place] for place in cluster]), tuple(ids[place] for place in cluster)
        )
        for cluster in clusters[:MOST]
    ]


def _clusters(many: int, pairs: Pairs, least: float, turns: Turns) -> list[list[int]]:
    """Join the two most alike clusters, on an average of their pairs, until no two are alike enough."""
    members = {place: [place] for place in range(many)}
    sums: dict[int, dict[int, float]] = {place: {} for place in range(many)}
    for (a, b), value in pairs.items():
        sums[a][b] = sums[b][a] = value
    # Some links are outdated when their turn comes: one of both has been joined, and has others since.
    links = [(-value, a, b) for (a, b), value in pairs.items() if value >= least]
    heapify(links)
    while links and turns.go_on():
        alike, a, b = heappop(links)
        if b in sums.get(a, {}) and alike == -_average(a, b, members, sums):
            _join(a, b, members, sums)
            averages = ((_average(a, other, members, sums), other) for other in sums[a])
            for average, other in averages:
                if average >= least:
                    heappush(links, (-average, min(a, other), max(a, other)))
    return [sorted(each) for each in members.values()]


def _average(a: int, b: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> float:
    return sums[a][b] / (len(members[a]) * len(members[b]))


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
    near = nearness(texts, kin)
    held = {term: sum(values.values()) for term, values in near.items()}
    many = {term: len(values) for term, values in near.items()}
    shared = sorted((term for term in held if many[term] > 1), key=lambda term: -held[term])
    first = shared[:1]
    others = [term for term in shared[1:] if term not in kin[first[0]] and 2 * many[term] >= len(texts)]
    # Words of signs are taken as they overlap, so that a second one would say the first one again.
    second = [] if any(map(is_sign, first)) else others[:1]
    name = ", ".join(_as_written(term, texts) for term in first + second)
    return name[:1].upper() + name[1:]


def _as_written(term: str, texts: Sequence[Terms]) -> str:
    """The form of a word that most texts have; of equals, the shortest."""
    forms = Counter(each[term] for each in texts if term in each)
    return min(forms, key=lambda form: (-forms[form], len(form), form))
