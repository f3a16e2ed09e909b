"""What somebody asks of the log: words, filters, an order and a page, as they stand in the address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlencode

from facilitator import clock
from facilitator.fields import tidy
from facilitator.log.search.stop_words import COMMON_WORDS
from facilitator.log.search.words import words

Sort = Literal["relevance", "date"]
NOT_SAID = "not said"
"""The filter for entries of which nobody has said how they came out."""
LONGEST = 400
MOST_TERMS = 20
SHORTEST_PREFIX = 3
MOST_CUT = 5
_PIECES = re.compile(r'"([^"]*)("|$)|([^\s"]+)(\s|$|(?="))')
FILTERS = (
    "category",
    "tag",
    "outcome",
    "year",
    "quarter",
    "mine",
    "meetings",
    "open",
    "driver",
    "steps",
    "experiments",
)
_QUOTES = str.maketrans("“”„‟«»", '""""""')


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; with ``prefix`` the last of them may go on."""

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Match:
    """What the index is asked for: every term, or with ``any`` at least one of them."""

    terms: tuple[Term, ...]
    any: bool = False


@dataclass(frozen=True)
class Query:
    """A search. Without words it is the log itself, or what the filters leave of it.

    ``driver`` is a word of what drove it; ``steps`` and ``experiments`` are what became of at least one of
    them by ``today``, as `log.entry.action_status` tells it.
    """

    q: str = ""
    category: str = ""
    tag: str = ""
    outcome: str = ""
    year: int | None = None
    quarter: int | None = None
    mine: bool = False
    meetings: bool = False
    open: bool = False
    driver: str = ""
    steps: str = ""
    experiments: str = ""
    sort: Sort = "relevance"
    after: str = ""
    today: datetime.date = field(default_factory=clock.today)

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Query:
        """The query of an address. What makes no sense there is left out, as it filters nothing."""
        year, quarter = args.get("year", ""), args.get("quarter", "")
        return cls(
            q=tidy(args.get("q", ""))[:LONGEST],
            category=tidy(args.get("category", "")),
            tag=tidy(args.get("tag", "")),
            outcome=tidy(args.get("outcome", "")),
            year=int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else None,
            quarter=int(quarter) if quarter in {"1", "2", "3", "4"} else None,
            mine=args.get("mine") == "yes",
            meetings=args.get("meetings") == "yes",
            open=args.get("open") == "yes",
            driver=tidy(args.get("driver", "")),
            steps=tidy(args.get("steps", "")),
            experiments=tidy(args.get("experiments", "")),
            sort="date" if args.get("sort") == "date" else "relevance",
            after=args.get("after", ""),
        )

    def address(self, **changes: object) -> str:
        """The query part of the address of this search with some changes; it begins at its first page."""
        changed = replace(self, **({"after": ""} | changes))  # type: ignore[arg-type]
        return urlencode(dict(changed.parts()))

    def bare(self) -> str:
        """The address of the same words without any filter."""
        return Query(self.q, sort=self.sort).address()

    def parts(self) -> Iterator[tuple[str, str]]:
        """The names and values of the address, without those that say nothing."""
        for name, value in vars(self).items():
            if value and name != "today" and (name, value) != ("sort", "relevance"):
                yield name, "yes" if value is True else str(value)

    @property
    def filters(self) -> dict[str, object]:
        """The filters that are on, by name."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}


def matches_for(q: str) -> Iterator[Match]:
    """What to ask the index for, strictest first; the next is for when that finds nothing.

    While a word is typed, its beginning may be longer than the stem that the index keeps of it
    ('organisatio'), so shorter beginnings follow; last, any of the words will do.
    """
    terms = tuple(_meaningful(_terms(q)))
    if not terms:
        return
    yield Match(terms)
    yield from (Match((*terms[:-1], shorter)) for shorter in _shorter(terms[-1]))
    if len(terms) > 1:
        yield Match(terms, any=True)


def _terms(q: str) -> list[Term]:
    found = []
    for quoted, closing, word, blank in _PIECES.findall(q.translate(_QUOTES)):
        held = tuple(words(quoted or word))
        if held:
            # What is still being typed: nothing after it that ends it. Only the last word can be that.
            found.append(Term(held, prefix=not (closing or blank), quoted=bool(quoted)))
    return found[:MOST_TERMS]


def _meaningful(terms: list[Term]) -> list[Term]:
    kept = [term for term in terms if term.quoted or len(term.words) > 1 or not _is_common(term)]
    return kept or terms


def _is_common(term: Term) -> bool:
    return term.words[0] in COMMON_WORDS


def _shorter(term: Term) -> Iterator[Term]:
    *before, last = term.words
    if not term.prefix:
        return
    for length in range(len(last) - 1, max(SHORTEST_PREFIX, len(last) - MOST_CUT) - 1, -1):
        yield replace(term, words=(*before, last[:length]))
