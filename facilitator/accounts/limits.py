"""How often somebody may try a password, or have a letter sent."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from facilitator.accounts.secret import digest
from facilitator.config import Settings

limiter = Limiter(key_func=get_remote_address)


def register(app: Flask, chosen: Settings) -> None:
    """Count in Redis when there is one, so that all processes count together."""
    app.config["RATELIMIT_STORAGE_URI"] = chosen.redis_url or "memory://"
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = bool(chosen.redis_url)
    limiter.init_app(app)


def _address_tried() -> str:
    return digest(request.form.get("email", "").strip().lower())


def _failed(response: Response) -> bool:
    return response.status_code not in {302, 303}


# Of attempts to sign in, only those that fail count.
by_network = limiter.limit("10 per minute; 60 per hour", methods=["POST"], deduct_when=_failed)
by_address = limiter.limit("30 per hour", key_func=_address_tried, methods=["POST"], deduct_when=_failed)

letters_by_network = limiter.limit("30 per hour", methods=["POST"])
letters_by_address = limiter.limit("5 per hour", key_func=_address_tried, methods=["POST"])
