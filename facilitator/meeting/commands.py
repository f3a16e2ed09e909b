"""The commands of a meeting: one frozen dataclass for each.

A command's wire name is its class name in snake case. Its limits are in the metadata of its fields. The
gateway makes its schemas from these limits, and docs/wire.md is checked against them. ``max`` and ``min`` are
limits of characters or numbers, ``sort`` is a text's key in ``LIMITS``, ``id`` marks ids (16 to 32 of
``A-Z a-z 0-9 _ -``), and ``items`` is the longest list.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field
from typing import Any

from .columns import MOST_COLUMNS, Column
from .ground_rules import MOST_RULES
from .model import (
    ActionKind,
    AppreciationKind,
    Category,
    Kind,
    PollName,
    ReactionKind,
    RecountField,
    Review,
    ReviewDecision,
    Role,
    Secrecy,
    Stage,
    ThumbAnswer,
)

LIMITS = {
    "title": 120,
    "statement": 2000,
    "recount": 4000,
    "when": 40,
    "row": 300,
    "rule": 200,
    "column": 60,
    "hint": 160,
    "card": 500,
    "theme": 80,
    "learning": 600,
    "parked": 300,
    "question": 300,
    "action": 300,
    "owner": 80,
    "appreciation": 300,
    "name": 60,
    "stage": 80,
    "review": 500,
}
"""The longest text of each kind, in characters. It is sent to the browser with the view."""

MOST = {
    "columns": MOST_COLUMNS,
    "rules": MOST_RULES,
    "cards": 300,
    "feedback": 150,
    "themes": 100,
    "timeline": 50,
    "learnings": 100,
    "parked": 100,
    "actions": 100,
    "appreciations": 200,
    "reactions": 1500,
    "askers": 3,
    "returns": 3,
    "seen": 20,
    "reviews": 12,
}
"""The highest number of each that a meeting may have."""

CAPACITY = (2, 30)
"""The fewest and the most seats that a room can be prepared for."""
VOTES = (1, 10)
"""The fewest and the most votes that each seat can be given."""


def words(sort: str, *, least: int = 1, default: Any = MISSING) -> Any:
    """A dataclass field for a text of ``least`` to ``LIMITS[sort]`` characters."""
    return _field({"max": LIMITS[sort], "min": least, "sort": sort}, default)


def identity(*, default: Any = MISSING) -> Any:
    return _field({"id": True}, default)


def number(low: int, high: int) -> Any:
    return _field({"min": low, "max": high}, MISSING)


def _field(metadata: dict[str, Any], default: Any) -> Any:
    if default is MISSING:
        return field(metadata=metadata)
    return field(metadata=metadata, default=default)


class Command:
    """Base of all commands; it only gives them a common type."""


# --- the clock -----------------------------------------------------------------------------------


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


# --- people --------------------------------------------------------------------------------------


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
class AnswerReturn(Command):
    """Whether it is really the person of a seat who asks to come back to it from another device."""

    yes: bool
    ask: str = identity()


@dataclass(frozen=True)
class RaiseHand(Command):
    pass


@dataclass(frozen=True)
class LowerHand(Command):
    seat: str | None = identity(default=None)


# --- settings and questions ----------------------------------------------------------------------


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


# --- frame and the polls -------------------------------------------------------------------------


@dataclass(frozen=True)
class EditStatement(Command):
    was: str = words("statement", least=0)
    text: str = words("statement", least=0)


@dataclass(frozen=True)
class AddRule(Command):
    rule: str = identity()
    text: str = words("rule")


@dataclass(frozen=True)
class EditRule(Command):
    rule: str = identity()
    was: str = words("rule", least=0)
    text: str = words("rule")


@dataclass(frozen=True)
class DeleteRule(Command):
    rule: str = identity()


@dataclass(frozen=True)
class AnswerSafety(Command):
    score: int = number(1, 5)


@dataclass(frozen=True)
class AnswerRoti(Command):
    score: int = number(0, 4)


@dataclass(frozen=True)
class ClosePoll(Command):
    poll: PollName


@dataclass(frozen=True)
class ReopenPoll(Command):
    """Opens the poll again with the answers that it had, or with ``anew`` without them."""

    poll: PollName
    anew: bool = False


@dataclass(frozen=True)
class ReviewAction(Command):
    """What the room decides about an action of an earlier meeting. Another decision takes the place of it.

    ``due`` is the day until which it is kept, ``what`` are its new words, and ``why`` is a word to it.
    """

    decision: ReviewDecision
    review: str = identity()
    due: str = field(default="", metadata={"date": True})
    what: str = words("review", least=0, default="")
    why: str = words("review", least=0, default="")


@dataclass(frozen=True)
class TakeBackReview(Command):
    review: str = identity()


# --- recount -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EditRecount(Command):
    field: RecountField
    was: str = words("recount", least=0)
    text: str = words("recount", least=0)


@dataclass(frozen=True)
class MarkEditing(Command):
    """Says whether the sender is writing in this text of the recount. Nobody writes in two at once."""

    field: RecountField
    editing: bool = True


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


# --- reflect -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddCard(Command):
    column: str = words("column")
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class EditCard(Command):
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class MoveCard(Command):
    column: str = words("column")
    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class DeleteCard(Command):
    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class MarkDone(Command):
    done: bool = True


# --- group ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CreateTheme(Command):
    theme: str = identity()
    name: str = words("theme", least=0)
    cards: tuple[str, ...] = field(default=(), metadata={"items": 300})


@dataclass(frozen=True)
class RenameTheme(Command):
    theme: str = identity()
    name: str = words("theme")


@dataclass(frozen=True)
class GroupCard(Command):
    card: str = identity()
    theme: str = identity()


@dataclass(frozen=True)
class UngroupCard(Command):
    card: str = identity()


@dataclass(frozen=True)
class MergeThemes(Command):
    theme: str = identity()
    into: str = identity()


@dataclass(frozen=True)
class DissolveTheme(Command):
    theme: str = identity()


# --- vote ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CastVote(Command):
    theme: str = identity()


@dataclass(frozen=True)
class TakeBackVote(Command):
    theme: str = identity()


# --- discuss -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DiscussTheme(Command):
    theme: str = identity()


@dataclass(frozen=True)
class NextTheme(Command):
    theme: str | None = identity(default=None)


@dataclass(frozen=True)
class MoveTheme(Command):
    """Puts a theme before another one, or without ``before`` at the end."""

    theme: str = identity()
    before: str | None = identity(default=None)


@dataclass(frozen=True)
class OpenThumbs(Command):
    pass


@dataclass(frozen=True)
class Thumb(Command):
    answer: ThumbAnswer
    theme: str | None = identity(default=None)


@dataclass(frozen=True)
class AddLearning(Command):
    learning: str = identity()
    text: str = words("learning")
    theme: str | None = identity(default=None)


@dataclass(frozen=True)
class EditLearning(Command):
    learning: str = identity()
    was: str = words("learning", least=0)
    text: str = words("learning")


@dataclass(frozen=True)
class DeleteLearning(Command):
    learning: str = identity()


@dataclass(frozen=True)
class Park(Command):
    item: str = identity()
    text: str = words("parked")


@dataclass(frozen=True)
class EditParked(Command):
    item: str = identity()
    text: str = words("parked")


@dataclass(frozen=True)
class DropParked(Command):
    item: str = identity()


# --- commit --------------------------------------------------------------------------------------


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


# --- celebrate -----------------------------------------------------------------------------------


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


# --- reactions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class React(Command):
    """One press on a card or a learning, ``to``. With ``on`` false it is taken back, which takes its ``key``."""

    kind: ReactionKind
    to: str = identity()
    key: str = identity()
    on: bool = True


# --- commands of the server itself; never taken from a socket --------------------------------------


class Internal(Command):
    """A command that the server's own pages and connections give."""


@dataclass(frozen=True)
class Join(Internal):
    """A person takes a seat. The command's seat is the new one. ``owner``: whose meeting it is."""

    name: str = words("name")
    role: Role = "participant"
    owner: bool = False


@dataclass(frozen=True)
class AskToReturn(Internal):
    """Somebody at the join page says that this seat is theirs. With a yes, it opens with their token."""

    token_hash: str


@dataclass(frozen=True)
class Arrive(Internal):
    pass


@dataclass(frozen=True)
class Leave(Internal):
    pass


@dataclass(frozen=True)
class ShowHidden(Internal):
    """Time passes: what came late is shown when its random while is over. It has no seat."""


@dataclass(frozen=True)
class GiveFeedback(Internal):
    """Somebody writes a card before the start, on the page for feedback. It has no seat."""

    column: str = words("column")
    card: str = identity()
    key: str = identity()
    text: str = words("card")


@dataclass(frozen=True)
class TakeBackFeedback(Internal):
    """The browser that wrote a card before the start takes it back. It has no seat."""

    card: str = identity()
    key: str = identity()


@dataclass(frozen=True)
class ClearFeedback(Internal):
    """Throws away all cards from before the start."""


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


@dataclass(frozen=True)
class UseEntry(Internal):
    """Shows an earlier entry of the log to the room. ``when`` is its date, ``YYYY-MM-DD``."""

    entry: str
    title: str
    when: str
    outcome: str
    learning: str


@dataclass(frozen=True)
class SetReviews(Internal):
    """Chooses the actions of earlier meetings that the room looks at, by their ids, in place of those before."""

    reviews: dict[str, Review]


def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()


def _all(base: type[Command]) -> dict[str, type[Command]]:
    return {wire_name(cls): cls for cls in base.__subclasses__() if cls is not Internal}


SEATLESS = (Join, ShowHidden, GiveFeedback, TakeBackFeedback)
"""The commands that need no seat in the meeting."""

INTERNAL_COMMANDS = _all(Internal)
WIRE_COMMANDS = _all(Command)
COMMANDS = WIRE_COMMANDS | INTERNAL_COMMANDS
