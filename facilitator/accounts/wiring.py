"""Connecting accounts to the application: pages, access checks, rate limits and the provider."""

from __future__ import annotations

from flask import Flask

from facilitator.accounts import (
    access,
    account_pages,
    admin_outbox_pages,
    admin_pages,
    guest_seats,
    limits,
    passwords,
    provider,
    second_factor_pages,
    sign_in_pages,
    token_link_pages,
    zones,
)
from facilitator.config import Settings

PAGES = (
    sign_in_pages,
    second_factor_pages,
    token_link_pages,
    account_pages,
    admin_pages,
    admin_outbox_pages,
)


def register(app: Flask, chosen: Settings, find_guest_seats: guest_seats.Find) -> None:
    """Add accounts to `app`.

    :param find_guest_seats: finds the guest seats of the browser that sent the present request.
    """
    access.register(app)
    zones.register(app)
    limits.register(app, chosen)
    provider.register(app, chosen)
    guest_seats.register(app, find_guest_seats)
    app.jinja_env.globals.update(shortest_password=passwords.SHORTEST)
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
