"""Entries as programs get them."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from facilitator import web
from facilitator.accounts import access
from facilitator.log.entry import content as contents
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.entry.view import EntryView, view_for
from facilitator.log.revisions.sharing_rules import names_of
from facilitator.log.search.results import ListedEntry


def program_reader() -> Reader:
    """The reader of a request with an account's token."""
    return Reader(access.token_account().id, {})


def made(entry: Entry | ListedEntry) -> dict[str, Any]:
    return {"id": entry.id, "url": web.external_url(url_for("log.entry", entry_id=entry.id))}


def line(entry: Entry | ListedEntry) -> dict[str, Any]:
    """An entry in lists. ``meeting`` is left out if the entry is not from a meeting held here."""
    meeting = {"meeting": entry.meeting_id} if entry.meeting_id else {}
    return (
        made(entry)
        | meeting
        | {
            "title": entry.title,
            "date": entry.date.isoformat(),
            "category": entry.category,
            "tags": list(entry.tags),
            "learned": list(entry.learned),
            "outcome": entry.outcome or "",
            "visibility": entry.visibility,
            "draft": entry.draft,
            "version": entry.version,
            "created_at": entry.created_at,
            "updated_at": entry.updated_at,
        }
    )


def whole(session: Session, entry: Entry, who: Reader) -> dict[str, Any]:
    """The entry as this reader sees it. The caller has checked that they may."""
    shown = view_for(session, entry, who)
    author = {"author": shown.author} if shown.author else {}
    validity = {"validity": shown.validity.kind} if shown.validity else {}
    more = {
        "names": names_of(entry),
        "may": _allowed(shown),
        "builds_on": [each.id for each in shown.builds_on],
        "follows": next((each.id for each in shown.follows), None),
        "followed_by": [each.id for each in shown.followed_by],
        "used_in": [each.id for each in shown.used_in],
    }
    return line(entry) | contents.dump(shown.content) | author | validity | more


def _allowed(shown: EntryView) -> list[str]:
    said = {"change": shown.can_edit, "share": shown.can_share, "delete": shown.is_owner and shown.can_edit}
    return [name for name, is_allowed in said.items() if is_allowed]


def revision(row: EntryRevision, by: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "kind": row.kind,
        "at": row.at,
        "by": by,
        "before": row.before,
    }
