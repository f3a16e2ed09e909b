"""Ids, secret tokens and what is stored of them: one of each for the whole application."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from facilitator.config import settings


def new_id() -> str:
    """An id of 128 random bits: 22 characters that fit into a URL."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A secret of 256 random bits: 43 characters that fit into a URL, a cookie or a header."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored of a token: its SHA-256 in hex. Random tokens need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def derived_token(purpose: str, size: int = 32) -> str:
    """The secret part of a link that can be shown again, though only its hash is stored.

    It is an HMAC of `purpose` under the secret key, so a copy of the database alone opens nothing.

    :param purpose: names the link and its version, such as ``join:<meeting>:2``; another one gives another token.
    :param size: how many bytes of the HMAC are used, 32 at most.
    """
    digest = hmac.digest(settings().secret_key.encode(), purpose.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:size]).decode().rstrip("=")
