"""Connecting the API to the application."""

from __future__ import annotations

from flask import Flask

from facilitator import web
from facilitator.accounts import access
from facilitator.api import about, actions, entries, entry_changes, incidents, joining, meetings  # noqa: F401 - their routes
from facilitator.api.blueprint import blueprint
from facilitator.api.meetings import check_reader


def register(app: Flask) -> None:
    web.gate(app, "token", access.token_account)
    web.gate(app, "writing token", access.writing_account)
    web.gate(app, "token or seat", check_reader)
    app.register_blueprint(blueprint)
