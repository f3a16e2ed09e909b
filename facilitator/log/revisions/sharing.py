"""Showing an entry to everyone with an account here, and taking it back. Both are revisions, too."""

from __future__ import annotations

from sqlalchemy.orm import Session

from facilitator import clock, signals
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store, summary_links
from facilitator.log.revisions.sharing_rules import check


def share(session: Session, entry: Entry, names: str, agreed: str, *, by: str | None) -> None:
    """Show the entry to everyone, and end links that tell more. Sharing it again in the same way changes nothing.

    :param names: how it tells names, and `agreed` how the group agreed, by the rules of `check`
    :param by: the account that shares it; None for a guest of the meeting
    :raises ValidationError: when these do not fit the entry
    :raises Refused: ``not_finished``
    """
    check(entry, names, agreed)
    summary_links.end_telling_more(session, entry, names, by=by)
    said = ("everyone", names == "yes", names == "drivers", agreed)
    if (entry.visibility, entry.named, entry.tells_drivers, entry.agreed) == said:
        return
    was_everyones = entry.visibility == "everyone"
    entry.visibility, entry.named, entry.tells_drivers, entry.agreed = said
    _note(session, entry, "shared", by)
    if not was_everyones:
        signals.entry_shared.send(None, session=session, entry_id=entry.id)


def take_back(session: Session, entry: Entry, *, by: str | None) -> None:
    """Keep the entry to those who were there from now on, if everyone could read it, and end its links."""
    summary_links.end_all(session, entry, by=by)
    if entry.visibility != "everyone":
        return
    entry.visibility = "group" if entry.meeting_id else "private"
    entry.agreed = ""
    if entry.meeting_id is None:
        # An imported entry without an author would be invisible to everybody, so it gets this one.
        entry.account_id = entry.account_id or by
    _note(session, entry, "taken back", by)


def _note(session: Session, entry: Entry, kind: str, by: str | None) -> None:
    store.add_revision(session, entry, clock.now(), by=by, kind=kind)
    store.reindex(session, entry)
