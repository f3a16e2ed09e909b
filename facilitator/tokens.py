"""Making ids and secret tokens, and hashing tokens for storage, for the whole application."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from facilitator.config import settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


_LINK_BYTES = 18
"""144 bits."""


def new_id() -> str:
    """A new id of 128 random bits, as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A new secret token of 256 random bits, as 43 characters that are safe in URLs, cookies and headers."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """The hash of a token for storage: its SHA-256 in hex. Random tokens need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def derived_token(purpose: str, size: int = 32) -> str:
    """The secret part of a link that can be shown again, though only its hash is stored.

    It is an HMAC of `purpose` with the secret key, so a copy of the database alone does not give it away.

    :param purpose: names the link and its version, such as ``join:<meeting>:2``. Each purpose gives another
        token.
    :param size: how many bytes of the HMAC are used, 32 at most.
    """
    return base64.urlsafe_b64encode(derived_bytes(purpose)[:size]).decode().rstrip("=")


def link_token(purpose: str) -> str:
    """As `derived_token`, for a link that people send around: shorter, and found by nobody who tries.

    :param purpose: names the link and its version, such as ``join:<meeting>:2``.
    """
    return derived_token(purpose, _LINK_BYTES)


def derived_bytes(purpose: str) -> bytes:
    """32 secret bytes that can be computed again: an HMAC of `purpose` with the secret key."""
    return hmac.digest(settings().secret_key.encode(), purpose.encode(), hashlib.sha256)


def cipher(purpose: str) -> Fernet:
    """What encrypts and decrypts texts with a key that is derived from the secret key.

    :param purpose: names what is encrypted. Each purpose has another key.
    """
    # It needs memory, and most processes of ours encrypt nothing.
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(derived_bytes(purpose)))
