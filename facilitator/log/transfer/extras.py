"""The data of an entry beyond its content: ends of actions, links, origin and revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.log.entry import series
from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry, EntryLink, EntryRevision
from facilitator.log.entry.view import EntryView
from facilitator.log.transfer import reimport
from facilitator.log.transfer.records import ImportRecord
from facilitator.tokens import new_id


@dataclass(frozen=True)
class Extras:
    """The data of one entry beyond its content, for an export.

    ``done_at`` has the ends of actions by their ids, in milliseconds since the epoch. ``uses`` are the ids
    of linked earlier entries, and ``follows`` is that of the meeting before. ``revisions`` are plain data as
    `schema.ExportedRevision`, the oldest first.
    ``version`` and ``review_at`` are 0, and the other fields empty, for a reader who may not know them.
    """

    done_at: Mapping[str, int]
    uses: Sequence[str] = ()
    follows: str = ""
    revisions: Sequence[dict[str, Any]] = field(default_factory=list)
    version: int = 0
    review_at: int = 0
    agreed: str = ""
    origin: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


def extras_for_reader(session: Session, shown: EntryView, reader: Reader) -> Extras:
    """The extras that a reader of the entry may know. Revisions are never among them.

    Only members see how the group agreed, and the key of the import. With the key, somebody who guesses the
    content of the imported file, for example a name in it, could check the guess.
    """
    entry = shown.entry
    return Extras(
        _done_at(session, entry),
        _uses(session, entry, reader),
        next((each.id for each in shown.follows), ""),
        agreed=entry.agreed if shown.is_member else "",
        origin=(entry.origin or "") if shown.is_member else "",
        extra=shown.extra,
    )


def all_extras(session: Session, entry: Entry, emails: Mapping[str, str]) -> Extras:
    """All extras of the entry, for an export by the operator.

    :param emails: the e-mail addresses of the accounts, by account id.
    """
    kept = select(EntryRevision).where(EntryRevision.entry_id == entry.id)
    ordered = kept.order_by(EntryRevision.at, EntryRevision.version, EntryRevision.id)
    return Extras(
        _done_at(session, entry),
        _uses(session, entry, None),
        series.before(session, entry.id) or "",
        [_revision(row, emails) for row in session.scalars(ordered)],
        entry.version,
        entry.review_at or 0,
        entry.agreed,
        entry.origin or "",
        entry.extra,
    )


def apply_extras(session: Session, entry: Entry, item: ImportRecord, accounts: Mapping[str, str]) -> None:
    """Add the extras of an imported file to a new entry, without links: their entries may come later.

    :param accounts: the ids of the accounts, by e-mail address.
    """
    if any(item.done_at):
        reimport.end_actions(session, entry, item)
    if item.version:
        entry.version, entry.review_at = item.version, item.review_at or None
    session.add_all(
        EntryRevision(
            id=new_id(),
            entry_id=entry.id,
            version=each.version,
            account_id=accounts.get(each.by),
            at=each.at,
            kind=each.kind,
            before=each.before,
        )
        for each in item.revisions
    )


def link_imported(session: Session, entry_id: str, uses: Sequence[str], follows_id: str) -> None:
    """Link the entry, if it still exists, to those that exist here: those that it uses, and the one that it follows."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        return
    if follows_id:
        series.link_imported(session, entry_id, follows_id)
    known = set(session.scalars(select(EntryLink.used_id).where(EntryLink.entry_id == entry_id)))
    here = set(session.scalars(select(Entry.id).where(Entry.id.in_(uses))))
    for place, used_id in enumerate(uses):
        if used_id in here - known - {entry_id}:
            at = entry.created_at + place
            session.add(
                EntryLink(id=new_id(), entry_id=entry_id, used_id=used_id, account_id=entry.account_id, at=at)
            )


def _done_at(session: Session, entry: Entry) -> dict[str, int]:
    ended = select(Action.id, Action.done_at).where(Action.entry_id == entry.id, Action.done_at.is_not(None))
    return {row.id: row.done_at or 0 for row in session.execute(ended)}


def _uses(session: Session, entry: Entry, reader: Reader | None) -> list[str]:
    used = select(EntryLink.used_id).where(EntryLink.entry_id == entry.id).group_by(EntryLink.used_id)
    if reader:
        used = used.join(Entry, Entry.id == EntryLink.used_id).where(visible_to(reader))
    return list(session.scalars(used.order_by(func.min(EntryLink.at), EntryLink.used_id)))


def _revision(row: EntryRevision, emails: Mapping[str, str]) -> dict[str, Any]:
    by = emails.get(row.account_id or "", "")
    return {"version": row.version, "at": row.at, "kind": row.kind, "by": by, "before": row.before}
