"""Connecting webhooks to the application: their pages, what they listen to, and their kind in the outbox."""

from __future__ import annotations

from flask import Flask

from facilitator import outbox, signals, web
from facilitator.webhooks import pages, posting
from facilitator.webhooks.message import Message


def register(app: Flask) -> None:
    outbox.add_kind(Message)
    app.register_blueprint(pages.blueprint)
    web.listen(app, signals.meeting_closing, posting.on_meeting_closing)
    web.listen(app, signals.entry_shared, posting.on_entry_shared)
    web.listen(app, signals.action_assigned, posting.on_action_assigned)
    web.listen(app, signals.action_ended, posting.on_action_ended)
