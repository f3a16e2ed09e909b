"""The logs that recall is measured in, each a SQLite database in a temporary folder."""

from __future__ import annotations

import datetime
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bench import log_of_entries
from bench.recall import texts
from bench.recall.fillers import fillers
from bench.recall.model import index
from facilitator import database, migrations
from facilitator.accounts import people
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors.matrix import Matrix
from facilitator.log.revisions import store

AT_ONCE = 500
Fields = dict[str, str]


@dataclass
class Log:
    """A log that can grow.

    :ivar keys: the keys of the sets' entries by their ids.
    """

    reader: Reader
    meaning: Meaning | None
    keys: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def add(self, keyed: Iterable[tuple[str, Fields]]) -> None:
        """Write entries with these keys and fields, and index them. Those that fill the log have no key."""
        rest = list(keyed)
        for start in range(0, len(rest), AT_ONCE):
            batch = [(key, _written(self.reader, fields)) for key, fields in rest[start : start + AT_ONCE]]
            with database.session() as session:
                log_of_entries.write(session, [written for _, written in batch])
            self.keys |= {entry.id: key for key, (entry, _) in batch if key}
        self.size += len(rest)
        if self.meaning:
            index(self.meaning)

    def ids_of_later_sets(self, of: str) -> set[str]:
        """What must not be found: a set's texts are about its entries and those of earlier ones."""
        earlier = {key for each in texts.up_to(of) for key, _ in texts.entries(each)}
        return {entry_id for entry_id, key in self.keys.items() if key not in earlier}


@contextmanager
def empty(meaning: Meaning | None) -> Iterator[Log]:
    with tempfile.TemporaryDirectory() as name:
        path, account = _prepared()
        shutil.copy(path, Path(name) / "bench.db")
        database.init(f"sqlite:///{Path(name) / 'bench.db'}")
        try:
            own = replace(meaning, matrix=Matrix(meaning.model.id)) if meaning else None
            yield Log(Reader(account, {}), own)
        finally:
            database.engine().dispose()


def filled(log: Log, sizes: Sequence[int]) -> Iterator[int]:
    """Let a log grow to each of the sizes, by entries about something else."""
    others = fillers(max(sizes, default=0))
    for size in sizes:
        log.add([("", next(others)) for _ in range(size - log.size)])
        yield size


def samples(of: str, size: int, draws: int) -> Iterator[dict[str, Fields]]:
    """The entries of a set and the earlier ones, dealt out at random into logs of this size, several times."""
    for draw in range(draws):
        dealt = list(all_of(of).items())
        random.Random(draw).shuffle(dealt)
        for start in range(0, len(dealt), size):
            yield dict(dealt[start : start + size])


def all_of(of: str) -> dict[str, Fields]:
    """The entries of a set and of the earlier ones, by their keys."""
    return {key: fields for each in texts.up_to(of) for key, fields in texts.entries(each)}


def _written(reader: Reader, fields: Mapping[str, str]) -> log_of_entries.Written:
    said = {name: text for name, text in fields.items() if name != "learned"}
    content = Content(date=datetime.date(2026, 1, 5), learned=(fields["learned"],), **said)  # type: ignore[arg-type]
    return store.new_entry(reader.account_id, 0), content


@cache
def _prepared() -> tuple[Path, str]:
    """A database with one account, and the account's id. Made once a process."""
    path = Path(_folder().name) / "empty.db"
    url = f"sqlite:///{path}"
    migrations.upgrade(url)
    database.init(url)
    with database.session() as session:
        account = people.create_account(session, "Bench", "bench@example.org", "", "member").id
    database.engine().dispose()
    return path, account


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()
