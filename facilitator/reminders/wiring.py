"""Connecting reminders to the application: their pages."""

from __future__ import annotations

from flask import Flask

from facilitator.reminders import ending, owner_address

PAGES = (ending, owner_address)


def register(app: Flask) -> None:
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
