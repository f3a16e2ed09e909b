"""What holds in every meeting, however it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from meeting.sequences import Steps, acting, random_steps, resolved, sequences
from meeting.table import ANA, BEN, CLEO, DAN, Table

from facilitator.meeting import commands as c
from facilitator.meeting import events as e
from facilitator.meeting import model, patch
from facilitator.meeting.agenda import KINDS
from facilitator.meeting.commands import Command, wire_name
from facilitator.meeting.decide import can, decide
from facilitator.meeting.decide.polls import BALLOT_NAMES, keeps_answers, standing_votes
from facilitator.meeting.evolve import fold
from facilitator.meeting.model import Kind
from facilitator.meeting.view import me_view, shared_view
from facilitator.meeting.view_memo import ViewMemo
from facilitator.refused import Refused

WITHOUT_ARGUMENTS: tuple[Command, ...] = (
    c.Start(), c.Pause(), c.Resume(), c.ExtendStage(), c.NextStage(sure=True), c.PreviousStage(),
    c.CloseMeeting(sure=True), c.DeclareDrift(), c.EndDrift(), c.StepDown(), c.TakeChair(), c.RaiseHand(),
    c.LowerHand(), c.ClearQuestion(), c.NextTheme(), c.OpenThumbs(), c.MarkDone(), c.LockRoom(),
)  # fmt: skip

ACTION_KINDS = get_args(model.ActionKind)
kinds = st.sampled_from(KINDS)
meetings = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


def through_json(data: Any) -> Any:
    return json.loads(json.dumps(data))


def play(table: Table, given: Steps) -> Iterator[None]:
    """Takes the steps one by one, and stops after each that was carried out."""
    for seat, command, milliseconds in given:
        table.wait(milliseconds)
        actor = acting(seat, table.state)
        if isinstance(command, c.Join) and actor in table.state.seats:
            continue
        try:
            table.do(actor, resolved(command, table.state))
        except Refused as no:
            event(f"refused {no.code}")
            continue
        event(f"done {wire_name(type(command))}")
        yield


def begun(kind: Kind) -> Table:
    """Four people who have written two cards and made two themes, if they have come so far."""
    table = Table(ANA, BEN, CLEO, DAN)
    earlier = {f"id-{pos}": model.Review(kind, f"Action {pos}", pos) for pos, kind in enumerate(ACTION_KINDS)}
    table.do(ANA, c.SetReviews(earlier))
    for stage in KINDS[: KINDS.index(kind) + 1]:
        table.wait(30_000)
        table.go_to(stage)
        if stage == "reflect":
            table.cards("id-3", "id-4")
        if stage == "group":
            table.themes("id-3", "id-4")
    return table


@meetings
@given(sequences, kinds)
def test_the_patched_view_is_the_fresh_view_for_every_seat(given: Steps, kind: Kind) -> None:
    table = begun(kind)
    kept = table.shared
    before = {seat: table.me(seat) for seat in table.state.seats}
    memo = ViewMemo()
    for _ in play(table, given):
        fresh = shared_view(table.state)
        assert memo.shared(table.state) == fresh
        private = memo.private(table.state, table.ballots, table.state.here)
        assert private == {seat: me_view(table.state, seat, table.ballots) for seat in table.state.here}
        kept = patch.apply(kept, through_json(patch.diff(kept, fresh)))
        assert kept == fresh
        assert nulls_and_lists(fresh) == []
        for seat in table.state.seats:
            before[seat] = me_view(table.state, seat, table.ballots)
            assert through_json(before[seat]) == before[seat]


def nulls_and_lists(view: Any) -> list[Any]:
    if isinstance(view, dict):
        return [bad for part in view.values() for bad in nulls_and_lists(part)]
    return [view] if view is None or isinstance(view, list | tuple) else []


@meetings
@given(sequences, kinds)
def test_folding_the_journal_gives_the_state(given: Steps, kind: Kind) -> None:
    table = begun(kind)
    folded, told = fold(table.first, table.journal), len(table.journal)
    for _ in play(table, given):
        written = through_json(e.dump(table.journal[told:]))
        folded, told = fold(folded, e.load(written)), len(table.journal)
        assert folded == table.state
        assert model.from_json(model.to_json(table.state)) == table.state


@meetings
@given(sequences, kinds)
def test_time_is_booked_once_and_pauses_nowhere(given: Steps, kind: Kind) -> None:
    table = begun(kind)
    for _ in play(table, given):
        spent = sum(stage.spent_ms for stage in table.state.stages)
        assert spent == running_ms(table)
        ledger = table.shared["ledger"]
        assert ledger["learning_ms"] + ledger["failure_ms"] == spent
        assert 0 <= ledger["forecast_share"] <= 100


def running_ms(table: Table) -> int:
    """The time between starting or resuming and pausing or closing, up to the last booking."""
    total, since = 0, None
    for item in table.journal:
        if isinstance(item, e.MeetingStarted | e.MeetingResumed):
            since = item.at
        elif isinstance(item, e.MeetingPaused | e.MeetingClosed) and since is not None:
            total, since = total + item.at - since, None
    return total if since is None else total + (table.state.since or 0) - since


@meetings
@given(sequences, kinds)
def test_nobody_votes_more_than_the_budget(given: Steps, kind: Kind) -> None:
    table = begun(kind)
    for _ in play(table, given):
        votes = [value for (poll, _), value in table.ballots.items() if poll == "vote"]
        assert all(sum(standing_votes(table.state, ballot).values()) <= table.state.votes for ballot in votes)
        assert all(table.me(seat).get("votes_left", 0) >= 0 for seat in table.state.seats)
        kept = {name for name in BALLOT_NAMES if keeps_answers(table.state, name)}
        assert {poll for poll, _ in table.ballots} <= kept


@meetings
@given(sequences, kinds)
def test_what_points_at_something_points_at_what_is_there(given: Steps, kind: Kind) -> None:
    table = begun(kind)
    for _ in play(table, given):
        state = table.state
        hung = {card.theme for card in state.cards.values()}
        hung |= {learning.theme for learning in state.learnings.values()}
        assert hung - {None} <= state.themes.keys()
        assert {card.column for card in state.cards.values()} <= state.columns.keys()
        assert {action.learning for action in state.actions.values()} - {""} <= state.learnings.keys()
        assert state.theme is None or state.theme in state.themes
        assert 0 <= state.done <= len(state.seats)
        assert any(seat.role == "facilitator" for seat in state.seats.values())
        assert state.current is not None
        for name, poll in state.polls.items():
            answered = {seat for kind, seat in table.ballots if kind == name}
            if poll.open:
                assert poll.answered == len(answered) <= state.asked(poll)
                assert state.here <= set(poll.asked) <= state.seats.keys()
            else:
                assert poll.answered == len(answered) if poll.kept else not answered


@meetings
@given(sequences, kinds, st.integers(0, 2**32))
def test_a_refused_command_changes_nothing(given: Steps, kind: Kind, seed: int) -> None:
    table = begun(kind)
    list(play(table, given))
    state, ballots = model.to_json(table.state), dict(table.ballots)
    for seat, command, later in random_steps(seed, 20):
        refusal(table, acting(seat, table.state), resolved(command, table.state), later)
    assert (model.to_json(table.state), table.ballots) == (state, ballots)


@meetings
@given(sequences, kinds, st.sampled_from([ANA, BEN]))
def test_what_is_open_to_me_is_carried_out_and_the_rest_is_not(given: Steps, kind: Kind, seat: str) -> None:
    table = begun(kind)
    list(play(table, given))
    if seat not in table.state.seats:
        return
    open_to_me = can(table.state, seat)
    for command in WITHOUT_ARGUMENTS:
        code = refusal(table, seat, command)
        if wire_name(type(command)) not in open_to_me:
            assert code is not None
        elif not isinstance(command, c.TakeChair):  # it waits for 30 seconds, which no view can know
            assert code is None, command


def refusal(table: Table, seat: str, command: Command, later: int = 0) -> str | None:
    """The code with which it would be refused; any other exception fails the test."""
    try:
        decide(table.state, command, seat, table.now + later, table.chance, table.ballots)
    except Refused as no:
        return no.code
    return None
