"""The data of a summary, from which all formats are made.

``dump`` and ``load`` convert it to plain JSON data and back; ``schema`` describes that data. Measured times
are in milliseconds, planned times in seconds, and dates are ``YYYY-MM-DD``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from facilitator.meeting import columns
from facilitator.meeting.theme_names import shortened

Focus = Literal["learning", "failure"]
Outcome = Literal["", "worked", "partly", "did not work"]
State = Literal["open", "done", "worked", "partly", "did not work", "dropped"]
Worked = Annotated[
    Literal["", "yes", "no", "cannot tell"], Meta(description="Whether a step that is done worked")
]


CAME_OF = "How a step worked, what the signal of an experiment said, or why it was dropped"
TICKET = "Where it stands in a tracker: the address of a page, or empty"


@dataclass(frozen=True, kw_only=True)
class Recount:
    """What was expected, what happened and what came of it, in the group's words."""

    expected: str
    happened: str
    impact: str


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A row of the timeline."""

    at: Annotated[str, Meta(description="When, as the group wrote it")]
    what: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A group of cards that was talked about together."""

    id: str
    name: str
    votes: int
    spent_ms: Annotated[int, Meta(description="How long the group talked about it")]


@dataclass(frozen=True, kw_only=True)
class Column:
    """What the group wrote cards into."""

    id: str
    title: str
    counts_as: Annotated[
        Literal["", "surprise", "driver", "learning", "worked"],
        Meta(description="The usual column as whose cards its own are told, or empty"),
    ] = ""


USUAL_COLUMNS = tuple(
    Column(id=key, title=each.title, counts_as=each.counts_as)
    for key, each in columns.usual_columns().items()
)


Reactions = Annotated[
    dict[str, int],
    Meta(description="How many said `same` (same here), `new` (new to me) and `thanks`"),
]


@dataclass(frozen=True, kw_only=True)
class Card:
    """One written contribution."""

    column: Annotated[str, Meta(description="The id of its column")]
    text: str
    theme: Annotated[str | None, Meta(description="The id of its theme")] = None
    author: Annotated[str | None, Meta(description="Only in a named meeting; otherwise nobody knows")] = None
    reactions: Reactions = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Learning:
    """The sentence that a theme ended in."""

    id: str
    text: str
    theme: Annotated[str | None, Meta(description="The id of its theme")] = None
    votes: Annotated[int, Meta(description="The votes for its theme")] = 0
    reactions: Reactions = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Action:
    """A step (what, who, by when) or an experiment (hypothesis, test, signal, review date)."""

    kind: Literal["step", "experiment"]
    what: str = ""
    hypothesis: str = ""
    test: str = ""
    signal: str = ""
    owner: str = ""
    due: Annotated[str, Meta(description="A step's deadline or an experiment's review date, or empty")] = ""
    support: Annotated[str, Meta(description="The help that its owner asked for")] = ""
    learning: Annotated[str | None, Meta(description="The id of the learning it follows")] = None
    state: Annotated[State, Meta(description="What became of it")] = "open"
    worked: Worked = ""
    came_of: Annotated[str, Meta(description=CAME_OF)] = ""
    learned: Annotated[str, Meta(description="What an experiment taught")] = ""
    ticket: Annotated[str, Meta(description=TICKET)] = ""

    @property
    def headline(self) -> str:
        return self.what or self.hypothesis or "An experiment"


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """An action of an earlier meeting that the group looked at, as it was then, and what they decided about it."""

    id: Annotated[str, Meta(description="The id of the action in the log")]
    kind: Literal["step", "experiment"]
    what: str
    owner: Annotated[str, Meta(description="Empty where the room did not know whose it was")] = ""
    due: str = ""
    state: Annotated[State, Meta(description="What had become of it until then")] = "open"
    worked: Worked = ""
    came_of: Annotated[str, Meta(description=CAME_OF)] = ""
    learned: Annotated[str, Meta(description="What an experiment taught")] = ""
    decision: Annotated[
        Literal["", "done", "worked", "partly", "did not work", "kept", "redefined", "dropped"],
        Meta(description="What was decided about an open one; empty when it was not reviewed"),
    ] = ""
    new_due: Annotated[str, Meta(description="The day until which it was kept")] = ""
    new_what: Annotated[str, Meta(description="Its new words")] = ""
    why: Annotated[str, Meta(description="A word to the decision")] = ""
    not_written: Annotated[
        str, Meta(description="Why the decision does not stand in the earlier entry, or empty")
    ] = ""

    @property
    def has_ended(self) -> bool:
        return self.state != "open"


@dataclass(frozen=True, kw_only=True)
class StageTime:
    """One stage of the agenda, planned and actual."""

    kind: str
    title: str
    focus: Focus
    planned_seconds: int
    learning_ms: int
    failure_ms: Annotated[int, Meta(description="In a learning stage: drift, back on the failure")]

    @property
    def spent_ms(self) -> int:
        return self.learning_ms + self.failure_ms


@dataclass(frozen=True, kw_only=True)
class Time:
    """The whole meeting's time per focus, planned and actual. Pauses count nowhere."""

    planned_learning_seconds: int
    planned_failure_seconds: int
    learning_ms: int
    failure_ms: int

    @property
    def planned_seconds(self) -> int:
        return self.planned_learning_seconds + self.planned_failure_seconds

    @property
    def spent_ms(self) -> int:
        return self.learning_ms + self.failure_ms

    @property
    def planned_learning_share(self) -> float:
        return _share(self.planned_learning_seconds, self.planned_failure_seconds)

    @property
    def learning_share(self) -> float:
        return _share(self.learning_ms, self.failure_ms)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What a secret ballot left behind. Few answers leave their number only."""

    answered: int
    counts: Annotated[dict[str, int] | None, Meta(description="Answers per score")] = None
    mean: float | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A meeting, or an entry of the log that somebody wrote alone, whole.

    What only a meeting has is empty in an entry that was written alone: ``meeting`` is None there, and
    ``leader`` is its author. ``closed_at`` is None as long as the meeting has not closed.
    """

    version: Literal[1] = 1
    meeting: Annotated[
        Annotated[str, Meta(min_length=1)] | None,
        Meta(description="The meeting's id; null when it was written alone"),
    ]
    title: str
    date: Annotated[str, Meta(description="The day it was held, in `zone`")]
    zone: Annotated[
        str, Meta(description="The time zone of the meeting, by its IANA name, or empty where it is not told")
    ] = ""
    category: str
    tags: tuple[str, ...]
    leader: Annotated[str, Meta(description="Whose meeting it was, or who wrote the entry")]
    people: Annotated[tuple[str, ...], Meta(description="The names of those who were there")]
    secrecy: Literal["anonymous", "named"]
    started_at: Annotated[int | None, Meta(description="Milliseconds since the epoch")]
    closed_at: Annotated[int | None, Meta(description="Milliseconds since the epoch")]
    statement: Annotated[str, Meta(description="The leader's own words")]
    rules: Annotated[tuple[str, ...], Meta(description="The ground rules that the group had at the end")] = (
        field(default_factory=tuple)
    )
    recount: Recount
    timeline: tuple[Moment, ...]
    did: Annotated[str, Meta(description="What was decided or done, added later")] = ""
    drove: Annotated[
        str,
        Meta(
            description="What drove it; at first the cards of the columns that count as `driver`, a line each"
        ),
    ] = ""
    next_time: Annotated[str, Meta(description="What to do next time, added later")] = ""
    outcome: Annotated[Outcome, Meta(description="How it came out, added later")] = ""
    no_longer_true: Annotated[
        str, Meta(description="The day on which somebody said that it is no longer true, or empty")
    ] = ""
    learnings: Annotated[tuple[Learning, ...], Meta(description="Most votes first")]
    themes: Annotated[tuple[Theme, ...], Meta(description="Most votes first")]
    columns: Annotated[
        tuple[Column, ...], Meta(description="The columns of the cards; the usual ones where it says nothing")
    ] = field(default_factory=lambda: USUAL_COLUMNS)
    cards: tuple[Card, ...]
    actions: tuple[Action, ...]
    reviewed: Annotated[
        tuple[Reviewed, ...], Meta(description="Actions of earlier meetings; what had ended comes first")
    ] = field(default_factory=tuple)
    appreciations: tuple[str, ...]
    successes: tuple[str, ...]
    takeaways: tuple[str, ...]
    parked: Annotated[tuple[str, ...], Meta(description="What matters, but not now")]
    stages: tuple[StageTime, ...]
    time: Time
    safety: Annotated[Tally, Meta(description="1 (not safe) to 5 (safe); counted from 4 answers on")]
    roti: Annotated[Tally, Meta(description="Return on time invested, 0 to 4")]

    def __post_init__(self) -> None:
        if any(card.column not in self._columns for card in self.cards):
            raise ValueError("a card stands in no column")

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.id: column for column in self.columns}

    @cached_property
    def _learnings(self) -> dict[str, Learning]:
        return {learning.id: learning for learning in self.learnings}

    def column_of(self, card: Card) -> Column:
        """The column that a card was written into."""
        return self._columns[card.column]

    def in_column(self, column: Column) -> tuple[Card, ...]:
        """The cards of one column, in the order in which they were shown."""
        return tuple(card for card in self.cards if card.column == column.id)

    def is_driver(self, card: Card) -> bool:
        """Whether a card says what drove it."""
        return self.column_of(card).counts_as == "driver"

    @property
    def drivers(self) -> list[str]:
        """The lines of ``drove`` that are not blank."""
        return [text for text in self.drove.split("\n") if text.strip()]

    def gathered(self) -> list[tuple[Theme | None, tuple[Card, ...]]]:
        """The themes with their cards, most votes first. A last item with theme None has the lone cards.

        Each card comes once, also if an imported summary has several themes with one id.
        """
        learned = {learning.theme for learning in self.learnings}
        held: dict[str | None, list[Card]] = {}
        for card in self.cards:
            held.setdefault(card.theme, []).append(card)
        themes: list[tuple[Theme | None, tuple[Card, ...]]] = []
        for theme in self.themes:
            if theme.votes or theme.id in learned or not _is_one_card(theme, held.get(theme.id, ())):
                themes.append((theme, tuple(held.pop(theme.id, ()))))
        told = {theme.id for theme, _ in themes if theme}
        alone = tuple(card for card in self.cards if card.theme not in told)
        return [*themes, (None, alone)] if alone else themes

    def theme_of(self, thing: Card | Learning) -> Theme | None:
        """The theme that a card or a learning belongs to, if any."""
        return next((theme for theme in self.themes if theme.id == thing.theme), None)

    def learning_of(self, action: Action) -> Learning | None:
        """The learning that an action follows, if any."""
        return self._learnings.get(action.learning or "")


def _is_one_card(theme: Theme, cards: Sequence[Card]) -> bool:
    """Whether a theme was made of a card that stood alone, so that its name tells nothing but the card."""
    return len(cards) == 1 and theme.name == shortened(cards[0].text)


def dump(summary: Summary) -> dict[str, Any]:
    """The summary as plain JSON data, as an entry stores it."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(summary))
    return data


def load(data: dict[str, Any]) -> Summary:
    """The summary from the data of ``dump``.

    :raises msgspec.ValidationError: when the data has another shape.
    """
    return msgspec.convert(data, Summary)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``dump``'s data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Summary),
    }


def _share(learning: int, failure: int) -> float:
    """The share of learning in percent, with one decimal; 100 if there is no time at all."""
    whole = learning + failure
    return round(100 * learning / whole, 1) if whole else 100.0
