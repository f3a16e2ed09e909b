"""Connecting reminders to the application: their pages, and what they do when a meeting closes."""

from __future__ import annotations

from flask import Flask

from facilitator import signals, web
from facilitator.reminders import ending, owner_address, summaries, summary_pages

PAGES = (ending, owner_address, summary_pages)


def register(app: Flask) -> None:
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)

    web.listen(app, signals.entry_finished, summaries.on_entry_finished)
