"""Connecting the log to the application: its pages, its access check and its signal listeners."""

from __future__ import annotations

from flask import Flask

from facilitator import signals, web
from facilitator.log.entry import access
from facilitator.log.pages import (
    entries,
    history,
    importing,
    patterns,
    recall,
    recall_admin,
    review,
    shared,
    sharing,
    suggesting,
    summary,
    writing,
)
from facilitator.log.recall import indexing
from facilitator.log.revisions import from_meeting
from facilitator.summary.html import linked

PAGES = (
    entries,
    writing,
    importing,
    sharing,
    shared,
    history,
    review,
    recall,
    recall_admin,
    suggesting,
    patterns,
    summary,
)


def register(app: Flask) -> None:
    web.gate(app, "reader", access.check_reader)
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
    app.jinja_env.filters["linked"] = linked
    signals.meeting_closing.connect(from_meeting.on_meeting_closing)
    signals.entry_indexed.connect(indexing.on_entry_indexed)
    signals.meeting_prepared.connect(recall.on_meeting_prepared)
