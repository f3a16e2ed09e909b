"""Connecting the pages of actions to the application."""

from __future__ import annotations

from flask import Flask

from facilitator.actions import pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
