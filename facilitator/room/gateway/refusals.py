"""Turning errors into the answers that clients get."""

from __future__ import annotations

import logging
import traceback

from facilitator.database_errors import Unavailable
from facilitator.refused import Refused

log = logging.getLogger("facilitator.room")

INTERNAL = Refused("internal", "Something went wrong on our side. Try again in a moment.", 500)


def as_refused(error: Exception, during: str, meeting_id: str = "") -> Refused:
    """The error itself if it is a `Refused`, that of an `Unavailable`, otherwise ``internal``.

    Unexpected errors are logged with their traceback, but without their message, which may contain data.

    :param during: what was being done, for the log.
    :param meeting_id: in which meeting, for the log.
    """
    if isinstance(error, Refused):
        return error
    if isinstance(error, Unavailable):
        error.log()
        return error.refused
    where = "".join(traceback.format_tb(error.__traceback__))
    what = f"{during} in meeting {meeting_id}" if meeting_id else during
    cause = f"{type(error).__name__}\n{where}"
    log.error("%s failed", what, extra={"cause": cause, "about": meeting_id})
    return INTERNAL


def failed(error: Exception, meeting_id: str) -> None:
    """Log what failed in a background task for one meeting."""
    as_refused(error, "a background task", meeting_id)
