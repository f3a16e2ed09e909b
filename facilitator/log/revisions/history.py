"""The revisions of an entry, and going back to an earlier version."""

from __future__ import annotations

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.log.entry import content as contents
from facilitator.log.entry.content import Content
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.revisions import store
from facilitator.refused import Refused

PAGE = 10
_PLACE = tuple_(EntryRevision.at, EntryRevision.version, EntryRevision.id)


def revisions_of(
    session: Session, entry: Entry, last: str
) -> tuple[Content, list[tuple[EntryRevision, str]], str]:
    """One page of revisions, the newest first, each with the name of who made it.

    Before it comes the content that the first of them left; after it the `last` of the next page, empty if
    there is none. The name of somebody without an account is empty.

    :param last: the id of the last revision of the page before, or empty for the first page
    """
    query = (
        select(EntryRevision, Account.name)
        .outerjoin(Account, Account.id == EntryRevision.account_id)
        .where(EntryRevision.entry_id == entry.id)
        .order_by(EntryRevision.at.desc(), EntryRevision.version.desc(), EntryRevision.id.desc())
    )
    seen = session.get(EntryRevision, last)
    if seen is not None and seen.entry_id == entry.id:
        query = query.where(tuple_(seen.at, seen.version, seen.id) > _PLACE)
        text = contents.load(seen.before)
    else:
        text = content_of(session, entry)
    found = session.execute(query.limit(PAGE + 1)).all()
    page = [(revision, name or "") for revision, name in found[:PAGE]]
    return text, page, page[-1][0].id if len(found) > PAGE else ""


def restore(session: Session, entry: Entry, revision_id: str, *, by: str | None) -> None:
    """Restore the content that the entry had before a revision. This adds a revision too.

    :raises Refused: ``no_revision``
    """
    revision = session.get(EntryRevision, revision_id)
    if revision is None or revision.entry_id != entry.id:
        raise Refused("no_revision", "There is no such version. Load the history again.", 404)
    store.change(session, entry, contents.load(revision.before), clock.now(), by=by, kind="restore")
