"""The recount and its timeline."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import RecountField
from .command import Command, identity, words

__all__ = ["AddTimelineRow", "DeleteTimelineRow", "EditRecount", "EditTimelineRow", "MoveTimelineRow"]


@dataclass(frozen=True)
class EditRecount(Command):
    field: RecountField
    was: str = words("recount", least=0)
    text: str = words("recount", least=0)


@dataclass(frozen=True)
class AddTimelineRow(Command):
    """Adds a row. Without ``at``, here and in the next command, a time with which ``what`` begins is taken for it."""

    row: str = identity()
    what: str = words("row")
    at: str = words("when", least=0, default="")


@dataclass(frozen=True)
class EditTimelineRow(Command):
    row: str = identity()
    at: str | None = words("when", least=0, default=None)
    what: str | None = words("row", default=None)


@dataclass(frozen=True)
class MoveTimelineRow(Command):
    """Puts a row before another one, or without ``before`` at the end."""

    row: str = identity()
    before: str | None = identity(default=None)


@dataclass(frozen=True)
class DeleteTimelineRow(Command):
    row: str = identity()
