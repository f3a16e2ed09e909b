"""Which items of an import are in the log already: found by their keys, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import JSON, and_, literal, select
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Entry
from facilitator.log.search import choose_backend
from facilitator.log.transfer.records import ImportRecord


@dataclass(frozen=True)
class KnownEntry:
    """The entry that an item is, and the digest of the item that was brought last."""

    entry_id: str
    digest: str


@dataclass
class KnownEntries:
    """The entries of some items, by the keys of these."""

    _by_key: dict[str, KnownEntry] = field(default_factory=dict)

    def look_up(self, session: Session, items: Sequence[ImportRecord]) -> None:
        """Find those of these items, and forget all others."""
        self._by_key.clear()
        keys = {key for item in items for key in (item.key, _key_of(item.origin)) if key}
        listed = choose_backend.backend_of(session).each_of(literal(list(keys), JSON)).c.value
        # A range of texts is found in the index, as LIKE is not. "0" is the character behind "/".
        mine = and_(Entry.origin >= listed.concat("/"), Entry.origin < listed.concat("0"))
        ids = {item.id for item in items if item.id}
        for here in (mine, Entry.id.in_(ids)) if ids else (mine,):
            for entry_id, origin in session.execute(select(Entry.id, Entry.origin).where(here)):
                self.add(entry_id, origin)

    def add(self, entry_id: str, origin: str | None) -> None:
        self._by_key[f"id:{entry_id}"] = KnownEntry(entry_id, "")
        if key := _key_of(origin):
            self._by_key[key] = KnownEntry(entry_id, str(origin).removeprefix(f"{key}/"))

    def find(self, item: ImportRecord) -> KnownEntry | None:
        return self._by_key.get(item.key) or self._by_key.get(_key_of(item.origin))


def origin_of(item: ImportRecord) -> str | None:
    """What is kept with an entry to find it again: the key of its item, and the digest."""
    if item.origin or item.key.startswith("id:"):
        return item.origin or None
    return f"{item.key}/{item.digest}"


def _key_of(origin: str | None) -> str:
    return (origin or "").rpartition("/")[0]
