"""Connecting meetings and their rooms to the application: pages, access checks, signals and sockets."""

from __future__ import annotations

from flask import Flask

from facilitator import signals, web
from facilitator.config import Settings
from facilitator.room import gateway, seats
from facilitator.room.pages import (
    calendar_files,
    feedback,
    guest_seats,
    joining,
    kept_seats,
    live,
    meeting,
    preparing,
    returning,
    template_form,
    templates,
)

PAGES = (
    *(preparing, meeting, templates, template_form, calendar_files, feedback, joining, returning),
    *(live, guest_seats, kept_seats),
)


def register(app: Flask, chosen: Settings) -> None:
    web.gate(app, "seat", seats.check_seat)
    web.gate(app, "facilitator", seats.check_leader)
    # Several files of pages share one blueprint.
    for blueprint in dict.fromkeys(pages.blueprint for pages in PAGES):
        app.register_blueprint(blueprint)
    signals.signed_out.connect(seats.on_signed_out)
    gateway.register(app, chosen)
