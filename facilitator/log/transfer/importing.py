"""Writing imported items into the log, in batches of one transaction each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.log.transfer import extras, reimport
from facilitator.log.transfer.as_member import as_member
from facilitator.log.transfer.known import KnownEntries, origin_of
from facilitator.log.transfer.records import ImportIssue, ImportRecord, ImportResult

BATCH = 100
# A batch ends early when its items take so long to read, and a transaction when so long is worked on them: a room's
# command waits for it.
BATCH_SECONDS = 0.05
# Between two batches, a running server can write: SQLite has one writer at a time, and no queue for others.
PAUSE_SECONDS = 0.02


class Imported(NamedTuple):
    """What became of an item, and the id of the entry that it is, or became: none if it only would become one."""

    item: ImportRecord
    result: ImportResult
    entry_id: str


@dataclass
class ImportRun:
    """One run of an import. ``results`` counts its items by result.

    :param account_id: the author of new entries whose files name no known account; None for no author.
    :param visibility: the visibility of new entries, ``private`` or ``everyone``; empty to take that of the
        files. Drafts are always private.
    :param dry: whether to count the results without writing anything.
    :param is_operator: whether files are believed in whose their entries are, as those of the command are: see
        `as_member`.
    """

    account_id: str | None
    visibility: str
    dry: bool = False
    is_operator: bool = True
    results: Counter[ImportResult] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        with database.read() as session:
            accounts = session.execute(select(Account.email, Account.id)).all()
        self._known = KnownEntries()
        self._accounts: dict[str, str] = dict(accounts)
        self._seen_keys: set[str] = set()
        self._links: dict[str, tuple[Sequence[str], str]] = {}
        self._new: dict[str, tuple[Entry, ImportRecord]] = {}
        self._pause_ends = 0.0

    def run(self, items: Iterable[ImportRecord | ImportIssue]) -> Iterator[Imported | ImportIssue]:
        """Write the items into the log. What became of those of a batch is told after its transactions."""
        waiting = iter(items)
        while batch := list(_next_of(waiting)):
            yield from [item for item in batch if isinstance(item, ImportIssue)]
            good = [item for item in batch if isinstance(item, ImportRecord)]
            while good:
                with self._transaction() as session:
                    done = self._import_some(session, good)
                del good[: len(done)]
                yield from done
        self._link_entries()

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        if self.dry:
            with database.read() as session:
                yield session
            return
        # To read the batch was a pause already, unless it was quick.
        time.sleep(max(0, self._pause_ends - time.monotonic()))
        with database.session() as session:
            # Another import waits here. When it goes on, it finds the entries that this one has added.
            database.hold(session, "import")
            yield session
            self._save_new(session)
        self._pause_ends = time.monotonic() + PAUSE_SECONDS

    def _import_some(self, session: Session, items: Sequence[ImportRecord]) -> list[Imported | ImportIssue]:
        """Import the first of the items, as many as there is time for."""
        end, done = time.monotonic() + BATCH_SECONDS, list[Imported | ImportIssue]()
        items = items if self.is_operator else as_member(session, items, self.account_id)
        self._known.look_up(session, items)
        for item in items:
            if sentence := self._objection(item):
                done.append(ImportIssue(item.location, sentence, item.names))
            else:
                done.append(self._import(session, item))
            if time.monotonic() > end:
                break
        return done

    def _objection(self, item: ImportRecord) -> str:
        if item.key in self._seen_keys:
            return "Another one in this import has the same id."
        self._seen_keys.add(item.key)
        if self._known.find(item) or self._owner(item) or self._visibility_of(item) == "everyone":
            return ""
        if item.draft:
            return "Nobody would see it: a draft is its author's alone. Say whose it is with --account."
        return "Nobody would see it: say whose it is with --account, or share it with --visibility everyone."

    def _owner(self, item: ImportRecord) -> str | None:
        return self._accounts.get(item.author) or self.account_id

    def _visibility_of(self, item: ImportRecord) -> str:
        # A draft must not be shared: sharing is a separate step, and needs a finished entry.
        if item.draft:
            return "private"
        # The seats of the meeting are not imported, so nobody could read an entry of the group.
        said = "private" if item.visibility == "group" else item.visibility
        return self.visibility or said or "private"

    def _import(self, session: Session, item: ImportRecord) -> Imported:
        known = self._known.find(item)
        result: ImportResult = "new"
        entry_id = known.entry_id if known else ""
        if known is None and not self.dry:
            entry_id = self._add(item)
        elif known and known.digest == item.digest:
            result = "unchanged"
        elif known:
            if known.entry_id in self._new:
                self._save_new(session)
            entry = session.get_one(Entry, known.entry_id, with_for_update=not self.dry)
            result = reimport.result_of(session, entry, item)
            if result == "updated" and not self.dry:
                reimport.update(session, entry, item, by=self.account_id)
                self._keep_links(entry, item)
        self.results[result] += 1
        return Imported(item, result, entry_id)

    def _add(self, item: ImportRecord) -> str:
        """Make an entry of the item. It is written with the other new ones of the batch, by `_save_new`."""
        created_at = item.created_at or clock.now()
        entry = store.new_entry(
            self._owner(item), created_at, entry_id=item.id, visibility=self._visibility_of(item)
        )
        entry.draft, entry.named, entry.agreed = item.draft, item.named, item.agreed
        entry.tells_drivers = item.tells_drivers
        entry.extra, entry.summary, entry.origin = dict(item.extra), item.summary, origin_of(item)
        self._new[entry.id] = (entry, item)
        self._keep_links(entry, item)
        self._known.add(entry.id, entry.origin)
        return entry.id

    def _save_new(self, session: Session) -> None:
        added, now = list(self._new.values()), clock.now()
        self._new.clear()
        if added:
            store.save_new(session, [(entry, item.content) for entry, item in added], now, is_imported=True)
        for entry, item in added:
            extras.apply_extras(session, entry, item, self._accounts)
            entry.updated_at = item.updated_at or now

    def _keep_links(self, entry: Entry, item: ImportRecord) -> None:
        if item.uses or item.follows:
            self._links[entry.id] = (item.uses, item.follows)

    def _link_entries(self) -> None:
        """Add the links between entries. It runs last, because an entry may use one later in the files."""
        if self._links:
            with database.session() as session:
                database.hold(session, "import")
                for entry_id, (uses, follows_id) in self._links.items():
                    extras.link_imported(session, entry_id, uses, follows_id)


def _next_of(items: Iterator[ImportRecord | ImportIssue]) -> Iterator[ImportRecord | ImportIssue]:
    end = time.monotonic() + BATCH_SECONDS
    for item in islice(items, BATCH):
        yield item
        if time.monotonic() > end:
            return
