"""Passwords: how they are hashed and checked."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from gevent import get_hub
from gevent.monkey import is_module_patched
from pwdlib import PasswordHash

Result = TypeVar("Result")

_ARGON2 = PasswordHash.recommended()
# Checked when there is no such account, so that the answer takes as long as for one that exists.
_NOBODY = _ARGON2.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    return _aside(_ARGON2.hash, password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether `password` is the one whose hash is `kept`; takes as long when there is none."""
    return _aside(_ARGON2.verify, password, kept or _NOBODY) and bool(kept)


def _aside(work: Callable[..., Result], *arguments: str) -> Result:
    """Argon2 is slow on purpose: in the server it runs beside the event loop, so that no room halts."""
    if is_module_patched("threading"):
        return get_hub().threadpool.apply(work, arguments)
    return work(*arguments)
