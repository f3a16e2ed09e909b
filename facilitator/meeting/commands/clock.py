"""The clock and the agenda: which stage the room is in, and how long."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Kind
from .command import Command, number, words

__all__ = [
    "AgendaItem",
    "CloseMeeting",
    "DeclareDrift",
    "EndDrift",
    "EndDueStage",
    "ExtendStage",
    "NextStage",
    "Pause",
    "PreviousStage",
    "Resume",
    "SetAgenda",
    "Start",
]


@dataclass(frozen=True)
class Start(Command):
    pass


@dataclass(frozen=True)
class Pause(Command):
    pass


@dataclass(frozen=True)
class Resume(Command):
    pass


@dataclass(frozen=True)
class ExtendStage(Command):
    """Gives the stage more time.

    ``stage``, here and in the next two commands, is the stage that the sender sees. If the room has left it,
    the command is refused. If it is empty, the command is about the stage that the room is in.
    """

    stage: str = words("stage", least=0, default="")


@dataclass(frozen=True)
class NextStage(Command):
    sure: bool = False
    stage: str = words("stage", least=0, default="")


@dataclass(frozen=True)
class PreviousStage(Command):
    stage: str = words("stage", least=0, default="")


@dataclass(frozen=True)
class EndDueStage(Command):
    stage: str = words("stage")


@dataclass(frozen=True)
class CloseMeeting(Command):
    sure: bool = False


@dataclass(frozen=True)
class AgendaItem:
    kind: Kind
    seconds: int = number(1, 14_400)
    title: str = words("stage", least=0, default="")


@dataclass(frozen=True)
class SetAgenda(Command):
    stages: tuple[AgendaItem, ...] = field(metadata={"items": 8})


@dataclass(frozen=True)
class DeclareDrift(Command):
    pass


@dataclass(frozen=True)
class EndDrift(Command):
    pass
