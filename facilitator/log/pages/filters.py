"""What the page of the log shows beside the entries: the filters, and a line that sums up the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facilitator.log.entry.action_status import STATUS_BY_KIND
from facilitator.log.search.facets import Facets
from facilitator.log.search.filtering import KINDS
from facilitator.log.search.query import Query
from facilitator.log.search.results import Results
from facilitator.summary.words import OUTCOMES

FLAGS = {"mine": "Written by me", "meetings": "From meetings", "open": "With open actions"}
GROUPS = {
    "driver": "What drove it",
    "steps": "Steps",
    "experiments": "Experiments",
    "category": "Kind",
    "outcome": "How it came out",
    "year": "Year",
    "quarter": "Quarter",
    "tag": "Tags",
}


@dataclass(frozen=True)
class Option:
    """One filter. ``address`` is the search with it, or without it if it is on.

    ``count`` is how many of the entries that are counted it would leave. It can leave others when it is 0.
    """

    words: str
    count: int
    on: bool
    address: str


@dataclass(frozen=True)
class Group:
    """Filters under one heading, of which only one can be on. With an empty heading, any of them can."""

    heading: str
    options: list[Option]


def filter_groups(query: Query, facets: Facets) -> list[Group]:
    """The groups of filters to show: those that would narrow the results, and those that are on."""
    flags = [_flag(query, facets, name) for name in FLAGS]
    found = [Group("", [option for option in flags if option.count or option.on])]
    found += [Group(heading, [*_options(query, facets, name)]) for name, heading in GROUPS.items()]
    return [group for group in found if group.options]


def active_filters(found: Iterable[Group]) -> list[str]:
    """The filters that are on, in words."""
    return [option.words for group in found for option in group.options if option.on]


def result_summary(query: Query, results: Results) -> str:
    """What was found, in one line, which screen readers announce too."""
    if not results.total:
        return "Nothing found" if query.q or query.filters else ""
    number = _entries(results.total, more=results.facets.more)
    if results.some:
        have = "has" if results.total == 1 else "have"
        which = "the rarer ones" if results.rarer else "them"
        return f"No entry has all of these words. {number} {have} some of {which}."
    return number


def unfiltered_summary(query: Query, results: Results) -> str:
    """What would be found without the filters, if nothing is found with them; else nothing."""
    number = len(results.unfiltered.lines)
    if not number:
        return ""
    said = "these words" if query.q else "other answers"
    have = "has" if number == 1 else "have"
    return f"{_entries(number, more=results.unfiltered.more)} {have} {said}, but not with these filters."


def _entries(number: int, *, more: bool) -> str:
    said = "1 entry" if number == 1 else f"{number:,} entries"
    return f"More than {said}" if more else said


def _flag(query: Query, facets: Facets, name: str) -> Option:
    on = bool(getattr(query, name))
    return Option(FLAGS[name], facets.of(name).get("yes", 0), on, query.address(**{name: not on}))


def _options(query: Query, facets: Facets, name: str) -> Iterator[Option]:
    chosen = str(getattr(query, name) or "")
    if name == "quarter" and not (query.year or chosen):
        return
    counts = dict(facets.of(name))
    if chosen:
        counts.setdefault(chosen, 0)
    elif not facets.more and all(count == facets.total for count in counts.values()):
        # A value that all results have narrows nothing. Of many results, those that are not counted may have others.
        return
    for value, count in counts.items():
        on = value == chosen
        changed: object = "" if on else value
        if name in ("year", "quarter"):
            changed = None if on else int(value)
        yield Option(_words(name, value), count, on, query.address(**{name: changed}))


def _words(name: str, value: str) -> str:
    if name == "outcome":
        return OUTCOMES.get(value, "Not said yet")
    if name == "quarter":
        return f"Q{value}"
    if name in KINDS:
        return STATUS_BY_KIND[KINDS[name]].get(value, value)
    return value.capitalize() if name == "category" else value
