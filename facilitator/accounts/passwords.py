"""Passwords: how they are hashed and checked."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from gevent import get_hub
from gevent.monkey import is_module_patched
from pwdlib import PasswordHash

Result = TypeVar("Result")

_ARGON2 = PasswordHash.recommended()
# Checked when there is no account, so that the answer takes as long as for an existing one.
_NOBODY = _ARGON2.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    return _aside(_ARGON2.hash, password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether `kept` is the hash of `password`. Without a hash, it takes the same time and returns false."""
    return _aside(_ARGON2.verify, password, kept or _NOBODY) and bool(kept)


def _aside(work: Callable[..., Result], *arguments: str) -> Result:
    """Run `work` outside the server's event loop. Argon2 is slow on purpose and would block all rooms."""
    if is_module_patched("threading"):
        return get_hub().threadpool.apply(work, arguments)
    return work(*arguments)
