"""What a client is told when something fails on the way."""

from __future__ import annotations

import logging
import traceback

from facilitator.refused import Refused

log = logging.getLogger("facilitator.room")

INTERNAL = Refused("internal", "Something went wrong on our side. Try again in a moment.", 500)


def as_refused(error: Exception, during: str) -> Refused:
    """The refusal that the client hears. What nobody foresaw is logged: where it happened, and no data.

    :param during: what was being done, for the log.
    """
    if isinstance(error, Refused):
        return error
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed with %s\n%s", during, type(error).__name__, where)
    return INTERNAL
