"""See the package."""

from __future__ import annotations

import argparse
import datetime
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from bench.recall import texts
from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import synonyms
from facilitator.log.recall.offers import MOST
from facilitator.log.recall.word_ranker import Ranking, WordRanker, above_threshold
from facilitator.log.recall.word_threshold import THRESHOLD, OfferThreshold
from facilitator.log.revisions import store

FILLERS = (0, 500, 3000)
KEPT = 20
"""How many of each ranking are kept; only the first three can be offered."""
RULES = {
    "as it is": THRESHOLD,
    "the same share at every size": replace(THRESHOLD, growth=0),
    "any number of known words": replace(THRESHOLD, known=0),
    "BM25 score alone, at least 6": OfferThreshold(score=6),
    "BM25 score alone, at least 12": OfferThreshold(score=12),
    "without any threshold": OfferThreshold(),
}


@dataclass(frozen=True)
class Case:
    """A text, the key of the entry that it is about (none: it is about no entry), and how all rank for it."""

    text: str
    wanted: str
    ranking: Ranking


@dataclass(frozen=True)
class Rates:
    """Hit rate at 3 and rate of false offers, in percent."""

    hits: float
    false: float

    def __str__(self) -> str:
        return f"{self.hits:.0f}/{self.false:.0f}"


@contextmanager
def log(of: str, fillers: int) -> Iterator[tuple[Session, Reader, dict[str, str]]]:
    """A log of one set's entries among others: its session, who reads it, and the keys by the entries' ids."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrations.upgrade(url)
        database.init(url)
        with database.session() as session:
            account = people.create_account(session, "Bench", "bench@example.org", "", "member").id
            keys = {_write(session, account, fields): key for key, fields in _entries(of)}
            for fields in texts.fillers(fillers, of):
                _write(session, account, fields)
        with database.read() as session:
            yield session, Reader(account, {}), keys
        database.engine().dispose()


def _entries(of: str) -> Iterator[tuple[str, dict[str, str]]]:
    """All that are in the log of a set: some descriptions are of entries of an earlier one."""
    for each in texts.up_to(of):
        yield from texts.entries(each)


def _write(session: Session, account_id: str, fields: dict[str, str]) -> str:
    entry = store.new_entry(account_id, 0)
    learned = (fields.pop("learned"),)
    content = Content(date=datetime.date(2026, 1, 5), learned=learned, **fields)  # type: ignore[arg-type]
    store.save(session, entry, content, 0)
    return entry.id


def cases(of: str, fillers: int) -> list[Case]:
    """Every text of a set with its ranking, by key; a filling entry has none."""
    with log(of, fillers) as (session, reader, keys):

        def case(text: str, wanted: str) -> Case:
            made = WordRanker().rank(session, reader, text, ())
            named = [replace(each, entry_id=keys.get(each.entry_id, "")) for each in made.entries[:KEPT]]
            return Case(text, wanted, replace(made, entries=named))

        found = [case(text, key) for key, text in texts.descriptions(of)]
        return found + [case(text, "") for text in texts.unrelated(of)]


def rates(all_cases: Sequence[Case], least: OfferThreshold) -> Rates:
    hits, false = [], []
    for case in all_cases:
        offered = [each.entry_id for each in above_threshold(case.ranking, least)[:MOST]]
        if case.wanted:
            hits.append(case.wanted in offered)
        else:
            false.append(bool(offered))
    return Rates(100 * sum(hits) / len(hits), 100 * sum(false) / len(false))


Sized = dict[int, list[Case]]


def report(of: str, sized: Sized) -> None:
    number, asked = len(list(_entries(of))), sum(bool(case.wanted) for case in sized[0])
    chosen = "the rule was chosen on it" if of == texts.FITTED else "nothing was chosen on it"
    print(f"recall, set {of}: {number} entries, {asked} descriptions in other words,")
    print(f"  {len(sized[0]) - asked} unrelated texts; {chosen}. Hit rate at 3 / false offers, in percent:")
    _row("entries about something else", [f"{fillers:,}" for fillers in FILLERS])
    for words, least in RULES.items():
        _row(words, [rates(sized[fillers], least) for fillers in FILLERS])


def without_synonyms(of: str) -> None:
    with _no_synonyms():
        _row("as it is, without synonyms", [rates(cases(of, 0), THRESHOLD)])


def _row(words: str, cells: Sequence[object]) -> None:
    print(f"  {words:30}" + "".join(f"{cell!s:>9}" for cell in cells))


@contextmanager
def _no_synonyms() -> Iterator[None]:
    usual = synonyms.synonyms_of
    synonyms.synonyms_of = lambda word: []
    try:
        yield
    finally:
        synonyms.synonyms_of = usual


def misses(all_cases: Sequence[Case]) -> None:
    """Each text that goes wrong, with what came nearest."""
    for case in all_cases:
        offered = [each.entry_id for each in above_threshold(case.ranking)[:MOST]]
        if (case.wanted not in offered) if case.wanted else offered:
            near = [
                f"{each.entry_id or '(other)'} {each.share:.2f} {each.words}"
                for each in case.ranking.entries[:3]
            ]
            print(
                f"  {case.wanted or '(unrelated)'}: {case.text}\n    known {case.ranking.known:.2f}; {', '.join(near)}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="show each text of the fitted set that goes wrong"
    )
    given = parser.parse_args()
    for of in texts.SETS:
        sized = {fillers: cases(of, fillers) for fillers in FILLERS}
        report(of, sized)
        without_synonyms(of)
        if given.misses and of == texts.FITTED:
            for fillers in FILLERS:
                misses(sized[fillers])


if __name__ == "__main__":
    main()
