"""ETags: whether something is still as a program read it (RFC 9110, section 13)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import request

from facilitator.refused import Refused


def etag_of(data: Any) -> str:
    """The ETag of a representation: a digest of it. So it changes exactly when a reader sees something else."""
    told = json.dumps(data, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def require_if_match() -> None:
    """Refuse a change that does not say what it was made from.

    :raises Refused: ``no_if_match``
    """
    if not request.if_match:
        sentence = "Send the ETag of what you read, in the header If-Match, so that nobody's change is lost."
        raise Refused("no_if_match", sentence, 428)


def require_match(data: Any) -> None:
    """Refuse a change of what has been changed since. Call it in the transaction of the change.

    A proxy that compresses makes our ETags weak ones, so these count, too.

    :param data: the representation as it is now
    :raises Refused: ``changed_meanwhile``
    """
    if not request.if_match.contains_weak(etag_of(data)):
        sentence = "This has changed since you read it. Read it again, then send your change once more."
        raise Refused("changed_meanwhile", sentence, 412)
