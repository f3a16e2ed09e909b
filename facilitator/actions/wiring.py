"""Connecting the pages of actions to the application."""

from __future__ import annotations

from flask import Flask

from facilitator.actions import link_pages, pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(link_pages.blueprint)
