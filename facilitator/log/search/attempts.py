"""Which of a search's matches is used: the first, the strictest, that finds something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from facilitator.log.search.newest import MOST_COUNTED, NOTHING, Newest, newest
from facilitator.log.search.query import Match, Term, matches_for
from facilitator.log.search.rarities import numbers_of
from facilitator.log.search.searching import Search


@dataclass(frozen=True)
class Found:
    """What was found, and by which match; without words there is none.

    ``unfiltered`` is what matches the words if nothing of it matches the filters, too. ``rarer`` is whether the
    match leaves common terms of the query out, so that others have those.
    """

    match: Match | None
    newest: Newest = NOTHING
    unfiltered: Newest = NOTHING
    rarer: bool = False


def first_that_finds(search: Search) -> Found:
    """What the first match finds that finds anything without the filters."""
    if not search.query.q:
        return _found(search, None)
    search.backend.plan_by_words(search.connection)
    # Of a query that has only punctuation there is no match, so nothing is found.
    matches = [*matches_for(search.query.q)]
    for match in matches:
        found = _found(search, match)
        if found.newest.lines or found.unfiltered.lines:
            return found
    return Found(matches[0] if matches else None)


def _found(search: Search, match: Match | None) -> Found:
    found = newest(search, match)
    if match is not None and match.any and found.more:
        known = _by_rarity(search, match.terms)
        kept = _rarest(known)
        rarest = Match(tuple(kept), any=True)
        better = newest(search, rarest)
        # With filters, there may be nothing that has the rare terms.
        if better.lines:
            return Found(rarest, better, rarer=len(kept) < len(known))
    if found.lines or not search.query.filters:
        return Found(match, found)
    return Found(match, found, newest(search, match, filters=()))


def _by_rarity(search: Search, terms: Sequence[Term]) -> list[tuple[int, Term]]:
    """The terms that any entry has, the rarest first, each with the number of its entries."""
    numbers = zip(numbers_of(search, terms), terms, strict=True)
    return sorted(((number, term) for number, term in numbers if number), key=itemgetter(0))


def _rarest(known: Sequence[tuple[int, Term]]) -> list[Term]:
    """The terms without the most common ones: so many that what has any of them can still be ranked.

    The best entries have the rare terms. The newest ones with any term would mostly have a common one.
    """
    sums = accumulate(number for number, _ in known)
    fitting = sum(so_far <= MOST_COUNTED for so_far in sums)
    return [term for _, term in known[: max(fitting, 1)]]
