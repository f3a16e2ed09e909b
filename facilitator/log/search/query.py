"""A search of the log, as its URL has it: words, filters, an order and a page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlencode

from facilitator.accounts.zones import today_here
from facilitator.characters import tidy
from facilitator.log.search.signs import is_pair, is_sign
from facilitator.log.search.stop_words import COMMON_WORDS
from facilitator.log.search.words import content_words, words

Sort = Literal["relevance", "date"]
NOT_SAID = "not said"
"""The value of the outcome filter for entries without an outcome."""
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
    """Words that must follow each other. With ``prefix``, the last one is only the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = False

    @classmethod
    def of(cls, text: str, *, prefix: bool = False, quoted: bool = False) -> Term:
        """The term for a text as it is typed. A run of signs at its end may go on in what is found."""
        held = tuple(words(text))
        if not held or not is_sign(held[-1]):
            return cls(held, prefix, quoted)
        if len(held) > 1 and is_pair(held[-2]):
            return cls(held[:-1], quoted=quoted)
        return cls(held, prefix=True, quoted=quoted)


@dataclass(frozen=True)
class Match:
    """A query to the index: all terms must match, or with ``any`` at least one of them."""

    terms: tuple[Term, ...]
    any: bool = False


@dataclass(frozen=True)
class Query:
    """A search. Without words it finds all entries that match the filters.

    ``driver`` is a word that must be in the field ``drove``. ``steps`` and ``experiments`` are statuses of
    `log.entry.action_status`: at least one step or experiment must have it on the day ``today``, the reader's.
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
    today: datetime.date = field(default_factory=today_here)

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Query:
        """The query from the arguments of a URL. Invalid years and quarters are ignored."""
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
        """The URL's query string for this search with some changes. It leads to the first page."""
        changed = replace(self, **({"after": ""} | changes))  # type: ignore[arg-type]
        return urlencode(dict(changed.parts()))

    def bare(self) -> str:
        """The URL's query string for the same words without any filter."""
        return Query(self.q, sort=self.sort).address()

    def parts(self) -> Iterator[tuple[str, str]]:
        """The names and values of the URL's query string, without default values."""
        for name, value in vars(self).items():
            if value and name != "today" and (name, value) != ("sort", "relevance"):
                yield name, "yes" if value is True else str(value)

    @property
    def filters(self) -> dict[str, object]:
        """The values of the active filters, by name."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}


def matches_for(q: str) -> Iterator[Match]:
    """The matches to try, the strictest first. Each one is for the case that those before find nothing.

    While a word is being typed, its beginning may be longer than the stem in the index ('organisatio'). So
    matches with shorter beginnings follow. The last match accepts any of the words; a run of signs, which may be
    a whole sentence, is taken apart for it.
    """
    terms = tuple(_meaningful(_terms(q)))
    if not terms:
        return
    yield Match(terms)
    yield from (Match((*terms[:-1], shorter)) for shorter in _shorter(terms[-1]))
    apart = tuple(_meaningful(_terms(q, apart=True)))
    if len(apart) > 1:
        yield Match(apart, any=True)


def _terms(q: str, *, apart: bool = False) -> list[Term]:
    found: list[Term] = []
    for quoted, closing, word, blank in _PIECES.findall(q.translate(_QUOTES)):
        if apart and any(map(is_pair, words(word))):
            found += map(Term.of, content_words(word))
        else:
            # Without a blank or a closing quote after it, a word is still being typed. Only the last can be.
            found.append(Term.of(quoted or word, prefix=not (closing or blank), quoted=bool(quoted)))
    return [term for term in found if term.words][:MOST_TERMS]


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
