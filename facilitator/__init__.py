"""facilitator: a room for post-mortem meetings, and the log of what was learned."""

from __future__ import annotations

import logging

from flask import Flask

from facilitator import config, database, errors, health, home, resources, web
from facilitator.accounts import access, account_pages, admin_pages, limits, provider, token_link_pages
from facilitator.accounts import sign_in_pages as accounts_pages
from facilitator.actions import pages as actions_pages
from facilitator.api import entries as api_entries
from facilitator.api import routes as api
from facilitator.guide import pages as guide_pages
from facilitator.log.entry import links
from facilitator.log.entry.meeting_summary import write_entry
from facilitator.log.pages import entries as log_pages
from facilitator.log.pages import history, review, sharing, writing
from facilitator.log.pages import recall as recall_pages
from facilitator.log.pages import summary as summary_pages
from facilitator.log.patterns import counting
from facilitator.room import gateway, service
from facilitator.room import pages as room_pages

__all__ = ["create_app"]


def create_app(settings: config.Settings | None = None) -> Flask:
    """The whole application, bound to its database.

    :raises config.BadSetting: when the environment asks for something that cannot be.
    """
    chosen = settings or config.load()
    logging.getLogger("facilitator").setLevel(chosen.log_level.upper())
    app = Flask(
        __name__,
        static_folder=str(resources.folder("static")),
        template_folder=str(resources.folder("templates")),
    )
    app.config["SETTINGS"] = chosen
    database.init(chosen.database_url)
    web.register(app, chosen)
    errors.register(app)
    access.register(app)
    limits.register(app, chosen)
    provider.register(app, chosen)
    health.register(app)
    for pages in (home, accounts_pages, token_link_pages, account_pages, admin_pages):
        app.register_blueprint(pages.blueprint)
    for pages in (room_pages, log_pages, summary_pages, guide_pages, counting, api):
        app.register_blueprint(pages.blueprint)
    for pages in (recall_pages, writing, sharing, history, review, actions_pages, api_entries):
        app.register_blueprint(pages.blueprint)
    service.on_close[:] = [write_entry, links.link_closed_meeting]
    service.on_prepared[:] = [recall_pages.keep_chosen]
    gateway.init_app(app, chosen)
    return app
