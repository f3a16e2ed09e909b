"""How meetings and their rooms join the application."""

from __future__ import annotations

from flask import Flask

from facilitator import signals, web
from facilitator.config import Settings
from facilitator.room import gateway, guest_seat_pages, pages, seats


def register(app: Flask, chosen: Settings) -> None:
    web.gate(app, "seat", seats.check_seat)
    web.gate(app, "facilitator", seats.check_leader)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(guest_seat_pages.blueprint)
    signals.signed_out.connect(seats.on_signed_out)
    gateway.register(app, chosen)
