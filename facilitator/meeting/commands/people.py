"""People: their seats, their roles, and their hands."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Role
from .command import Command, Internal, identity, words

__all__ = [
    "Arrive",
    "HandOver",
    "Join",
    "Leave",
    "LockRoom",
    "LowerHand",
    "MakeFacilitator",
    "NameAsker",
    "RaiseHand",
    "RemoveSeat",
    "RenameSeat",
    "StepDown",
    "TakeChair",
]


@dataclass(frozen=True)
class NameAsker(Command):
    seat: str = identity()
    asker: bool = True


@dataclass(frozen=True)
class HandOver(Command):
    seat: str = identity()


@dataclass(frozen=True)
class MakeFacilitator(Command):
    seat: str = identity()


@dataclass(frozen=True)
class StepDown(Command):
    pass


@dataclass(frozen=True)
class TakeChair(Command):
    pass


@dataclass(frozen=True)
class RemoveSeat(Command):
    seat: str = identity()


@dataclass(frozen=True)
class LockRoom(Command):
    locked: bool = True


@dataclass(frozen=True)
class RenameSeat(Command):
    name: str = words("name")


@dataclass(frozen=True)
class RaiseHand(Command):
    pass


@dataclass(frozen=True)
class LowerHand(Command):
    seat: str | None = identity(default=None)


@dataclass(frozen=True)
class Join(Internal):
    """A person takes a seat. The command's seat is the new one. ``owner``: whose meeting it is."""

    name: str = words("name")
    role: Role = "participant"
    owner: bool = False


@dataclass(frozen=True)
class Arrive(Internal):
    pass


@dataclass(frozen=True)
class Leave(Internal):
    pass
