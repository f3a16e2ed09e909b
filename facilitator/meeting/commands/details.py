"""What the page that prepares a meeting changes."""

from __future__ import annotations

from dataclasses import dataclass

from ..columns import Column
from ..model import Category, RecountField, Secrecy, Stage
from .command import Internal, words

__all__ = ["EditDetails", "Schedule"]


@dataclass(frozen=True)
class EditDetails(Internal):
    """Changes details on the page that prepares the meeting. Fields that are None stay as they are."""

    title: str | None = words("title", default=None)
    category: Category | None = None
    tags: tuple[str, ...] | None = None
    secrecy: Secrecy | None = None
    zone: str | None = None
    capacity: int | None = None
    votes: int | None = None
    columns: dict[str, Column] | None = None
    rules: tuple[str, ...] | None = None
    statement: str | None = None
    recount: dict[RecountField, str] | None = None
    timeline: tuple[tuple[str, str], ...] | None = None
    stages: tuple[Stage, ...] | None = None


@dataclass(frozen=True)
class Schedule(Internal):
    """Sets the planned start to the instant ``at`` (ms since the epoch). None removes the date."""

    at: int | None = None
