"""The log of what matters for security: one line a thing, with ids and never with what anybody wrote.

All lines come from the logger ``facilitator.security``, whatever level is set: a word for what happened, then
``key=value`` pairs. docs/self-hosting.md lists them.
"""

from __future__ import annotations

import logging

log = logging.getLogger("facilitator.security")
log.setLevel(logging.INFO)


def note(event: str, **facts: str | int | None) -> None:
    """Log that something happened.

    :param event: a word such as ``role_changed``.
    :param facts: ids and words without blanks. None is written as a hyphen.
    """
    log.info("%s %s", event, " ".join(f"{key}={value or '-'}" for key, value in facts.items()))
