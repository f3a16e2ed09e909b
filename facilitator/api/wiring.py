"""Connecting the API to the application."""

from __future__ import annotations

from flask import Flask

from facilitator import web
from facilitator.accounts import access

# These add their routes to the blueprint.
from facilitator.api import (  # noqa: F401
    about,
    actions,
    entries,
    entry_changes,
    entry_links,
    incidents,
    joining,
    limits,
    meeting_changes,
    meetings,
    templates,
)
from facilitator.api.blueprint import blueprint
from facilitator.api.meetings import check_reader
from facilitator.config import Settings


def register(app: Flask, chosen: Settings) -> None:
    limits.register(app, chosen)
    web.gate(app, "token", limits.counted(access.token_account))
    web.gate(app, "writing token", limits.counted(access.writing_account))
    web.gate(app, "token or seat", limits.counted(check_reader))
    app.register_blueprint(blueprint)
