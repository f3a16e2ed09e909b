"""Merging when two people change an entry at once: the second sees both versions before saving."""

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
    """The result of comparing what was sent with what the entry says now.

    ``merged`` is what was sent, except for the fields that only the other person changed: they have the
    other person's text. ``theirs`` is what the entry says now, and ``by`` the account that changed it last
    (None: a guest, or the author of a draft). ``clashes`` are the differences between ``theirs`` and
    ``merged``. ``taken`` are the labels of the fields that were taken from ``theirs``.
    """

    merged: Content
    theirs: Content
    by: Account | None = None
    clashes: tuple[Change, ...] = ()
    taken: tuple[str, ...] = ()


def merge_with_current(session: Session, entry: Entry, sent: Content, version: int) -> Conflict:
    """Compare `sent`, which was edited from `version`, with the present entry and merge the two."""
    if entry.version == version:
        return Conflict(sent, sent)
    now = content_of(session, entry) if entry.version else sent
    sent = contents.with_results_of(sent, now.actions)
    base = _base(session, entry, version)
    taken = [name for name in LABELS if base and _same(sent, base, name) and not _same(now, base, name)]
    merged = replace(sent, **{name: getattr(now, name) for name in taken})
    clashes, labels = tuple(changes(now, merged)), tuple(LABELS[name] for name in taken)
    return Conflict(merged, now, _last(session, entry), clashes, labels)


def _base(session: Session, entry: Entry, version: int) -> Content | None:
    """The content of the entry at that version, if a revision has it."""
    kept = select(EntryRevision.before).where(
        EntryRevision.entry_id == entry.id, EntryRevision.version == version
    )
    found = session.scalars(kept.limit(1)).first()
    return contents.load(found) if found else None


def _last(session: Session, entry: Entry) -> Account | None:
    """The account that made the present version, if one did."""
    made = select(Account).outerjoin_from(EntryRevision, Account, Account.id == EntryRevision.account_id)
    made = made.where(EntryRevision.entry_id == entry.id, EntryRevision.version == entry.version - 1)
    return session.scalars(made.order_by(EntryRevision.at.desc()).limit(1)).first()


def _same(one: Content, other: Content, name: str) -> bool:
    return bool(getattr(_plain(one), name) == getattr(_plain(other), name))


def _plain(content: Content) -> Content:
    """The content without what no form may change: the ids of actions, what came of them, and their tickets."""
    none = {name: getattr(contents.Action(), name) for name in contents.ON_ITS_PAGE}
    return replace(content, actions=tuple(replace(each, id="", **none) for each in content.actions))
