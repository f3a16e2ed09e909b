"""The history of an entry: who changed what and when, and restoring an earlier version."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from facilitator import database
from facilitator.accounts.access import current_account
from facilitator.aside import aside
from facilitator.characters import tidy
from facilitator.log.entry import content as contents
from facilitator.log.entry.access import entry_for_member, entry_to_edit, may_edit
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.tables import Entry, EntryRevision
from facilitator.log.revisions import history as revisions
from facilitator.log.revisions.diff import Change, DiffBudget, changes
from facilitator.web import audience

blueprint = Blueprint("history", __name__)

DEEDS = {
    "edit": "changed it",
    "import": "brought it in anew",
    "changed": "looked at it again and changed it",
    "result": "said what came of an action",
    "restore": "went back to an earlier version",
    "shared": "shared it with everyone",
    "taken back": "took it back",
    "link made": "made a link for people without an account",
    "link ended": "ended a link for people without an account",
    "still true": "looked at it again: still true",
    "no longer": "looked at it again: no longer true",
}


@dataclass(frozen=True)
class Step:
    """One revision of the entry: who made it, and the fields that it changed."""

    revision: EntryRevision
    who: str
    changes: Sequence[Change]

    @property
    def deed(self) -> str:
        return DEEDS[self.revision.kind]


@blueprint.get("/log/<entry_id>/history")
@audience("reader")
def history(entry_id: str) -> str:
    who = current_reader()
    with database.read() as session:
        entry = entry_for_member(session, entry_id, who)
        steps, older = _steps(session, entry, request.args.get("after", ""))
        editor = may_edit(session, entry, who)
    return render_template("log/history.html", entry=entry, steps=steps, older=older, editor=editor)


@blueprint.post("/log/<entry_id>/restore")
@audience("reader")
def restore(entry_id: str) -> Response:
    """Restore the content that the entry had before a revision. This adds a revision too.

    :raises Refused: ``no_revision``
    """
    account = current_account()
    with database.session() as session:
        entry = entry_to_edit(session, entry_id, current_reader())
        sent = tidy(request.form.get("revision", ""))
        revisions.restore(session, entry, sent, by=account.id if account else None)
    flash("The entry says again what it said then. The history keeps what it said in between.")
    return redirect(url_for("log.entry", entry_id=entry_id), 303)


def _steps(session: Session, entry: Entry, last: str) -> tuple[list[Step], str]:
    """One page of revisions, the newest first, and the `last` of the next page (empty if there is none).

    :param last: the id of the last revision of the page before, or empty for the first page.
    """
    text, found, older = revisions.revisions_of(session, entry, last)
    befores = [contents.load(revision.before) for revision, _ in found]
    changed = aside(_all_changes, [text, *befores])
    steps = [
        Step(revision, name or "Somebody without an account", fields)
        for (revision, name), fields in zip(found, changed, strict=True)
    ]
    return steps, older


def _all_changes(versions: Sequence[Content]) -> list[list[Change]]:
    """What each version changed of the next one, which is the one before it in time."""
    patience = DiffBudget()
    return [changes(before, after, patience) for after, before in itertools.pairwise(versions)]
