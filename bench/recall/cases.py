"""Asking a log for each text of a set: how it ranks by words and by meaning, and what is offered of that."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bench.recall import logs, texts
from bench.recall.logs import Log
from facilitator import database
from facilitator.log.recall.hybrid import LOOKED_AT, Near, Nearness, near
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.offers import MOST
from facilitator.log.recall.question import Question
from facilitator.log.recall.word_ranker import Ranking, WordRanker

KEPT = LOOKED_AT
"""How many of each ranking are kept; only the first three can be offered."""
SMALL = 30
"""A log of so few holds a part of a set's entries only."""
DRAWS = 2
ANYTHING = Nearness(least=0)


@dataclass(frozen=True)
class Case:
    """A text, the key of the entry that it is about (none: it is about no entry), and how all rank for it.

    :ivar size: the number of entries in the log.
    :ivar seconds: what it takes to find what is offered, by words and by meaning.
    """

    text: str
    wanted: str
    size: int
    words: Ranking
    near: list[Near]
    seconds: tuple[float, float]


@dataclass(frozen=True)
class Rates:
    """Hit rate at 3 and rate of false offers, in percent."""

    hits: float
    false: float

    def __str__(self) -> str:
        return f"{self.hits:.0f}/{self.false:.0f}"


def rates(cases: Sequence[Case], offered: Callable[[Case], Sequence[str]]) -> Rates:
    """What comes of the cases when this is offered."""
    hits = [case.wanted in offered(case) for case in cases if case.wanted]
    false = [bool(offered(case)) for case in cases if not case.wanted]
    return Rates(100 * sum(hits) / len(hits), 100 * sum(false) / len(false))


def in_small_logs(of: str, meaning: Meaning | None) -> list[Case]:
    """Every text of a set, asked of small logs. One about nothing is asked of each of them."""
    found: list[Case] = []
    for sample in logs.samples(of, SMALL, DRAWS):
        with logs.empty(meaning) as log:
            log.add(sample.items())
            for _ in logs.filled(log, [SMALL]):
                found += in_log(of, log)
    return found


def in_log(of: str, log: Log) -> list[Case]:
    """Every text of a set that is about an entry of the log, or about none."""
    exclude, keys = log.ids_of_later_sets(of), set(log.keys.values())
    asked = [(text, key) for key, text in texts.descriptions(of) if key in keys]
    asked += [(text, "") for text in texts.unrelated(of)]
    return _cases(log, asked, exclude)


def forms_in_log(log: Log) -> list[Case]:
    """Every form, asked of a log that knows nothing of `domains`."""
    asked = [(text, key) for key, text in texts.forms()] + [(text, "") for text in texts.unrelated_forms()]
    return _cases(log, asked, log.ids_of_later_sets(texts.HELD_OUT))


def _cases(log: Log, asked: Sequence[tuple[str, str]], exclude: Collection[str]) -> list[Case]:
    with database.read() as session:
        return [_case(session, log, text, key, exclude) for text, key in asked]


def _case(session: Session, log: Log, text: str, wanted: str, exclude: Collection[str]) -> Case:
    seconds = _seconds(session, log, text)
    words = WordRanker().rank(session, log.reader, text, exclude)
    nearest = _near(session, log, text, exclude)
    known = [replace(each, entry_id=log.keys.get(each.entry_id, "")) for each in words.entries[:KEPT]]
    nearest = [replace(each, entry_id=log.keys.get(each.entry_id, "")) for each in nearest]
    return Case(text, wanted, log.size, replace(words, entries=known), nearest, seconds)


def _seconds(session: Session, log: Log, text: str) -> tuple[float, float]:
    began = time.perf_counter()
    WordRanker().best(session, log.reader, text, (), MOST)
    middle = time.perf_counter()
    if log.meaning:
        near(session, log.reader, Question.of(text, log.meaning), most=MOST)
    return middle - began, time.perf_counter() - middle


def _near(session: Session, log: Log, text: str, exclude: Collection[str]) -> list[Near]:
    if log.meaning is None:
        return []
    question = Question.of(text, log.meaning)
    return near(session, log.reader, question, exclude=exclude, most=KEPT, nearness=ANYTHING)
