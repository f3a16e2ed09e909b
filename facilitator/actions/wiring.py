"""Connecting the pages of actions to the application."""

from __future__ import annotations

from flask import Flask

from facilitator import signals
from facilitator.actions import link_pages, pages, reviewing, since_pages, ticket_pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(link_pages.blueprint)
    app.register_blueprint(ticket_pages.blueprint)
    app.register_blueprint(since_pages.blueprint)
    signals.meeting_starting.connect(reviewing.on_meeting_starting)
    signals.entry_left.connect(reviewing.on_entry_left)
