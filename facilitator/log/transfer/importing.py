"""Writing imported items into the log, in batches of one transaction each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from sqlalchemy import JSON, and_, literal, select
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.log.entry import series
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.log.search import choose_backend
from facilitator.log.transfer import extras, reimport
from facilitator.log.transfer.as_member import as_member
from facilitator.log.transfer.records import ImportIssue, ImportRecord

ImportResult = Literal["new", "updated", "unchanged", "newer here"]
BATCH = 100
# A batch ends early when its items take so long to read, and a transaction when so long is worked on them: a room's
# command waits for it.
BATCH_SECONDS = 0.05
# Between two batches, a running server can write: SQLite has one writer at a time, and no queue for others.
PAUSE_SECONDS = 0.02


@dataclass(frozen=True)
class _Known:
    entry_id: str
    digest: str


@dataclass
class ImportRun:
    """One run of an import. ``results`` counts its items by result.

    :param account_id: the author of new entries whose files name no known account; None for no author.
    :param visibility: the visibility of new entries, ``private`` or ``everyone``; empty to take that of the
        files. Drafts are always private.
    :param dry: whether to count the results without writing anything.
    :param tell: called with each item, its result, and the id of the entry that it is or became.
    :param is_operator: whether files are believed in whose their entries are, as those of the command are: see
        `as_member`.
    """

    account_id: str | None
    visibility: str
    dry: bool = False
    tell: Callable[[ImportRecord, ImportResult, str], object] = lambda *_told: None
    is_operator: bool = True
    results: Counter[ImportResult] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        with database.read() as session:
            accounts = session.execute(select(Account.email, Account.id)).all()
        self._known: dict[str, _Known] = {}
        self._accounts: dict[str, str] = dict(accounts)
        self._seen_keys: set[str] = set()
        self._uses: dict[str, tuple[str, ...]] = {}
        self._follows: dict[str, str] = {}
        self._new: dict[str, tuple[Entry, ImportRecord]] = {}
        self._pause_ends = 0.0

    def run(self, items: Iterable[ImportRecord | ImportIssue]) -> Iterator[list[ImportIssue]]:
        """Write the items into the log.

        :returns: after each batch, the issues of its items that could not be imported.
        """
        waiting = iter(items)
        while batch := list(_next_of(waiting)):
            yield self._next_batch(batch)
        self._link_entries()

    def _next_batch(self, batch: Sequence[ImportRecord | ImportIssue]) -> list[ImportIssue]:
        bad = [item for item in batch if isinstance(item, ImportIssue)]
        good = [item for item in batch if isinstance(item, ImportRecord)]
        while good:
            with self._transaction() as session:
                bad += self._import_some(session, good)
        return bad

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

    def _import_some(self, session: Session, waiting: list[ImportRecord]) -> list[ImportIssue]:
        """Import the first of the items, and remove these from the list."""
        end = time.monotonic() + BATCH_SECONDS
        items = [*waiting] if self.is_operator else as_member(session, waiting, self.account_id)
        self._look_up(session, items)
        decide = self._result_of if self.dry else self._write
        bad = []
        for item in items:
            del waiting[0]
            if sentence := self._objection(item):
                bad.append(ImportIssue(item.location, sentence))
            else:
                result = decide(session, item)
                self.results[result] += 1
                known = self._known_entry(item)
                self.tell(item, result, known.entry_id if known else "")
            if time.monotonic() > end:
                break
        return bad

    def _look_up(self, session: Session, items: Sequence[ImportRecord]) -> None:
        """Find which of these items are in the log already, and keep that in ``_known``."""
        self._known.clear()
        keys = {key for item in items for key in (item.key, _key_of(item.origin)) if key}
        listed = choose_backend.backend_of(session).each_of(literal(list(keys), JSON)).c.value
        # A range of texts is found in the index, as LIKE is not. "0" is the character behind "/".
        mine = and_(Entry.origin >= listed.concat("/"), Entry.origin < listed.concat("0"))
        ids = {item.id for item in items if item.id}
        for here in (mine, Entry.id.in_(ids)) if ids else (mine,):
            for entry_id, origin in session.execute(select(Entry.id, Entry.origin).where(here)):
                self._remember(entry_id, origin)

    def _remember(self, entry_id: str, origin: str | None) -> None:
        self._known[f"id:{entry_id}"] = _Known(entry_id, "")
        if key := _key_of(origin):
            self._known[key] = _Known(entry_id, str(origin).removeprefix(f"{key}/"))

    def _objection(self, item: ImportRecord) -> str:
        if item.key in self._seen_keys:
            return "Another one in this import has the same id."
        self._seen_keys.add(item.key)
        if self._known_entry(item) or self._owner(item) or self._visibility_of(item) == "everyone":
            return ""
        if item.draft:
            return "Nobody would see it: a draft is its author's alone. Say whose it is with --account."
        return "Nobody would see it: say whose it is with --account, or share it with --visibility everyone."

    def _known_entry(self, item: ImportRecord) -> _Known | None:
        return self._known.get(item.key) or self._known.get(_key_of(item.origin))

    def _owner(self, item: ImportRecord) -> str | None:
        return self._accounts.get(item.author) or self.account_id

    def _visibility_of(self, item: ImportRecord) -> str:
        # A draft must not be shared: sharing is a separate step, and needs a finished entry.
        if item.draft:
            return "private"
        # The seats of the meeting are not imported, so nobody could read an entry of the group.
        said = "private" if item.visibility == "group" else item.visibility
        return self.visibility or said or "private"

    def _result_of(self, session: Session, item: ImportRecord) -> ImportResult:
        known = self._known_entry(item)
        if known is None:
            return "new"
        if known.digest == item.digest:
            return "unchanged"
        if known.entry_id in self._new:
            self._save_new(session)
        entry = session.get_one(Entry, known.entry_id)
        now = content_of(session, entry)
        is_same = reimport.is_same_content(now, item.content) and dict(entry.extra) == dict(item.extra)
        if is_same and not _brings_summary(item, entry):
            return "unchanged"
        is_newer = (
            entry.updated_at > item.updated_at if item.updated_at else reimport.was_edited(session, entry)
        )
        return "newer here" if is_newer else "updated"

    def _write(self, session: Session, item: ImportRecord) -> ImportResult:
        result = self._result_of(session, item)
        if result == "new":
            self._add(item)
        elif result == "updated":
            self._update(session, item)
        return result

    def _add(self, item: ImportRecord) -> None:
        """Make an entry of the item. It is written with the other new ones of the batch, by `_save_new`."""
        created_at = item.created_at or clock.now()
        entry = store.new_entry(
            self._owner(item), created_at, entry_id=item.id, visibility=self._visibility_of(item)
        )
        entry.draft, entry.named, entry.agreed = item.draft, item.named, item.agreed
        entry.tells_drivers = item.tells_drivers
        entry.extra, entry.summary, entry.origin = dict(item.extra), item.summary, _origin(item)
        self._new[entry.id] = (entry, item)
        self._keep_links(entry, item)
        self._remember(entry.id, entry.origin)

    def _save_new(self, session: Session) -> None:
        added, now = list(self._new.values()), clock.now()
        self._new.clear()
        if added:
            store.save_new(session, [(entry, item.content) for entry, item in added], now, is_imported=True)
        for entry, item in added:
            extras.apply_extras(session, entry, item, self._accounts)
            entry.updated_at = item.updated_at or now

    def _update(self, session: Session, item: ImportRecord) -> None:
        """Update the content and extra of an entry. Its visibility and owner stay as they are in this log."""
        known = self._known_entry(item)
        assert known is not None
        entry = session.get_one(Entry, known.entry_id, with_for_update=True)
        entry.extra = dict(item.extra)
        if _brings_summary(item, entry):
            entry.summary = item.summary
        content = reimport.with_ids_of(item.content, content_of(session, entry).actions)
        store.change(session, entry, content, clock.now(), by=self.account_id, kind="import")
        reimport.end_actions(session, entry, item)
        self._keep_links(entry, item)
        entry.origin = _origin(item) or entry.origin
        store.reindex(session, entry)

    def _keep_links(self, entry: Entry, item: ImportRecord) -> None:
        if item.uses:
            self._uses[entry.id] = item.uses
        if item.follows:
            self._follows[entry.id] = item.follows

    def _link_entries(self) -> None:
        """Add the links between entries. It runs last, because an entry may use one later in the files."""
        if self._uses or self._follows:
            with database.session() as session:
                database.hold(session, "import")
                for entry_id, uses in self._uses.items():
                    extras.link_used_entries(session, entry_id, uses)
                for entry_id, follows_id in self._follows.items():
                    series.link_imported(session, entry_id, follows_id)


def _next_of(items: Iterator[ImportRecord | ImportIssue]) -> Iterator[ImportRecord | ImportIssue]:
    end = time.monotonic() + BATCH_SECONDS
    for item in islice(items, BATCH):
        yield item
        if time.monotonic() > end:
            return


def _brings_summary(item: ImportRecord, entry: Entry) -> bool:
    """Whether the item has another summary for the entry of a meeting that was held elsewhere."""
    return entry.meeting_id is None and item.summary is not None and entry.summary != item.summary


def _origin(item: ImportRecord) -> str | None:
    if item.origin or item.key.startswith("id:"):
        return item.origin or None
    return f"{item.key}/{item.digest}"


def _key_of(origin: str | None) -> str:
    return (origin or "").rpartition("/")[0]
