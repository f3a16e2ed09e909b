"""The views of a meeting. Only this module decides who sees what.

``shared_view`` is the same for everyone in the room; ``me_view`` is one seat's private part. Both depend only
on the state and the seat's own ballots, not on the present time: measured time is that at ``clock.since``,
and a browser adds the time since then. Views contain no null, and the shared part no lists: collections are
objects keyed by id, and each item has a ``pos``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from . import prompts
from .closing import loose_ends, readers
from .commands import LIMITS
from .decide import can
from .decide.polls import standing_votes
from .ledger import WARN_SECONDS, ledger
from .model import (
    Appreciation,
    Ballots,
    Card,
    Editors,
    Meeting,
    Poll,
    ReactionKind,
    Review,
    Seat,
    Stage,
    Theme,
    themes_in_order,
)

View = dict[str, Any]


def shared_view(state: Meeting) -> View:
    """What everyone in the room sees; docs/wire.md describes each part."""
    return present(**{name: part(state) for name, part in PARTS.items()})


def me_view(state: Meeting, seat_id: str, ballots: Ballots) -> View:
    """The private view of one seat: the commands it may give, its ballots, and what only its role sees."""
    seat = state.seats[seat_id]
    leads = seat.role == "facilitator"
    live = state.status in ("running", "paused")
    return present(
        seat=seat_id,
        name=seat.name,
        role=seat.role,
        asker=seat.asker,
        can=can(state, seat_id),
        done=("done", seat_id) in ballots,
        ballots=own_ballots(state, seat_id, ballots),
        votes_left=votes_left(state, seat_id, ballots),
        returns=returns_view(state) if leads else None,
        loose_ends=loose_ends(state, seat_id, ballots) if leads and live else None,
        readers=readers(state) if leads and live else None,
    )


def present(**parts: Any) -> View:
    """The parts that are not None. Views contain no null: a missing value is a missing key."""
    return {key: part for key, part in parts.items() if part is not None}


@dataclass(frozen=True)
class Each:
    """A part with a view of each item in one collection of the state. It depends on that item alone."""

    collection: str
    show: Callable[[Any], View]

    def __call__(self, state: Meeting) -> View:
        return {key: self.show(item) for key, item in getattr(state, self.collection).items()}


def item_view(item: Any) -> View:
    return present(**vars(item))


def filled_view(item: Any) -> View:
    """An item without its empty texts."""
    return {name: value for name, value in vars(item).items() if value != ""}


def reviews_view(state: Meeting) -> View:
    """Actions of earlier meetings. Before the start they may be out of date, and the leader may change their mind."""
    if state.status == "draft":
        return {}
    return {key: review_view(review) for key, review in state.reviews.items()}


def review_view(review: Review) -> View:
    """An action of an earlier meeting, without its empty texts; ``fixed`` only where it is true."""
    return {name: value for name, value in filled_view(review).items() if value is not False}


def meeting_view(state: Meeting) -> View:
    return present(
        id=state.id,
        title=state.title,
        category=state.category,
        secrecy=state.secrecy,
        status=state.status,
        leader=state.leader,
        minutes=sum(stage.seconds for stage in state.stages) // 60,
        votes=state.votes,
        capacity=state.capacity,
        locked=state.locked,
        scheduled_at=state.scheduled_at,
        started_at=state.started_at,
        closed_at=state.closed_at,
        entry=state.entry,
    )


def clock_view(state: Meeting) -> View:
    return present(
        stage=state.stage,
        focus=state.focus,
        drift=state.drift,
        running=state.status == "running",
        since=state.since,
        emptied=(state.emptied and state.status == "paused") or None,
        warn_seconds=WARN_SECONDS,
    )


def ledger_view(state: Meeting) -> View:
    spent = ledger(state)
    return {**asdict(spent), "budget_ms": spent.budget_ms}


def chair_view(state: Meeting) -> View:
    return present(vacant_since=state.vacant_since)


def seat_view(seat: Seat) -> View:
    """A seat. The hand of somebody who has left is not shown, but it is up again when they come back."""
    shown = {name: value for name, value in vars(seat).items() if name not in ("appointed", "arrived_at")}
    return present(**shown | {"hand": seat.hand if seat.here else None, "owner": seat.owner or None})


def stages_view(state: Meeting) -> View:
    ids = [stage.id for stage in state.stages]
    now = ids.index(state.stage) if state.stage in ids else -1
    return {stage.id: stage_view(state, stage, pos, now) for pos, stage in enumerate(state.stages)}


def stage_view(state: Meeting, stage: Stage, pos: int, now: int) -> View:
    progress = "now" if pos == now else "done" if pos < now else "next"
    return {
        "kind": stage.kind,
        "title": stage.title,
        "intro": prompts.intro(stage.kind, anonymous=state.secrecy == "anonymous"),
        "seconds": stage.seconds,
        "extra_seconds": stage.extra_seconds,
        "focus": stage.focus,
        "pos": pos,
        "state": "done" if state.status == "closed" else progress,
        "learning_ms": stage.learning_ms,
        "failure_ms": stage.failure_ms,
    }


def timeline_view(state: Meeting) -> View:
    """The rows in their order; a position may be left out where one was deleted."""
    rows = sorted(state.timeline.items(), key=lambda pair: pair[1].pos)
    return {key: item_view(row) for key, row in rows}


def editors_view(editors: Editors) -> View:
    """Who is writing in one text of the recount: how many, and their seats."""
    seats = {seat: {"pos": pos} for pos, seat in enumerate(editors.seats)}
    return present(count=editors.count, seats=seats or None)


def writing_view(state: Meeting) -> View | None:
    """How many people are done writing, of how many. It must not show who wrote how much, or who is done."""
    if not state.is_in("reflect"):
        return None
    return {"done": state.done, "of": len(state.were_here)}


def card_view(card: Card) -> View:
    """A card, without its key."""
    return present(column=card.column, text=card.text, theme=card.theme, pos=card.pos, author=card.author)


def themes_view(state: Meeting) -> View:
    held = Counter(card.theme for card in state.cards.values())
    order = themes_in_order(state)
    return {key: theme_view(state, state.themes[key], pos, held[key]) for pos, key in enumerate(order)}


def theme_view(state: Meeting, theme: Theme, pos: int, cards: int) -> View:
    box = state.timebox_seconds
    return present(
        name=theme.name,
        pos=pos,
        cards=cards,
        votes=theme.votes,
        seconds=box + theme.extra_seconds if box else None,
        spent_ms=theme.spent_ms,
    )


def polls_view(state: Meeting) -> View:
    return {name: poll_view(state, poll) for name, poll in state.polls.items()}


def poll_view(state: Meeting, poll: Poll) -> View:
    """A poll: while it is open, how many have answered; then its numbers, and how many answers they are of."""
    if poll.open:
        lost = state.lost(poll)
        return present(
            open=True,
            answered=poll.answered,
            of=state.asked(poll),
            lost=lost or None,
            again=poll.again or None,
        )
    counted = poll.counted if poll.counted != poll.answered else None
    return present(
        open=False,
        answered=poll.answered,
        counted=counted,
        final=None if poll.kept else True,
        counts=poll.counts,
        mean=poll.mean,
        result=poll.result,
    )


def discuss_view(state: Meeting) -> View | None:
    if not state.is_in("discuss"):
        return None
    order = themes_in_order(state)
    pos = order.index(state.theme) if state.theme in order else None
    return present(theme=state.theme, pos=pos, of=len(order))


def appreciation_view(item: Appreciation) -> View:
    """Thanks, a success or a takeaway, without who wrote it."""
    return {"kind": item.kind, "text": item.text, "pos": item.pos}


def reactions_view(said: dict[str, ReactionKind]) -> View:
    """How many have said what to one card or learning."""
    return dict(sorted(Counter(said.values()).items()))


def returns_view(state: Meeting) -> list[View] | None:
    """The open questions of those who ask to come back to a seat, the oldest first."""
    asked = [
        {"id": key, "seat": item.seat, "number": item.number, "until": item.until}
        for key, item in state.returns.items()
        if item.answer is None and item.seat in state.seats
    ]
    return asked or None


def own_ballots(state: Meeting, seat_id: str, ballots: Ballots) -> View:
    """The seat's answers in open polls."""
    opened = {name for name, poll in state.polls.items() if poll.open and seat_id not in poll.locked}
    mine = {poll: value for (poll, seat), value in ballots.items() if seat == seat_id and poll in opened}
    if "vote" in mine:
        mine["vote"] = standing_votes(state, mine["vote"])
    return dict(sorted(mine.items()))


def votes_left(state: Meeting, seat_id: str, ballots: Ballots) -> int | None:
    """The number of votes that this seat can still give, or None if the vote is not open."""
    poll = state.polls.get("vote")
    if poll is None or not poll.open:
        return None
    if seat_id in poll.locked:
        return 0
    return state.votes - sum(standing_votes(state, ballots.get(("vote", seat_id))).values())


PARTS: dict[str, Callable[[Meeting], Any]] = {
    "meeting": meeting_view,
    "clock": clock_view,
    "stages": stages_view,
    "ledger": ledger_view,
    "seats": Each("seats", seat_view),
    "chair": chair_view,
    "statement": lambda state: state.statement,
    "rules": Each("rules", item_view),
    "recount": lambda state: asdict(state.recount),
    "editing": Each("editors", editors_view),
    "timeline": timeline_view,
    "columns": Each("columns", filled_view),
    "writing": writing_view,
    "cards": Each("cards", card_view),
    "themes": themes_view,
    "polls": polls_view,
    "discuss": discuss_view,
    "learnings": Each("learnings", item_view),
    "parked": Each("parked", item_view),
    "actions": Each("actions", filled_view),
    "appreciations": Each("appreciations", appreciation_view),
    "reactions": Each("reactions", reactions_view),
    "question": lambda state: present(text=state.question) or None,
    "seen": Each("seen", filled_view),
    "seen_now": lambda state: state.seen_now,
    "reviews": reviews_view,
    "turn": lambda state: prompts.TURN[state.category],
    "limits": lambda _: LIMITS,
}
"""By name, the functions that compute the parts of the shared view. A part that is None is left out."""
