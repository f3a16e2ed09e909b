"""Connecting webhooks to the application: their pages, what they listen to, and their kind in the outbox."""

from __future__ import annotations

from flask import Flask

from facilitator import outbox, signals
from facilitator.webhooks import pages, posting
from facilitator.webhooks.message import Message


def register(app: Flask) -> None:
    outbox.add_kind(Message)
    app.register_blueprint(pages.blueprint)
    signals.meeting_closing.connect(posting.on_meeting_closing)
    signals.entry_shared.connect(posting.on_entry_shared)
    signals.action_assigned.connect(posting.on_action_assigned)
    signals.action_ended.connect(posting.on_action_ended)
