"""What somebody chose that columns, keys and headings mean, while one import is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from facilitator.log.transfer.records import NameKind

Chosen = Mapping[NameKind, Mapping[str, str]]
"""What columns (or keys) and headings mean, each by its name: `FIELDS`, `KEEP`, `TEXT` or `LEAVE`."""
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
_chosen: ContextVar[Chosen] = ContextVar("chosen")


@contextmanager
def choosing(chosen: Chosen) -> Iterator[None]:
    """Take names as this in this block."""
    before = _chosen.get({})
    _chosen.set(
        {kind: {_plain(name): field for name, field in names.items()} for kind, names in chosen.items()}
    )
    try:
        yield
    finally:
        _chosen.set(before)


def chosen_for(name: str, kind: NameKind = "column") -> str | None:
    """What was chosen for a name, or None."""
    return _chosen.get({}).get(kind, {}).get(_plain(name))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
