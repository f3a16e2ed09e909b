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

from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log import store
from facilitator.log.access import Reader
from facilitator.log.content import Content
from facilitator.log.recall import offers, synonyms
from facilitator.log.recall.offers import Least
from facilitator.log.recall.ranker import Ranking, WordRanker

HERE = Path(__file__).parent
NAMES = {"next": "next_time"}


@dataclass(frozen=True)
class Case:
    """A text, the key of the entry that it is about (none: it is about no entry), and how all rank for it."""

    text: str
    wanted: str
    ranking: Ranking


def entries() -> Iterator[tuple[str, dict[str, str]]]:
    """Each entry's key and fields."""
    for block in (HERE / "entries.txt").read_text().split("\n\n")[1:]:
        key, *lines = block.strip().splitlines()
        parts = (line.partition(": ") for line in lines)
        yield key.strip("[]"), {NAMES.get(name, name): value for name, _, value in parts}


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text().splitlines() if line and not line.startswith("#")]


@contextmanager
def log() -> Iterator[tuple[Session, Reader, dict[str, str]]]:
    """A log of these entries: its session, who reads it, and the entries' ids by key."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        migrations.upgrade(url)
        database.init(url)
        with database.session() as session:
            account = people.create_account(session, "Bench", "bench@example.org", "", "member")
            ids = {key: _write(session, account.id, fields) for key, fields in entries()}
        with database.read() as session:
            yield session, Reader(account.id, {}), ids


def _write(session: Session, account_id: str, fields: dict[str, str]) -> str:
    entry = store.new_entry(account_id, 0)
    learned = (fields.pop("learned"),)
    content = Content(date=datetime.date(2026, 1, 5), learned=learned, **fields)  # type: ignore[arg-type]
    store.save(session, entry, content, 0)
    return entry.id


def cases() -> list[Case]:
    """Every text with its ranking: the best three by key."""
    found = []
    with log() as (session, reader, ids):
        keys = {entry_id: key for key, entry_id in ids.items()}

        def ranked(text: str) -> Ranking:
            made = WordRanker().rank(session, reader, text, ())
            named = [replace(each, entry_id=keys[each.entry_id]) for each in made.entries]
            return Ranking(named, made.known, made.asked)

        for line in lines("queries.txt"):
            key, _, text = line.partition(": ")
            if key not in ids:
                raise SystemExit(f"no entry has the key {key}")
            found.append(Case(text, key, ranked(text)))
        found += [Case(text, "", ranked(text)) for text in lines("unrelated.txt")]
    return found


def rates(all_cases: list[Case], least: Least) -> tuple[float, float]:
    """Hit rate at 3, and false-offer rate, in percent."""
    hits, false = [], []
    for case in all_cases:
        offered = [each.entry_id for each in offers.worth_offering(case.ranking, least)]
        if case.wanted:
            hits.append(case.wanted in offered)
        else:
            false.append(bool(offered))
    return 100 * sum(hits) / len(hits), 100 * sum(false) / len(false)


def report(all_cases: list[Case]) -> None:
    asked = sum(bool(case.wanted) for case in all_cases)
    number = len(list(entries()))
    print(
        f"recall: {number} entries, {asked} descriptions in other words, {len(all_cases) - asked} unrelated texts"
    )
    _line("as it is", rates(all_cases, offers.LEAST))
    _line("without any threshold", rates(all_cases, Least()))
    with _no_synonyms():
        _line("as it is, without synonyms", rates(cases(), offers.LEAST))


def _line(words: str, pair: tuple[float, float]) -> None:
    print(f"  {words:28} hit rate at 3 {pair[0]:3.0f} %   false offers {pair[1]:3.0f} %")


@contextmanager
def _no_synonyms() -> Iterator[None]:
    usual = synonyms.of
    synonyms.of = lambda _word: []
    try:
        yield
    finally:
        synonyms.of = usual


def table(all_cases: list[Case]) -> None:
    """Hit rate / false offers for other thresholds: those on shares separate, the one on the score does not."""
    words = offers.LEAST.words
    knowns = (0, 0.2, 0.3, 0.4, 0.5, 0.6)
    print("\n  hit rate / false offers; down: least share of words that the log knows")
    shares, scores = (0, 0.1, 0.15, 0.2, 0.25, 0.3), (0, 2, 4, 6, 8, 10)
    _table(all_cases, "share of one entry", shares, [[Least(k, s, words) for s in shares] for k in knowns])
    _table(all_cases, "BM25 score alone", scores, [[Least(k, 0, 0, s) for s in scores] for k in knowns])


def _table(all_cases: list[Case], head: str, across: Sequence[float], rows: list[list[Least]]) -> None:
    print(f"  {head:>20} " + "".join(f"{value:>9g}" for value in across))
    for row in rows:
        pairs = (rates(all_cases, least) for least in row)
        print(f"  {row[0].known:20.2f} " + "".join(f"{hit:5.0f}/{false:<3.0f}" for hit, false in pairs))


def misses(all_cases: list[Case]) -> None:
    """Each text that goes wrong, with what came nearest."""
    for case in all_cases:
        offered = [each.entry_id for each in offers.worth_offering(case.ranking)]
        if (case.wanted not in offered) if case.wanted else offered:
            near = [f"{each.entry_id} {each.share:.2f}" for each in case.ranking.entries[:3]]
            print(
                f"  {case.wanted or '(unrelated)'}: {case.text}\n    known {case.ranking.known:.2f}; {', '.join(near)}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show each text that goes wrong")
    given = parser.parse_args()
    found = cases()
    report(found)
    table(found)
    if given.misses:
        misses(found)


if __name__ == "__main__":
    main()
