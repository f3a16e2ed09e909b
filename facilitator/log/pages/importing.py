"""Bringing old post-mortems into the log: choosing files, what would become of them, and what came in."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import load_only
from werkzeug.wrappers import Response as AnyResponse

from facilitator import database
from facilitator.accounts import limits
from facilitator.accounts.access import require_account
from facilitator.aside import aside
from facilitator.config import settings
from facilitator.errors import wants_json
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions.diff import LABELS
from facilitator.log.transfer.mapping.chosen import CHOICES, FIELDS, KEEP, LEAVE, NO_HEADINGS, TEXT, Chosen
from facilitator.log.transfer.outcome import IssueOutcome, ItemOutcome, remark_on_days, remark_on_left
from facilitator.log.transfer.records import NameKind
from facilitator.log.uploads import keeping, running, store
from facilitator.log.uploads.process import Task
from facilitator.log.uploads.store import State, Upload
from facilitator.summary import words
from facilitator.web import audience, body_limit, takes_files

blueprint = Blueprint("importing", __name__, url_prefix="/log/import")

A_PAGE = 50
MOST_ISSUES = 100
MOST_NAMES = 100
"""So many columns and headings are listed to choose for: those of most entries."""
LOOK_BYTES = 256 * 1024
CHOICE_LABELS = {
    **{field: LABELS.get(field, "Summary") for field in FIELDS},
    KEEP: "Keep it beside the entry",
    TEXT: "Text, with its heading",
    LEAVE: "Leave it out",
}
RESULTS = {
    "new": "New",
    "updated": "Changed",
    "unchanged": "Unchanged",
    "newer here": "Edited here since",
}
DATE_FROM = {"name": "from its name", "last change": "when the file was last changed"}


@blueprint.get("")
@audience("account")
def choose() -> str:
    """Where files are chosen, and the way back to those that wait."""
    waiting = store.of_account(settings().data_dir, require_account().id)
    return render_template("log/import.html", waiting=waiting)


@blueprint.post("")
@audience("account")
@takes_files
def upload() -> AnyResponse:
    """Keep the files, and read them.

    :raises Refused: ``nothing_there``, ``busy``, ``too_many``
    """
    account = require_account()
    limits.count_import(account.id)
    changed = [
        int(each) if each.isdecimal() and len(each) < 15 else 0 for each in request.form.getlist("changed")
    ]
    files = [file for file in request.files.getlist("files") if file.filename]
    sent = [(file, changed[place] if place < len(changed) else 0) for place, file in enumerate(files)]
    return _begin(aside(keeping.add, settings().data_dir, account.id, sent))


@blueprint.get("/<upload_id>")
@audience("account")
def preview(upload_id: str) -> str:
    """What would become of the files, how far they are, or what came in."""
    found = _own(upload_id)
    state = found.state
    page = request.args.get("page", 1, type=int)
    after = A_PAGE * (max(1, min(page, 10**6)) - 1)
    items = aside(found.lines, "items", ItemOutcome, after, A_PAGE) if state.phase == "seen" else []
    entries = aside(found.lines, "items", str, after, A_PAGE) if state.phase == "done" else []
    whole = state.whole
    results = whole.results if whole else {}
    return render_template(
        "log/import_preview.html",
        upload=found,
        state=state,
        items=items,
        entries=_brought(entries),
        after=after,
        page_size=A_PAGE,
        issues=aside(found.lines, "issues", IssueOutcome, 0, MOST_ISSUES),
        results=results,
        coming=results.get("new", 0) + results.get("updated", 0),
        names=whole.names if whole else [],
        most_names=MOST_NAMES,
        far=_far_words(state),
        choices=CHOICE_LABELS,
        remarks=[remark_on_days(whole.undated), remark_on_left(whole.left)] if whole else [],
        labels=LABELS,
        said=RESULTS,
        date_from=DATE_FROM,
        no_headings=NO_HEADINGS,
        words=words,
    )


@blueprint.get("/<upload_id>/progress")
@audience("account")
def progress(upload_id: str) -> Response:
    """How far it is, for the page's script."""
    state = _own(upload_id).state
    return jsonify(running=state.is_running, said=_far_words(state), done=state.done, files=state.files)


@blueprint.post("/<upload_id>/look")
@audience("account")
@body_limit(LOOK_BYTES)
def look(upload_id: str) -> AnyResponse:
    """Read the files again, with what was chosen for their columns and headings.

    :raises Refused: ``no_upload``, ``busy``, ``too_many``
    """
    found = _own(upload_id)
    limits.count_import(require_account().id)
    return _look(found, _chosen(found.state.chosen))


@blueprint.post("/<upload_id>/bring")
@audience("account")
@body_limit(LOOK_BYTES)
def bring(upload_id: str) -> AnyResponse:
    """Bring the files in; or read them again, when something was chosen for their columns that nobody has seen yet.

    :raises Refused: ``no_upload``, ``busy``, ``too_many``
    """
    found = _own(upload_id)
    limits.count_import(require_account().id)
    if (chosen := _chosen(found.state.chosen)) != found.state.chosen:
        return _look(found, chosen)
    if not found.claim(phase="bringing", done=0, files=0):
        return _shown(found)
    visibility = "everyone" if request.form.get("visibility") == "everyone" else "private"
    return _begin(found, visibility, dry=False)


@blueprint.post("/<upload_id>/delete")
@audience("account")
@body_limit(LOOK_BYTES)
def delete(upload_id: str) -> AnyResponse:
    """Throw the files away.

    :raises Refused: ``no_upload``, ``busy``
    """
    found = _own(upload_id)
    found.claim(phase="reading")
    aside(found.delete)
    return redirect(url_for(".choose"), 303)


def _chosen(before: Chosen) -> Chosen:
    """What columns and headings were chosen to mean, with what the form says."""
    chosen = {kind: {**names} for kind, names in before.items()}
    told = zip(*map(request.form.getlist, ("kind", "name", "was", "field")), strict=False)
    for said, name, was, field in told:
        kind: NameKind = "heading" if said == "heading" else "column"
        if field != was and field in CHOICES:
            chosen.setdefault(kind, {})[name] = field
    return chosen


def _look(found: Upload, chosen: Chosen) -> AnyResponse:
    if not found.claim(phase="reading", chosen=chosen, done=0, files=0):
        return _shown(found)
    return _begin(found)


def _own(upload_id: str) -> Upload:
    return store.find(settings().data_dir, require_account().id, upload_id)


def _far_words(state: State) -> str:
    """How far it is."""
    if state.waits:
        return "Other files are being read. Yours come after them."
    if state.files > 1:
        return f"{state.done:,} of {state.files:,} files are read."
    return "One moment …"


def _begin(found: Upload, visibility: str = "private", *, dry: bool = True) -> AnyResponse:
    task = Task(
        folder=str(found.folder),
        database_url=settings().database_url,
        account_id=require_account().id,
        visibility=visibility,
        dry=dry,
        chosen=found.state.chosen,
    )
    running.begin(found, task)
    return _shown(found)


def _shown(found: Upload) -> AnyResponse:
    url = url_for(".preview", upload_id=found.id)
    return jsonify(ok=True, url=url) if wants_json() else redirect(url, 303)


def _brought(ids: list[str]) -> list[Entry]:
    """The entries that came in and are here still, in the order of the files."""
    mine = select(Entry).where(Entry.id.in_(ids), Entry.account_id == require_account().id)
    shown = load_only(Entry.id, Entry.title, Entry.date, Entry.visibility)
    with database.read() as session:
        found = {entry.id: entry for entry in session.scalars(mine.options(shown))}
    return [found[each] for each in ids if each in found]
