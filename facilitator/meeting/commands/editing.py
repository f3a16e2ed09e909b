"""Who is writing where."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import RecountField
from .command import Command

__all__ = ["MarkEditing"]


@dataclass(frozen=True)
class MarkEditing(Command):
    """Says whether the sender is writing in this text of the recount. Nobody writes in two at once."""

    field: RecountField
    editing: bool = True
