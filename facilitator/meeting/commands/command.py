"""What commands are made of: their base classes, and the fields that carry limits."""

from __future__ import annotations

import re
from dataclasses import MISSING, field
from typing import Any

from .limits import LIMITS

__all__ = ["Command", "Internal", "wire_name"]


def words(sort: str, *, least: int = 1, default: Any = MISSING) -> Any:
    """A dataclass field for a text of ``least`` to ``LIMITS[sort]`` characters."""
    return _field({"max": LIMITS[sort], "min": least, "sort": sort}, default)


def identity(*, default: Any = MISSING) -> Any:
    return _field({"id": True}, default)


def number(low: int, high: int) -> Any:
    return _field({"min": low, "max": high}, MISSING)


def _field(metadata: dict[str, Any], default: Any) -> Any:
    if default is MISSING:
        return field(metadata=metadata)
    return field(metadata=metadata, default=default)


class Command:
    """Base of all commands; it only gives them a common type."""


class Internal(Command):
    """A command that the server's own pages and connections give."""


def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()
