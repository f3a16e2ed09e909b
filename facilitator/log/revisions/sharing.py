"""Showing an entry to everyone with an account here, and taking it back. Both are revisions, too."""

from __future__ import annotations

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store, summary_links
from facilitator.log.revisions.summary_links import NAMES, refuse_draft

HOW = "Say in a sentence how the group agreed, so that everybody can see later that it did."


def names_of(entry: Entry) -> str:
    """How the entry tells names: one of `NAMES`."""
    if entry.named:
        return "yes"
    return "drivers" if entry.tells_drivers else "no"


def choices_for(entry: Entry) -> tuple[str, ...]:
    """Those of `NAMES` that the entry can be shared with. One that was written alone has no cards."""
    return NAMES if entry.is_of_a_group and entry.drove else ("no", "yes")


def check(entry: Entry, names: str, agreed: str) -> None:
    """Check what somebody says of how to share the entry.

    :raises ValidationError: with a sentence for each field that is wrong
    """
    if names not in choices_for(entry):
        raise ValidationError({"names": ["This entry has no cards that drove it. Choose one of: no, yes."]})
    if entry.is_of_a_group and not agreed:
        raise ValidationError({"agreed": [HOW]})


def share(session: Session, entry: Entry, names: str, agreed: str, *, by: str | None) -> None:
    """Show the entry to everyone, and end links that tell more. Sharing it again in the same way changes nothing.

    :param names: one of `choices_for` the entry
    :param agreed: how the group agreed; empty for an entry that somebody wrote alone
    :param by: the account that shares it; None for a guest of the meeting
    :raises Refused: ``not_finished``
    """
    refuse_draft(entry)
    summary_links.end_telling_more(session, entry, names, by=by)
    said = ("everyone", names == "yes", names == "drivers", agreed)
    if (entry.visibility, entry.named, entry.tells_drivers, entry.agreed) == said:
        return
    entry.visibility, entry.named, entry.tells_drivers, entry.agreed = said
    _note(session, entry, "shared", by)


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
