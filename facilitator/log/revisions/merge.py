"""Two people change an entry at once: the second sees both versions before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.log.entry import content as contents
from facilitator.log.entry.content import Content
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.revisions.diff import LABELS, Change, changes


@dataclass(frozen=True)
class Conflict:
    """What the entry says meanwhile against what was sent.

    ``merged`` is what was sent, but for the fields that only the other one changed: those are theirs.
    ``theirs`` is what the entry says, ``by`` the account that said it last (None: a guest, or a draft's
    author). ``clashes`` are the fields in which saving ``merged`` would change it; ``taken`` are the names of those
    that were taken over.
    """

    merged: Content
    theirs: Content
    by: Account | None = None
    clashes: tuple[Change, ...] = ()
    taken: tuple[str, ...] = ()


def merge_with_current(session: Session, entry: Entry, sent: Content, version: int) -> Conflict:
    """What stands between `sent`, which started from `version`, and being saved."""
    if entry.version == version:
        return Conflict(sent, sent)
    now = content_of(session, entry) if entry.version else sent
    sent = contents.with_states_of(sent, now.actions)
    base = _base(session, entry, version)
    taken = [name for name in LABELS if base and _same(sent, base, name) and not _same(now, base, name)]
    merged = replace(sent, **{name: getattr(now, name) for name in taken})
    clashes, labels = tuple(changes(now, merged)), tuple(LABELS[name] for name in taken)
    return Conflict(merged, now, _last(session, entry), clashes, labels)


def _base(session: Session, entry: Entry, version: int) -> Content | None:
    """What the entry said at that version, where it was kept."""
    kept = select(EntryRevision.before).where(
        EntryRevision.entry_id == entry.id, EntryRevision.version == version
    )
    found = session.scalars(kept.limit(1)).first()
    return contents.load(found) if found else None


def _last(session: Session, entry: Entry) -> Account | None:
    """Who made the present version."""
    made = select(Account).outerjoin_from(EntryRevision, Account, Account.id == EntryRevision.account_id)
    made = made.where(EntryRevision.entry_id == entry.id, EntryRevision.version == entry.version - 1)
    return session.scalars(made.order_by(EntryRevision.at.desc()).limit(1)).first()


def _same(one: Content, other: Content, name: str) -> bool:
    return bool(getattr(_plain(one), name) == getattr(_plain(other), name))


def _plain(content: Content) -> Content:
    """Without what no form sends: the ids that rows were given and what became of actions."""
    return replace(content, actions=tuple(replace(each, id="", state="open") for each in content.actions))
