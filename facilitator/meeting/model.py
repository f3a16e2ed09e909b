"""The state of one meeting, as frozen dataclasses.

Instants are integer milliseconds since the epoch (UTC). Measured time is integer milliseconds
(``*_ms``), planned time integer seconds (``*seconds``). Collections are dicts keyed by id and are
never changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import msgspec

from .columns import Column, usual_columns
from .ground_rules import GroundRule, usual_rules

Focus = Literal["failure", "learning"]
YesOrNo = Literal["yes", "no"]
Role = Literal["facilitator", "participant"]
Secrecy = Literal["anonymous", "named"]
SECRECIES: tuple[str, ...] = get_args(Secrecy)
Status = Literal["draft", "running", "paused", "closed"]
STATUSES: tuple[str, ...] = get_args(Status)
PollName = Literal["safety", "vote", "thumb", "roti"]
BallotName = PollName | Literal["done", "editing"]
"""What is secret: the answer to a poll, whether one is done writing, and in which text of the recount one writes."""
ThumbAnswer = Literal["more", "enough"]
ActionKind = Literal["step", "experiment"]
AppreciationKind = Literal["thanks", "success", "takeaway"]
ReactionKind = Literal["same", "new", "thanks"]
"""What somebody says to a card or a learning with one press: same here, new to me, thanks."""
REACTION_KINDS: tuple[ReactionKind, ...] = get_args(ReactionKind)
ActionState = Literal["open", "done", "worked", "partly", "did not work", "dropped"]
ActionWorked = Literal["", "yes", "no", "cannot tell"]
ReviewDecision = Literal["done", "worked", "partly", "did not work", "kept", "redefined", "dropped"]
"""What a room can decide about an action of an earlier meeting: an end, or that it goes on, as it is or changed."""
RecountField = Literal["expected", "happened", "impact"]
Kind = Literal["frame", "recount", "reflect", "group", "vote", "discuss", "commit", "celebrate"]
Category = Literal[
    "product launch",
    "sales conversation",
    "hiring decision",
    "marketing strategy",
    "incident",
    "project",
    "decision",
    "other",
]
CATEGORIES: tuple[str, ...] = get_args(Category)

POLL_STAGES: Mapping[PollName, Kind] = {
    "safety": "frame",
    "vote": "vote",
    "thumb": "discuss",
    "roti": "celebrate",
}
"""The stage that each poll belongs to."""

WRITTEN_HIDDEN: tuple[Kind, ...] = ("frame", "recount", "reflect")
"""The stages in which new cards wait for the reveal. The first two count after the room went back."""

RETURN_MS = 5 * 60_000
"""How long somebody who asks to come back waits for an answer."""

Ballot = int | str | dict[str, int]
Ballots = Mapping[tuple[str, str], Ballot]
"""The ballots of a meeting by (name, seat id). They are stored outside the state, until their stage is left."""


@dataclass(frozen=True)
class Stage:
    id: str
    kind: Kind
    title: str
    seconds: int
    focus: Focus
    extra_seconds: int = 0
    learning_ms: int = 0
    failure_ms: int = 0

    @property
    def spent_ms(self) -> int:
        return self.learning_ms + self.failure_ms

    @property
    def left_ms(self) -> int:
        """The time left of the plan and its extensions, at least zero."""
        return max(0, (self.seconds + self.extra_seconds) * 1000 - self.spent_ms)


@dataclass(frozen=True)
class Seat:
    """A person in the meeting.

    ``owner`` is whether it belongs to the account that prepared the meeting, ``appointed`` whether this account
    made the person a facilitator.
    """

    name: str
    role: Role
    pos: int
    asker: bool = False
    here: bool = False
    gone_at: int | None = None
    arrived_at: int | None = None
    hand: int | None = None
    owner: bool = False
    appointed: bool = False


@dataclass(frozen=True)
class Return:
    """Somebody who waits at the join page, and says that a seat is theirs. ``answer`` is None while it is open.

    After a yes the seat opens with the token of ``token_hash``, and no longer with the one before.
    """

    seat: str
    token_hash: str
    at: int
    answer: YesOrNo | None = None

    @property
    def until(self) -> int:
        """The instant when the question is over, answered or not."""
        return self.at + RETURN_MS

    @property
    def number(self) -> int:
        return waiting_number(self.token_hash)

    def is_fresh(self, now: int) -> bool:
        return now < self.until


def waiting_number(token_hash: str) -> int:
    """The number that the waiting page and the room both show, so that people can compare it: 10 to 99."""
    return 10 + int(token_hash[:8], 16) % 90


@dataclass(frozen=True)
class TimelineRow:
    at: str
    what: str
    pos: int


@dataclass(frozen=True)
class Card:
    """A card that everybody sees, with the id of its column. ``author`` is stored only in named meetings.

    ``key_hash`` is empty after the close, when nobody can change it any more.
    """

    column: str
    text: str
    key_hash: str
    pos: int
    theme: str | None = None
    author: str | None = None


@dataclass(frozen=True)
class Theme:
    """A theme. ``kept`` is whether it was created without cards; then it stays even when it is empty.

    ``place`` is where the facilitator put it among those to talk about, until votes are counted anew. ``lone_card``
    is the card that was on its own, for which the stage made this theme.
    """

    name: str
    pos: int
    kept: bool = False
    votes: int | None = None
    extra_seconds: int = 0
    spent_ms: int = 0
    place: int | None = None
    lone_card: str | None = None


@dataclass(frozen=True)
class Poll:
    """A poll: while it is open, the number of answers; after it is closed, its tally.

    ``asked`` are the seats that were here at some time while it was open. It depends on nobody's answer, so
    that nobody's going tells whether they had answered. ``again`` is whether it was opened again with the
    answers that it had. Then the numbers of the last tally stay, and ``counted`` is of how many answers they
    are. ``kept`` is whether a counted poll can be opened again with its answers. ``locked`` are the seats whose
    answer was counted before somebody came back to them from another device: it stays, and is not shown there.
    The tally of the vote is in the themes instead.
    """

    open: bool
    answered: int = 0
    asked: tuple[str, ...] = ()
    again: bool = False
    kept: bool = False
    locked: tuple[str, ...] = ()
    counted: int | None = None
    counts: dict[str, int] | None = None
    mean: float | None = None
    result: str | None = None


@dataclass(frozen=True)
class Learning:
    text: str
    pos: int
    theme: str | None = None


@dataclass(frozen=True)
class Parked:
    text: str
    pos: int


@dataclass(frozen=True)
class Action:
    kind: ActionKind
    pos: int
    what: str = ""
    hypothesis: str = ""
    test: str = ""
    signal: str = ""
    owner: str = ""
    due: str = ""
    support: str = ""
    learning: str = ""


@dataclass(frozen=True)
class Appreciation:
    kind: AppreciationKind
    text: str
    key_hash: str
    pos: int


@dataclass(frozen=True)
class Editors:
    """How many people are writing in one text of the recount, and their seats; in named meetings only."""

    count: int
    seats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recount:
    expected: str = ""
    happened: str = ""
    impact: str = ""


@dataclass(frozen=True)
class Seen:
    """An earlier entry of the log that was shown to the room. ``when`` is its date, ``YYYY-MM-DD``."""

    title: str
    when: str
    outcome: str
    learning: str
    pos: int


@dataclass(frozen=True)
class Review:
    """An action of an earlier meeting that the room looks at, as it was when this meeting opened.

    ``owner`` is empty where the room may not know whose it is, and ``fixed`` is whether the room only sees it.
    ``decision`` and what follows it are what the room says to it; ``decision`` is empty while it has not. ``new_due``
    is the day until which it is kept, ``new_what`` are its new words, and ``why`` is a word to the decision.
    """

    kind: ActionKind
    what: str
    pos: int
    owner: str = ""
    due: str = ""
    state: ActionState = "open"
    worked: ActionWorked = ""
    came_of: str = ""
    learned: str = ""
    fixed: bool = False
    decision: ReviewDecision | Literal[""] = ""
    new_due: str = ""
    new_what: str = ""
    why: str = ""


@dataclass(frozen=True)
class Meeting:
    """The whole state of a meeting. While time runs, ``since`` is the instant up to which it is booked.

    ``entered_at`` is when the room came to its stage, ``shown_at`` when the cards were shown, None while they are
    written; ``done`` is how many have said in this stage that they are done. ``zone`` is the IANA name of the
    time zone in which the days of the meeting are counted. ``reactions`` are by the card or learning, and by the hash
    of the key that takes one back; after the close by numbers, since nobody takes one back any more.
    """

    id: str
    title: str
    category: Category
    tags: tuple[str, ...]
    secrecy: Secrecy
    leader: str
    stages: tuple[Stage, ...]
    capacity: int = 12
    votes: int = 3
    status: Status = "draft"
    locked: bool = False
    scheduled_at: int | None = None
    zone: str = "UTC"
    started_at: int | None = None
    closed_at: int | None = None
    entry: str | None = None
    stage: str | None = None
    entered_at: int | None = None
    shown_at: int | None = None
    since: int | None = None
    emptied: bool = False
    drift: bool = False
    vacant_since: int | None = None
    statement: str = ""
    rules: dict[str, GroundRule] = field(default_factory=usual_rules)
    recount: Recount = Recount()
    editors: dict[str, Editors] = field(default_factory=dict)
    timeline: dict[str, TimelineRow] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    returns: dict[str, Return] = field(default_factory=dict)
    done: int = 0
    columns: dict[str, Column] = field(default_factory=usual_columns)
    cards: dict[str, Card] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    polls: dict[PollName, Poll] = field(default_factory=dict)
    theme: str | None = None
    timebox_seconds: int = 0
    learnings: dict[str, Learning] = field(default_factory=dict)
    parked: dict[str, Parked] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    appreciations: dict[str, Appreciation] = field(default_factory=dict)
    reactions: dict[str, dict[str, ReactionKind]] = field(default_factory=dict)
    question: str | None = None
    seen: dict[str, Seen] = field(default_factory=dict)
    seen_now: str | None = None
    reviews: dict[str, Review] = field(default_factory=dict)

    @property
    def current(self) -> Stage | None:
        """The stage that the room is in, if the meeting has begun."""
        return next((stage for stage in self.stages if stage.id == self.stage), None)

    @property
    def focus(self) -> Focus | None:
        """The focus to which time is booked now. During drift, a learning stage counts as failure."""
        if self.current is None:
            return None
        return "failure" if self.drift else self.current.focus

    @property
    def were_here(self) -> set[str]:
        """The ids of the seats that are here, or were since the room came to its stage."""
        since = self.entered_at or 0
        gone = {key for key, seat in self.seats.items() if seat.gone_at is not None and seat.gone_at >= since}
        return self.here | gone

    @property
    def here(self) -> set[str]:
        """The ids of the seats that are connected."""
        return {key for key, seat in self.seats.items() if seat.here}

    def asked(self, poll: Poll) -> int:
        """How many people an open poll asks: all who are here, and those who were here while it was open."""
        return max(poll.answered, len(self.here.union(poll.asked)))

    def lost(self, poll: Poll) -> int:
        """How many of the people whom an open poll asks are not here any more."""
        return len(set(poll.asked) - self.here)

    def neighbour(self, step: int) -> Stage | None:
        """The stage ``step`` places after the current one, if there is one."""
        ids = [stage.id for stage in self.stages]
        index = ids.index(self.stage) + step if self.stage in ids else -1
        return self.stages[index] if 0 <= index < len(ids) else None

    def column_for(self, column: str) -> str:
        """The id of the column for cards that were written for the one with this id.

        That may have been taken out since: then they go to the first one.
        """
        return column if column in self.columns else next(iter(self.columns))

    def is_in(self, *kinds: Kind) -> bool:
        return self.current is not None and self.current.kind in kinds


def to_json(state: Meeting) -> str:
    """The state as JSON."""
    return msgspec.json.encode(state).decode()


def from_json(text: str) -> Meeting:
    """The state from the JSON of :func:`to_json`."""
    return msgspec.json.decode(text, type=Meeting)


def next_pos(collection: Mapping[str, Any]) -> int:
    """The position after the last one; ids that were deleted leave gaps."""
    return max((item.pos for item in collection.values()), default=-1) + 1


def cards_of(state: Meeting, theme: str | None = None) -> dict[str, Card]:
    """The cards of a theme, or with None those without a theme."""
    return {key: card for key, card in state.cards.items() if card.theme == theme}


def themes_by_votes(state: Meeting) -> list[str]:
    """Theme ids, most votes first, then in the order they were made."""

    def rank(theme: str) -> tuple[int, int]:
        return (-(state.themes[theme].votes or 0), state.themes[theme].pos)

    return sorted(state.themes, key=rank)


def themes_in_order(state: Meeting) -> list[str]:
    """Theme ids as the room talks about them: by their places, and those without one after them, by votes."""

    def place(theme: str) -> tuple[bool, int]:
        known = state.themes[theme].place
        return known is None, known or 0

    return sorted(themes_by_votes(state), key=place)
