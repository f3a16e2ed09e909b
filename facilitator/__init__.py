"""facilitator: a room for post-mortem meetings, and the log of what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from facilitator.config import Settings

__all__ = ["create_app"]


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application, bound to its database.

    :param settings: the settings; by default those of the environment.
    :raises config.BadSetting: when a setting in the environment is invalid.
    """
    # Here, so that the command and the server's master process, which import parts of us, need not load all.
    from facilitator import application

    return application.create_app(settings)
