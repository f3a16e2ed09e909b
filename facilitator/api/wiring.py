"""How the API for programs joins the application."""

from __future__ import annotations

from flask import Flask

from facilitator.api import entries, meetings


def register(app: Flask) -> None:
    app.register_blueprint(meetings.blueprint)
    app.register_blueprint(entries.blueprint)
