"""The frame: settings, the statement, and what everybody is shown or asked."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Secrecy
from .command import Command, Internal, number, words
from .limits import VOTES

__all__ = ["Ask", "ClearQuestion", "EditStatement", "SetSecrecy", "SetVotes", "UseEntry"]


@dataclass(frozen=True)
class SetSecrecy(Command):
    secrecy: Secrecy


@dataclass(frozen=True)
class SetVotes(Command):
    votes: int = number(*VOTES)


@dataclass(frozen=True)
class Ask(Command):
    text: str = words("question")


@dataclass(frozen=True)
class ClearQuestion(Command):
    pass


@dataclass(frozen=True)
class EditStatement(Command):
    was: str = words("statement", least=0)
    text: str = words("statement", least=0)


@dataclass(frozen=True)
class UseEntry(Internal):
    """Shows an earlier entry of the log to the room. ``when`` is its date, ``YYYY-MM-DD``."""

    entry: str
    title: str
    when: str
    outcome: str
    learning: str
