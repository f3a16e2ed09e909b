"""Connecting the pages of calendars to the application."""

from __future__ import annotations

from flask import Flask

from facilitator.calendar import pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
