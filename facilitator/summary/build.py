"""Building the summary from the state of a meeting."""

from __future__ import annotations

from typing import Protocol, TypeVar

from facilitator import clock
from facilitator.meeting import model as meeting
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.ledger import ledger
from facilitator.meeting.model import Meeting, themes_by_votes
from facilitator.meeting.view import reactions_view, timeline_view
from facilitator.summary.model import (
    Action,
    Card,
    Column,
    Learning,
    Moment,
    Recount,
    Reviewed,
    StageTime,
    Summary,
    Tally,
    Theme,
    Time,
)


class Placed(Protocol):
    """An item with a position in its collection; None means that it has none yet."""

    @property
    def pos(self) -> int | None: ...


T = TypeVar("T", bound=Placed)


def build_summary(state: Meeting) -> Summary:
    """The summary of a meeting, without hidden cards. One that has not closed is to be settled before."""
    started = state.started_at or state.closed_at
    said = _said(state)
    return Summary(
        meeting=state.id,
        title=state.title,
        date=clock.day_of(started or 0, state.zone).isoformat(),
        zone=state.zone,
        category=state.category,
        tags=state.tags,
        leader=state.leader,
        people=_people(state),
        secrecy=state.secrecy,
        started_at=started,
        closed_at=state.closed_at,
        statement=state.statement,
        rules=texts_of(state.rules),
        recount=_recount(state),
        drove=_drove(state),
        timeline=tuple(Moment(at=row["at"], what=row["what"]) for row in timeline_view(state).values()),
        learnings=_learnings(state),
        themes=_themes(state),
        columns=_columns(state),
        cards=_cards(state),
        actions=_actions(state),
        reviewed=_reviewed(state),
        appreciations=said["thanks"],
        successes=said["success"],
        takeaways=said["takeaway"],
        parked=tuple(item.text for _, item in _in_order(state.parked)),
        stages=_stages(state),
        time=_time(state),
        safety=_tally(state, "safety"),
        roti=_tally(state, "roti"),
    )


def _recount(state: Meeting) -> Recount:
    told = state.recount
    return Recount(expected=told.expected, happened=told.happened, impact=told.impact)


def _in_order(things: dict[str, T]) -> list[tuple[str, T]]:
    """The ids and items sorted by position. Items without a position are left out."""
    placed = [(thing.pos, key, thing) for key, thing in things.items() if thing.pos is not None]
    return [(key, thing) for _, key, thing in sorted(placed, key=lambda row: row[0])]


def _people(state: Meeting) -> tuple[str, ...]:
    """The names of the people who came to the meeting, also of those who left before its end."""
    seats = [seat for _, seat in _in_order(state.seats)]
    return tuple(seat.name for seat in seats if seat.here or seat.gone_at is not None)


def _votes(state: Meeting, theme: str | None) -> int:
    return (state.themes[theme].votes or 0) if theme in state.themes else 0


def _learnings(state: Meeting) -> tuple[Learning, ...]:
    learnings = [
        Learning(
            id=key,
            text=each.text,
            theme=each.theme,
            votes=_votes(state, each.theme),
            reactions=reactions_view(state.reactions.get(key, {})),
        )
        for key, each in _in_order(state.learnings)
    ]
    return tuple(sorted(learnings, key=lambda each: -each.votes))


def _themes(state: Meeting) -> tuple[Theme, ...]:
    themes = [(key, state.themes[key]) for key in themes_by_votes(state)]
    return tuple(
        Theme(id=key, name=theme.name, votes=theme.votes or 0, spent_ms=theme.spent_ms)
        for key, theme in themes
    )


def _columns(state: Meeting) -> tuple[Column, ...]:
    return tuple(
        Column(id=key, title=each.title, counts_as=each.counts_as) for key, each in _in_order(state.columns)
    )


def _cards(state: Meeting) -> tuple[Card, ...]:
    return tuple(
        Card(
            column=card.column,
            text=card.text,
            theme=card.theme,
            author=_name(state, card.author),
            reactions=reactions_view(state.reactions.get(key, {})),
        )
        for key, card in _in_order(state.cards)
    )


def _drove(state: Meeting) -> str:
    """The cards of the columns for drivers, a line each: a card of several lines stays one driver."""
    drivers = {key for key, each in state.columns.items() if each.counts_as == "driver"}
    return "\n".join(" ".join(card.text.split()) for card in _cards(state) if card.column in drivers)


def _name(state: Meeting, seat: str | None) -> str | None:
    return state.seats[seat].name if seat in state.seats else None


def _actions(state: Meeting) -> tuple[Action, ...]:
    return tuple(
        Action(
            kind=each.kind,
            what=each.what,
            hypothesis=each.hypothesis,
            test=each.test,
            signal=each.signal,
            owner=each.owner,
            due=each.due,
            support=each.support,
            learning=each.learning or None,
        )
        for _, each in _in_order(state.actions)
    )


def _reviewed(state: Meeting) -> tuple[Reviewed, ...]:
    """The actions of earlier meetings that were before the room, those that had ended first."""
    told = [
        Reviewed(
            id=key,
            kind=each.kind,
            what=each.what,
            owner=each.owner,
            due=each.due,
            state=each.state,
            worked=each.worked,
            came_of=each.came_of,
            learned=each.learned,
            decision=each.decision,
            new_due=each.new_due,
            new_what=each.new_what,
            why=each.why,
        )
        for key, each in _in_order(state.reviews)
    ]
    return tuple(sorted(told, key=lambda each: not each.has_ended))


def _said(state: Meeting) -> dict[meeting.AppreciationKind, tuple[str, ...]]:
    said = [each for _, each in _in_order(state.appreciations)]

    def of(kind: meeting.AppreciationKind) -> tuple[str, ...]:
        return tuple(each.text for each in said if each.kind == kind)

    return {"thanks": of("thanks"), "success": of("success"), "takeaway": of("takeaway")}


def _stages(state: Meeting) -> tuple[StageTime, ...]:
    return tuple(
        StageTime(
            kind=stage.kind,
            title=stage.title,
            focus=stage.focus,
            planned_seconds=stage.seconds,
            learning_ms=stage.learning_ms,
            failure_ms=stage.failure_ms,
        )
        for stage in state.stages
    )


def _time(state: Meeting) -> Time:
    found = ledger(state)
    return Time(
        planned_learning_seconds=found.planned_learning_ms // 1000,
        planned_failure_seconds=found.planned_failure_ms // 1000,
        learning_ms=found.learning_ms,
        failure_ms=found.failure_ms,
    )


def _tally(state: Meeting, poll: meeting.PollName) -> Tally:
    held = state.polls.get(poll)
    if held is None or held.open:
        return Tally(answered=0)
    answered = held.answered if held.counted is None else held.counted
    return Tally(answered=answered, counts=held.counts, mean=held.mean)
