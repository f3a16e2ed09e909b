"""Writing and editing entries, one's own and those of meetings, with drafts that are saved automatically."""

from __future__ import annotations

import re

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session, load_only
from werkzeug.wrappers import Response as AnyResponse

from facilitator import clock, database
from facilitator.accounts.access import current_account, require_account
from facilitator.accounts.zones import today_here
from facilitator.log.entry import links
from facilitator.log.entry.access import entry_to_edit
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import current_reader
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry
from facilitator.log.pages import entry_form
from facilitator.log.revisions import merge, writing
from facilitator.log.revisions.diff import LABELS
from facilitator.meeting.model import CATEGORIES
from facilitator.refused import Refused
from facilitator.summary import words
from facilitator.tokens import new_id
from facilitator.web import audience, body_limit, confirm_submission

blueprint = Blueprint("writing", __name__)

Page = AnyResponse | str | tuple[str, int]
FORM_BYTES = 1024 * 1024
"""The limit for a form's body: 200 KB of text, where URL encoding may make three bytes of each byte."""
_ID = re.compile(r"[A-Za-z0-9_-]{16,32}")
KEPT = "It is in your log. Only you can read it until you share it."
KEPT_AS_DRAFT = "Kept as a draft. Only you can see it."
ELSEWHERE = "This was changed in another window or by somebody else. Save it to see both."


@blueprint.get("/log/new")
@audience("account")
def new() -> str:
    own = require_account()
    with database.read() as session:
        unfinished = drafts_of(session, own.id)
    return _form_page(
        entry_form.blank_form(new_id(), today_here()), is_new=True, draft=True, unfinished=unfinished
    )


def drafts_of(session: Session, account_id: str) -> list[Entry]:
    """The drafts of the account, the last changed first."""
    mine = select(Entry).where(Entry.account_id == account_id, Entry.draft)
    shown = load_only(Entry.id, Entry.title, Entry.updated_at)
    return list(session.scalars(mine.options(shown).order_by(Entry.updated_at.desc())))


@blueprint.post("/log/new")
@audience("account")
@body_limit(FORM_BYTES)
def create() -> Page:
    entry_id = request.form.get("entry", "")
    if not _ID.fullmatch(entry_id):
        entry_id = new_id()
    return _save(entry_id, is_new=True)


@blueprint.get("/log/<entry_id>/edit")
@audience("reader")
def edit(entry_id: str) -> str:
    with database.read() as session:
        entry = entry_to_edit(session, entry_id, current_reader())
        content = content_of(session, entry)
    form = entry_form.form_of_content(entry.id, entry.version, content)
    return _form_page(form, draft=entry.draft, group=entry.meeting_id is not None)


@blueprint.post("/log/<entry_id>/edit")
@audience("reader")
@body_limit(FORM_BYTES)
def change(entry_id: str) -> Page:
    return _save(entry_id)


def _save(entry_id: str, *, is_new: bool = False) -> Page:
    """Save the form that was sent, or show it again with its errors (422) or clashes (409)."""
    as_draft = request.form.get("then") == "draft"
    with database.session() as session:
        entry = (
            writing.own_or_new(session, entry_id, current_reader(), entry_form.sent_version(request.form))
            if is_new
            else entry_to_edit(session, entry_id, current_reader())
        )
        draft, group = entry.version == 0 or entry.draft, entry.meeting_id is not None
        try:
            content = entry_form.read_content(request.form, draft=draft and as_draft, group=group)
        except ValidationError as invalid:
            form = entry_form.form_as_sent(request.form, entry_id, entry_form.error_sentences(invalid))
            return _form_page(form, draft=draft, group=group, is_new=entry.version == 0), 422
        found = merge.merge_with_current(session, entry, content, entry_form.sent_version(request.form))
        if found.clashes:
            clashing = [change.name for change in found.clashes]
            form = entry_form.form_of_content(entry.id, entry.version, found.merged, clashing)
            return _form_page(form, draft=draft, group=group, clash=found), 409
        _write(session, entry, found.merged, as_draft=draft and as_draft)
    if draft:
        flash(KEPT_AS_DRAFT if entry.draft else KEPT)
    answer = redirect(url_for(".edit" if entry.draft else "log.entry", entry_id=entry.id), 303)
    confirm_submission(answer)
    return answer


def _write(session: Session, entry: Entry, content: Content, *, as_draft: bool) -> None:
    account, now = current_account(), clock.now()
    writing.write(
        session,
        entry,
        content,
        now,
        by=account.id if account else None,
        as_draft=as_draft,
        is_review=request.form.get("look") == "changed",
    )
    _keep_used(session, entry, now)


def _keep_used(session: Session, entry: Entry, now: int) -> None:
    """Save the links to earlier entries. A form without the box for them leaves the links as they are."""
    if current_account() and "used_shown" in request.form:
        links.keep_for_entry(session, entry.id, request.form.getlist("used"), current_reader(), now)


@blueprint.post("/log/<entry_id>/draft")
@audience("account")
@body_limit(FORM_BYTES)
def keep_draft(entry_id: str) -> Response:
    """Save a draft while it is being typed. The first call creates it, with the id that its page was given.

    :raises Refused: ``bad_id``, ``not_a_draft``, ``changed_elsewhere`` or ``invalid``
    """
    if not _ID.fullmatch(entry_id):
        raise Refused("bad_id", "This page is broken. Load it again.", 422)
    try:
        content = entry_form.read_content(request.form, draft=True)
    except ValidationError as invalid:
        name, sentence = next(iter(entry_form.error_sentences(invalid).items()))
        raise Refused(
            "invalid", f"{LABELS.get(name.partition('-')[0], 'Here')}: {sentence}", 422
        ) from invalid
    with database.session() as session:
        version = entry_form.sent_version(request.form)
        entry = writing.own_or_new(session, entry_id, current_reader(), version)
        if entry.version and not entry.draft:
            raise Refused("not_a_draft", "This entry is finished. Save it to change it.", 409)
        found = merge.merge_with_current(session, entry, content, version)
        if found.clashes:
            raise Refused("changed_elsewhere", ELSEWHERE, 409)
        _write(session, entry, found.merged, as_draft=True)
    return jsonify(ok=True, version=entry.version)


@blueprint.post("/log/<entry_id>/delete")
@audience("account")
def delete(entry_id: str) -> Page:
    """Delete an entry permanently. An entry from a meeting is deleted together with its meeting.

    :raises Refused: ``no_entry``, or ``not_allowed`` when the reader is not its owner
    """
    entry = writing.delete(entry_id, current_reader())
    flash(f"“{entry.title or 'The draft'}” is deleted, with all that it ever said.")
    return redirect(url_for("log.index"), 303)


def _form_page(
    form: entry_form.EntryForm,
    *,
    draft: bool,
    group: bool = False,
    is_new: bool = False,
    unfinished: list[Entry] | None = None,
    clash: merge.Conflict | None = None,
) -> str:
    account = current_account()
    return render_template(
        "log/write.html",
        form=form,
        draft=draft,
        group=group,
        is_new=is_new,
        unfinished=unfinished or [],
        conflict=clash,
        theirs=entry_form.form_of_content(form.entry_id, form.version, clash.theirs) if clash else None,
        categories=CATEGORIES,
        words=words,
        look="changed" if request.values.get("look") == "changed" else "",
        reader_id=account.id if account else "guest",
    )
