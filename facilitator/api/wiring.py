"""Connecting the API to the application."""

from __future__ import annotations

from flask import Flask

from facilitator import web
from facilitator.accounts import access
from facilitator.api import entries, meetings


def register(app: Flask) -> None:
    web.gate(app, "token", access.token_account)
    web.gate(app, "writing token", access.writing_account)
    web.gate(app, "token or seat", meetings.check_reader)
    app.register_blueprint(meetings.blueprint)
    app.register_blueprint(entries.blueprint)
