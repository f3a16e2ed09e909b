"""Building the application: all of its parts, bound to one database."""

from __future__ import annotations

import logging

from flask import Flask

from facilitator import config, database, errors, health, home, once, resources, signals, web
from facilitator.accounts.wiring import register as register_accounts
from facilitator.actions.wiring import register as register_actions
from facilitator.api.wiring import register as register_api
from facilitator.calendar.wiring import register as register_calendar
from facilitator.guide.pages import register as register_guide
from facilitator.log.wiring import register as register_log
from facilitator.reminders.wiring import register as register_reminders
from facilitator.room.guest_seats import guest_seats
from facilitator.room.wiring import register as register_room
from facilitator.trackers.wiring import register as register_trackers
from facilitator.webhooks.wiring import register as register_webhooks


def create_app(settings: config.Settings | None = None) -> Flask:
    """The whole application, bound to its database.

    :param settings: the settings; by default those of the environment.
    :raises config.BadSetting: when a setting in the environment is invalid.
    """
    chosen = settings or config.load()
    logging.getLogger("facilitator").setLevel(chosen.log_level.upper())
    app = Flask(
        "facilitator",
        static_folder=str(resources.folder("static")),
        template_folder=str(resources.folder("templates")),
    )
    app.config["SETTINGS"] = chosen
    database.init(chosen.database_url)
    signals.disconnect_all()
    web.register(app, chosen)
    errors.register(app)
    once.register(app)
    register_accounts(app, chosen, guest_seats)
    register_room(app, chosen)
    register_log(app)
    register_trackers(app)
    register_actions(app)
    register_calendar(app)
    register_reminders(app)
    register_webhooks(app)
    register_api(app, chosen)
    register_guide(app)
    home.register(app)
    health.register(app, chosen)
    web.trust_proxies(app, chosen)
    return app
