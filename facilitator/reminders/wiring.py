"""Connecting reminders to the application: their pages, and what they do when a meeting closes."""

from __future__ import annotations

from typing import Any

from flask import Flask

from facilitator import signals
from facilitator.reminders import ending, owner_address, summaries, summary_pages

PAGES = (ending, owner_address, summary_pages)


def register(app: Flask) -> None:
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)

    def on_meeting_closing(sender: None, **facts: Any) -> None:
        # Commands of the room are carried out outside of any request, and letters need the settings.
        with app.app_context():
            summaries.on_meeting_closing(sender, **facts)

    signals.meeting_closing.connect(on_meeting_closing, weak=False)
