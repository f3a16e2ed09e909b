"""Work on many meetings, in which the trouble of one stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Failed = Callable[[Exception, str], object]
"""Hears of an error, and the id of the meeting that had it."""


def raised(error: Exception, _meeting_id: str) -> None:
    """The one who hears of errors where nobody else does: it raises them."""
    raise error


@contextmanager
def by_itself(meeting_id: str, failed: Failed) -> Iterator[None]:
    """A block of work on one meeting. An error ends the block, and `failed` hears of it."""
    try:
        yield
    except Exception as error:
        failed(error, meeting_id)
