"""Turning errors into the answers that clients get."""

from __future__ import annotations

import logging
import traceback

from facilitator.refused import Refused

log = logging.getLogger("facilitator.room")

INTERNAL = Refused("internal", "Something went wrong on our side. Try again in a moment.", 500)


def as_refused(error: Exception, during: str) -> Refused:
    """The error itself if it is a `Refused`, otherwise ``internal``.

    Unexpected errors are logged with their traceback, but without their message, which may contain data.

    :param during: what was being done, for the log.
    """
    if isinstance(error, Refused):
        return error
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s\n%s", during, type(error).__name__, where)
    return INTERNAL
