"""What somebody chose that columns, keys and headings mean, while one import is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

KEEP: Literal["keep"] = "keep"
TEXT: Literal["text"] = "text"
LEAVE: Literal["leave"] = "leave"
"""What a name may mean beside a field: kept beside the entry, a part of what happened, left out."""
NO_HEADINGS = ("title", "date", "category", "tags")
"""Fields of one line, which no section fills."""
IN_BODY = (
    *("summary", "did", "expected", "happened", "impact", "drove", "learned", "next_time", "outcome"),
    "actions",
)
FIELDS = (*NO_HEADINGS, *IN_BODY)
CHOICES = (*FIELDS, KEEP, TEXT, LEAVE)
FIRST = -1
"""The rank of a name that was chosen for a field: it comes before all others."""
_chosen: ContextVar[Mapping[str, str]] = ContextVar("chosen")


@contextmanager
def choosing(chosen: Mapping[str, str]) -> Iterator[None]:
    """Take names as these fields, or as `KEEP`, `TEXT` or `LEAVE`, in this block."""
    before = _chosen.get({})
    _chosen.set({_plain(name): field for name, field in chosen.items()})
    try:
        yield
    finally:
        _chosen.set(before)


def chosen_for(name: str) -> str | None:
    """What was chosen for a name, or None."""
    return _chosen.get({}).get(_plain(name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
