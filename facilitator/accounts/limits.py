"""Rate limits for attempts to sign in and for sending letters."""

import logging

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from facilitator.characters import tidy_name
from facilitator.config import Settings
from facilitator.tokens import hashed

log = logging.getLogger("facilitator.accounts")

limiter = Limiter(key_func=get_remote_address)


def register(app: Flask, chosen: Settings) -> None:
    """Set up the limiter. It counts in Redis if there is one, so that all processes count together."""
    app.config["RATELIMIT_STORAGE_URI"] = chosen.redis_url or "memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(chosen.redis_url)
    limiter.init_app(app)


def _address_tried() -> str:
    """The key for the sent address, normalised as in the form, so that its spellings have one count."""
    return hashed(tidy_name(request.form.get("email", "")).lower())


# An attempt counts before its password is checked, because many attempts can be checked at the same time.
by_network = limiter.limit("10 per minute; 60 per hour", methods=["POST"])
by_address = limiter.limit("30 per hour", key_func=_address_tried, methods=["POST"])

letters_by_network = limiter.limit("30 per hour", methods=["POST"])
letters_by_address = limiter.limit("5 per hour", key_func=_address_tried, methods=["POST"])


def uncount_attempt() -> None:
    """Subtract the present attempt from the limits, because it succeeded: only failed ones should count."""
    try:
        for each in limiter.current_limits:
            limiter.limiter.hit(each.limit, *each.request_args, cost=-1)
    except Exception as error:  # Redis may be away, which is no reason to refuse who is signed in already.
        log.warning("an attempt that succeeded stays counted: %s", type(error).__name__)
