"""The commands of a meeting: one frozen dataclass for each.

It stands in the file that is called like that of its rule in `decide/`, and is imported from here.

A command's wire name is its class name in snake case. Its limits are in the metadata of its fields. The
gateway makes its schemas from these limits, and docs/wire.md is checked against them. ``max`` and ``min`` are
limits of characters or numbers, ``sort`` is a text's key in ``LIMITS``, ``id`` marks ids (16 to 32 of
``A-Z a-z 0-9 _ -``), and ``items`` is the longest list.
"""

from __future__ import annotations

from . import cards, command, people, reveal
from .cards import *
from .clock import *
from .command import *
from .details import *
from .discuss import *
from .editing import *
from .frame import *
from .ground_rules import *
from .limits import *
from .outcomes import *
from .people import *
from .polls import *
from .reactions import *
from .recount import *
from .returning import *
from .reveal import *
from .reviews import *
from .themes import *


def _all(base: type[command.Command]) -> dict[str, type[command.Command]]:
    return {command.wire_name(cls): cls for cls in base.__subclasses__() if cls is not command.Internal}


SEATLESS = (people.Join, reveal.ShowHidden, cards.GiveFeedback, cards.TakeBackFeedback)
"""The commands that need no seat in the meeting."""

INTERNAL_COMMANDS = _all(command.Internal)
WIRE_COMMANDS = _all(command.Command)
COMMANDS = WIRE_COMMANDS | INTERNAL_COMMANDS
