"""What comes of a meeting: actions and appreciations."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import ActionKind, AppreciationKind
from .command import Command, identity, words

__all__ = [
    "AddAction",
    "AddAppreciation",
    "DeleteAction",
    "DeleteAppreciation",
    "EditAction",
    "EditAppreciation",
]


@dataclass(frozen=True)
class AddAction(Command):
    kind: ActionKind
    action: str = identity()
    what: str = words("action", least=0, default="")
    hypothesis: str = words("action", least=0, default="")
    test: str = words("action", least=0, default="")
    signal: str = words("action", least=0, default="")
    owner: str = words("owner", least=0, default="")
    due: str = field(default="", metadata={"date": True})
    support: str = words("action", least=0, default="")
    learning: str = field(default="", metadata={"id": True, "empty": True})


@dataclass(frozen=True)
class EditAction(Command):
    action: str = identity()
    what: str | None = words("action", least=0, default=None)
    hypothesis: str | None = words("action", least=0, default=None)
    test: str | None = words("action", least=0, default=None)
    signal: str | None = words("action", least=0, default=None)
    owner: str | None = words("owner", least=0, default=None)
    due: str | None = field(default=None, metadata={"date": True})
    support: str | None = words("action", least=0, default=None)
    learning: str | None = field(default=None, metadata={"id": True, "empty": True})


@dataclass(frozen=True)
class DeleteAction(Command):
    action: str = identity()


@dataclass(frozen=True)
class AddAppreciation(Command):
    kind: AppreciationKind
    appreciation: str = identity()
    key: str = identity()
    text: str = words("appreciation")


@dataclass(frozen=True)
class EditAppreciation(Command):
    appreciation: str = identity()
    key: str = identity()
    text: str = words("appreciation")


@dataclass(frozen=True)
class DeleteAppreciation(Command):
    appreciation: str = identity()
    key: str = identity()
