"""The events of a meeting: one frozen dataclass for each, as the journal stores it.

In an anonymous meeting, no event names the writer of a card. Ballots and hidden words are never events: the
journal has only the number of answers, the tally, and what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .columns import Column
from .ground_rules import GroundRule
from .model import (
    ActionKind,
    AppreciationKind,
    Category,
    PollName,
    ReactionKind,
    RecountField,
    Review,
    ReviewDecision,
    Role,
    Secrecy,
    Stage,
    YesOrNo,
)


class Event:
    """Base of all events; it only gives them a common type."""


# --- the clock -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingStarted(Event):
    at: int


@dataclass(frozen=True)
class StageEntered(Event):
    at: int
    stage: str


@dataclass(frozen=True)
class MeetingPaused(Event):
    """``emptied`` is whether it was paused automatically, because everybody had left."""

    at: int
    emptied: bool = False


@dataclass(frozen=True)
class MeetingResumed(Event):
    at: int


@dataclass(frozen=True)
class StageExtended(Event):
    stage: str
    seconds: int


@dataclass(frozen=True)
class AgendaSet(Event):
    """Changes only the plan. The stages that are kept keep the time measured so far."""

    at: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class DriftDeclared(Event):
    at: int


@dataclass(frozen=True)
class DriftEnded(Event):
    at: int


@dataclass(frozen=True)
class MeetingClosed(Event):
    at: int
    entry: str


# --- people --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SeatJoined(Event):
    seat: str
    name: str
    role: Role
    owner: bool = False


@dataclass(frozen=True)
class SeatArrived(Event):
    seat: str
    at: int


@dataclass(frozen=True)
class SeatLeft(Event):
    at: int
    seat: str


@dataclass(frozen=True)
class SeatRenamed(Event):
    seat: str
    name: str


@dataclass(frozen=True)
class SeatRemoved(Event):
    at: int
    seat: str


@dataclass(frozen=True)
class RoleChanged(Event):
    """``appointed`` is what the owner did: True when they gave the role, False when they took it back."""

    at: int
    seat: str
    role: Role
    appointed: bool | None = None


@dataclass(frozen=True)
class AskerNamed(Event):
    seat: str
    asker: bool


@dataclass(frozen=True)
class RoomLocked(Event):
    locked: bool


@dataclass(frozen=True)
class ReturnAsked(Event):
    """``token_hash`` is that of the token that opens the seat after a yes."""

    at: int
    ask: str
    seat: str
    token_hash: str


@dataclass(frozen=True)
class ReturnAnswered(Event):
    """``locked`` are the counted polls whose answer of the seat stays, out of sight of the other device."""

    ask: str
    answer: YesOrNo
    locked: tuple[PollName, ...] = ()


@dataclass(frozen=True)
class HandRaised(Event):
    seat: str


@dataclass(frozen=True)
class HandLowered(Event):
    seat: str


# --- settings and questions ----------------------------------------------------------------------


@dataclass(frozen=True)
class SecrecySet(Event):
    secrecy: Secrecy


@dataclass(frozen=True)
class VotesSet(Event):
    votes: int


@dataclass(frozen=True)
class CapacitySet(Event):
    capacity: int


@dataclass(frozen=True)
class TitleEdited(Event):
    title: str


@dataclass(frozen=True)
class CategorySet(Event):
    category: Category
    tags: tuple[str, ...]


@dataclass(frozen=True)
class ColumnsSet(Event):
    """The columns to write cards into, by their ids, in place of those before."""

    columns: dict[str, Column]


@dataclass(frozen=True)
class RulesSet(Event):
    """The ground rules, by their ids, in place of those before."""

    rules: dict[str, GroundRule]


@dataclass(frozen=True)
class RuleAdded(Event):
    rule: str
    text: str


@dataclass(frozen=True)
class RuleEdited(Event):
    rule: str
    text: str


@dataclass(frozen=True)
class RuleDeleted(Event):
    rule: str


@dataclass(frozen=True)
class Scheduled(Event):
    at: int | None


@dataclass(frozen=True)
class ZoneSet(Event):
    """The days of the meeting are counted in another time zone, by its IANA name."""

    zone: str


@dataclass(frozen=True)
class QuestionAsked(Event):
    text: str


@dataclass(frozen=True)
class QuestionCleared(Event):
    pass


@dataclass(frozen=True)
class EntryUsed(Event):
    """An earlier entry of the log is shown to the room."""

    entry: str
    title: str
    when: str
    outcome: str
    learning: str


@dataclass(frozen=True)
class SeenCleared(Event):
    """The earlier entry is no longer shown. It still counts as used."""


# --- since last time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ReviewsSet(Event):
    """The actions of earlier meetings that the room looks at, as they are now."""

    reviews: dict[str, Review]


@dataclass(frozen=True)
class ActionReviewed(Event):
    review: str
    decision: ReviewDecision
    due: str = ""
    what: str = ""
    why: str = ""


@dataclass(frozen=True)
class ReviewTakenBack(Event):
    review: str


# --- polls ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PollOpened(Event):
    poll: PollName


@dataclass(frozen=True)
class PollReopened(Event):
    """The poll goes on with the answers that it had; ``answered`` is how many."""

    poll: PollName
    answered: int


@dataclass(frozen=True)
class AnswerCounted(Event):
    poll: PollName
    answered: int


@dataclass(frozen=True)
class PollClosed(Event):
    """``counted`` is of how many of the answers the numbers are, if there are any."""

    poll: PollName
    answered: int
    counts: dict[str, int] | None = None
    mean: float | None = None
    result: str | None = None
    counted: int | None = None


@dataclass(frozen=True)
class DoneCounted(Event):
    """``done`` people have said that they are done writing. Who, is a ballot."""

    done: int


# --- frame and recount ---------------------------------------------------------------------------


@dataclass(frozen=True)
class StatementEdited(Event):
    text: str


@dataclass(frozen=True)
class RecountEdited(Event):
    field: RecountField
    text: str


@dataclass(frozen=True)
class EditorsChanged(Event):
    """So many people are writing in a text of the recount. It happens in named meetings only."""

    field: str
    count: int
    seats: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimelineRowAdded(Event):
    row: str
    at: str
    what: str


@dataclass(frozen=True)
class TimelineRowEdited(Event):
    row: str
    at: str
    what: str


@dataclass(frozen=True)
class TimelineOrdered(Event):
    """``rows`` are the ids of all rows in their new order."""

    rows: tuple[str, ...]


@dataclass(frozen=True)
class TimelineRowDeleted(Event):
    row: str


# --- cards and themes ----------------------------------------------------------------------------


@dataclass(frozen=True)
class CardAdded(Event):
    """A card is shown, which was hidden before. ``author`` is set only in named meetings."""

    card: str
    column: str
    text: str
    key_hash: str
    author: str | None = None


@dataclass(frozen=True)
class CardEdited(Event):
    card: str
    text: str


@dataclass(frozen=True)
class CardMoved(Event):
    card: str
    column: str


@dataclass(frozen=True)
class CardDeleted(Event):
    card: str


@dataclass(frozen=True)
class ThemeCreated(Event):
    """``lone_card`` is the card on its own for which it was made, by no person."""

    theme: str
    name: str
    kept: bool = False
    lone_card: str | None = None


@dataclass(frozen=True)
class ThemeRenamed(Event):
    theme: str
    name: str


@dataclass(frozen=True)
class CardGrouped(Event):
    """A card was put into a theme, or out of its theme when ``theme`` is None."""

    card: str
    theme: str | None


@dataclass(frozen=True)
class ThemesMerged(Event):
    theme: str
    into: str


@dataclass(frozen=True)
class ThemeDissolved(Event):
    theme: str


# --- discuss -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimeboxSet(Event):
    seconds: int


@dataclass(frozen=True)
class ThemeOpened(Event):
    at: int
    theme: str


@dataclass(frozen=True)
class ThemesOrdered(Event):
    """``themes`` are the ids of all themes, in the order in which the room talks about them."""

    themes: tuple[str, ...]


@dataclass(frozen=True)
class ThemeExtended(Event):
    theme: str
    seconds: int


@dataclass(frozen=True)
class LearningAdded(Event):
    learning: str
    text: str
    theme: str | None = None


@dataclass(frozen=True)
class LearningEdited(Event):
    learning: str
    text: str


@dataclass(frozen=True)
class LearningDeleted(Event):
    learning: str


@dataclass(frozen=True)
class ItemParked(Event):
    item: str
    text: str


@dataclass(frozen=True)
class ParkedEdited(Event):
    item: str
    text: str


@dataclass(frozen=True)
class ParkedDropped(Event):
    item: str


# --- commit and celebrate --------------------------------------------------------------------------


@dataclass(frozen=True)
class ActionAdded(Event):
    """``fields`` has the texts of :class:`~facilitator.meeting.model.Action` by name."""

    action: str
    kind: ActionKind
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ActionEdited(Event):
    action: str
    fields: dict[str, str]


@dataclass(frozen=True)
class ActionDeleted(Event):
    action: str


@dataclass(frozen=True)
class AppreciationAdded(Event):
    appreciation: str
    kind: AppreciationKind
    text: str
    key_hash: str


@dataclass(frozen=True)
class AppreciationEdited(Event):
    appreciation: str
    text: str


@dataclass(frozen=True)
class AppreciationDeleted(Event):
    appreciation: str


# --- reactions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReactionGiven(Event):
    """To a card or a learning. The hash is of the key that takes it back; nothing says whose it is."""

    to: str
    kind: ReactionKind
    key_hash: str


@dataclass(frozen=True)
class ReactionTakenBack(Event):
    to: str
    key_hash: str


def name_of(event: type[Event]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


EVENTS: dict[str, type[Event]] = {name_of(cls): cls for cls in Event.__subclasses__()}


def dump(events: Iterable[Event]) -> list[dict[str, Any]]:
    """The events as plain JSON data, each with its name under ``event``."""
    return [{"event": name_of(type(event)), **msgspec.to_builtins(event)} for event in events]


def load(rows: Iterable[dict[str, Any]]) -> list[Event]:
    """The events from the data of :func:`dump`."""
    return [_load(dict(row)) for row in rows]


def to_json(events: Iterable[Event]) -> str:
    """The data of :func:`dump` as JSON."""
    return msgspec.json.encode(dump(events)).decode()


def from_json(text: str) -> list[Event]:
    """The events from the JSON of :func:`to_json`."""
    return load(msgspec.json.decode(text))


def _load(row: dict[str, Any]) -> Event:
    return msgspec.convert(row, EVENTS[row.pop("event")])
