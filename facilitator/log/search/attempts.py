"""Which of a search's matches is used: the first, the strictest, that finds something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from facilitator.log.search.newest import MOST_COUNTED, NOTHING, Newest, newest
from facilitator.log.search.query import Match, Term, matches_for
from facilitator.log.search.rarities import numbers_of
from facilitator.log.search.searching import Search


@dataclass(frozen=True)
class Found:
    """What was found, and by which match; without words there is none.

    ``unfiltered`` is what matches the words if nothing of it matches the filters, too.
    """

    match: Match | None
    newest: Newest = NOTHING
    unfiltered: Newest = NOTHING


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
        rarest = _of_the_rarest(search, match.terms)
        better = newest(search, rarest)
        # With filters, there may be nothing that has the rare terms.
        if better.lines:
            return Found(rarest, better)
    if found.lines or not search.query.filters:
        return Found(match, found)
    return Found(match, found, newest(search, match, filters=()))


def _of_the_rarest(search: Search, terms: Sequence[Term]) -> Match:
    """Any of the terms, without the most common ones: so many that what matches can still be ranked.

    The best entries have the rare terms. The newest ones with any term would mostly have a common one.
    """
    numbers = numbers_of(search, terms)
    kept: list[Term] = []
    room = MOST_COUNTED
    for number, term in sorted(zip(numbers, terms, strict=True), key=itemgetter(0)):
        room -= number
        if kept and room < 0:
            break
        if number:
            kept.append(term)
    return Match(tuple(kept), any=True)
