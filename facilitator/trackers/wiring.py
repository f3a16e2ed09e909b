"""Connecting the pages of trackers to the application."""

from __future__ import annotations

from flask import Flask

from facilitator.trackers import pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
