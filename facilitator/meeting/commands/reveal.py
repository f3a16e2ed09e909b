"""Showing what was hidden."""

from __future__ import annotations

from dataclasses import dataclass

from .command import Internal

__all__ = ["ShowHidden"]


@dataclass(frozen=True)
class ShowHidden(Internal):
    """Time passes: what came late is shown when its random while is over. It has no seat."""
