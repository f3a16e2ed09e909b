"""Who is here: several tabs are one seat, and a server that died leaves nobody behind."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from cast import OpenRoom, Person, a_meeting, agree, together
from flask import Flask
from sqlalchemy import select

from facilitator import clock, database, signals
from facilitator.meeting.commands import RenameSeat
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room import join_links, keeper, service
from facilitator.room.access import seat_in
from facilitator.room.change import Committed
from facilitator.room.presence import BEAT_SECONDS, MOST_TABS, STALE_MS, Presence
from facilitator.room.retention import delete_meeting
from facilitator.room.store import read_state
from facilitator.room.tables import JournalRow, MeetingRow, PresenceRow
from facilitator.tokens import new_id


def kinds_of_events(meeting: str) -> list[str]:
    kept = select(JournalRow.events).where(JournalRow.meeting_id == meeting).order_by(JournalRow.seq)
    with database.read() as session:
        return [event["event"] for row in session.scalars(kept) for event in json.loads(row)]


def test_who_connects_is_here_and_who_goes_is_not(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana):
        seat = ana.view["seats"]
        ben_id = next(key for key, person in seat.items() if person["name"] == "Ben")
        assert not ana.view["seats"][ben_id]["here"]
        with together(ben):
            ana.wait_until(lambda: ana.view["seats"][ben_id]["here"])
        ana.wait_until(lambda: not ana.view["seats"][ben_id]["here"])


def test_a_second_tab_is_the_same_seat(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    tab = Person(ben.base_url, ben.meeting, ben.token)
    with together(ana, ben):
        with together(tab):
            assert tab.me["seat"] == ben.me["seat"]
        ben.send("rename_seat", name="Benno")
        agree(ana, ben)
        assert ana.view["seats"][ben.me["seat"]]["here"]


def test_who_has_just_connected_arrives_before_what_they_do(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana):
        ben.connect()
        ben.send("rename_seat", name="Benno")
        assert ben.is_here()
    assert kinds_of_events(ana.meeting)[-2:] == ["seat_arrived", "seat_renamed"]


def test_the_chair_is_vacant_while_no_facilitator_is_here(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ben):
        with together(ana):
            ben.wait_until(lambda: "vacant_since" not in ben.view["chair"])
        ben.wait_until(lambda: "vacant_since" in ben.view["chair"])


@pytest.fixture
def seat(bound: Flask) -> tuple[str, str]:
    """The meeting and the seat of Ana, who is not connected."""
    with database.session() as session:
        meeting, _, token = service.create_meeting(session, None, a_meeting())
        return meeting, seat_in(session, meeting, token).id


def state_of(seat: tuple[str, str]) -> Meeting:
    with database.read() as session:
        return read_state(session, seat[0])


def is_here(seat: tuple[str, str]) -> bool:
    return state_of(seat).seats[seat[1]].here


def rows() -> int:
    with database.read() as session:
        return len(session.scalars(select(PresenceRow)).all())


def a_process() -> Presence:
    """The presence of a server process in which no while passes before who comes and goes is seen."""
    return Presence(lambda _seconds, work: work())


Beats = Callable[..., None]


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> Beats:
    """`beats(process, …, for_ms=…)`: so much time passes, in which these processes beat and no others."""
    begun = clock.now()
    passed = [0]
    monkeypatch.setattr(clock, "now", lambda: begun + passed[0])

    def let_pass(*processes: Presence, for_ms: int) -> None:
        end = passed[0] + for_ms
        while passed[0] < end:
            passed[0] = min(end, passed[0] + BEAT_SECONDS * 1000)
            for process in processes:
                process.beat()

    return let_pass


def test_a_process_that_died_leaves_nobody_here(seat: tuple[str, str], beats: Beats) -> None:
    a_process().connect(*seat, "sid")
    other = a_process()
    beats(other, for_ms=STALE_MS)
    assert is_here(seat)
    beats(other, for_ms=2 * BEAT_SECONDS * 1000)
    assert not is_here(seat)
    assert rows() == 0


def test_whose_process_died_left_when_it_was_seen_last(seat: tuple[str, str], beats: Beats) -> None:
    a_process().connect(*seat, "sid")
    seen = clock.now()
    beats(a_process(), for_ms=STALE_MS + 2 * BEAT_SECONDS * 1000)
    assert state_of(seat).vacant_since == seen


def test_a_meeting_that_cannot_be_read_keeps_nobody_elsewhere(seat: tuple[str, str], beats: Beats) -> None:
    with database.session() as session:
        other, _, token = service.create_meeting(session, None, a_meeting())
        broken = other, seat_in(session, other, token).id
    died, one = a_process(), a_process()
    for each in (seat, broken):
        died.connect(*each, f"sid-{each[0]}")
    beats(one, for_ms=STALE_MS)
    with database.session() as session:
        row = session.get_one(MeetingRow, other)
        row.state, row.version = "{}", row.version ^ 1
    keeper.forget(other)
    failed: list[str] = []
    beats(for_ms=BEAT_SECONDS * 1000)
    one.beat(lambda _error, meeting_id: failed.append(meeting_id))
    assert (failed, is_here(seat)) == ([other], False)


def test_nobody_leaves_because_the_database_was_away(seat: tuple[str, str], beats: Beats) -> None:
    one, two = a_process(), a_process()
    one.connect(*seat, "sid")
    beats(one, two, for_ms=2 * STALE_MS)
    beats(for_ms=3 * STALE_MS)
    two.beat()
    assert is_here(seat)
    beats(one, two, for_ms=2 * STALE_MS)
    assert is_here(seat)


def test_nobody_leaves_because_a_restart_took_long(seat: tuple[str, str], beats: Beats) -> None:
    """They have as long as others have to come back to the new process."""
    ben = service.join(join_links.first_token(seat[0]), "Ben").seat_id
    a_process().connect(*seat, "sid")
    beats(for_ms=2 * STALE_MS)
    a_process().connect(seat[0], ben, "sid")
    assert is_here(seat)


def test_a_beat_brings_back_who_was_taken_for_gone(seat: tuple[str, str], beats: Beats) -> None:
    hangs, other = a_process(), a_process()
    hangs.connect(*seat, "sid")
    beats(other, for_ms=2 * STALE_MS)
    assert not is_here(seat)
    hangs.beat()
    assert is_here(seat)


def test_a_seat_is_here_while_any_process_has_it(seat: tuple[str, str]) -> None:
    one, two = a_process(), a_process()
    one.connect(*seat, "a")
    two.connect(*seat, "b")
    one.disconnect(*seat, "a")
    assert is_here(seat)
    two.disconnect(*seat, "b")
    assert not is_here(seat)


def test_a_beat_mends_what_failed_before(seat: tuple[str, str]) -> None:
    leaving: list[Callable[[], None]] = []
    failing = Presence(lambda _seconds, work: leaving.append(work))
    failing.connect(*seat, "sid")
    failing.beat()
    assert is_here(seat)


def test_words_wait_for_an_arrival_that_failed(seat: tuple[str, str]) -> None:
    """Else they would be shown before their writer arrives."""
    failing = Presence(lambda _seconds, _work: None)
    failing.connect(*seat, "sid")
    command = RenameSeat("Anna")
    service.act(*seat, new_id(), command, before=partial(failing.arrive_first, seat[1]))
    assert kinds_of_events(seat[0])[-2:] == ["seat_arrived", "seat_renamed"]
    assert rows() == 1


def test_all_who_come_within_a_moment_are_one_change(seat: tuple[str, str]) -> None:
    meeting, ana = seat
    link = join_links.first_token(meeting)
    others = [service.join(link, name).seat_id for name in ("Ben", "Cleo", "Dan")]
    waiting: list[Callable[[], None]] = []
    presence = Presence(lambda _seconds, work: waiting.append(work))
    told: list[Committed] = []

    def hear(_: None, committed: Committed) -> None:
        told.append(committed)

    for seat_id in (ana, *others):
        presence.connect(meeting, seat_id, seat_id)
    with signals.meeting_committed.connected_to(hear):
        for work in waiting:
            work()
    assert (len(waiting), len(told)) == (1, 1)
    assert len(told[0].state.here) == 4


def test_to_load_the_page_anew_is_no_change(seat: tuple[str, str]) -> None:
    waiting: list[Callable[[], None]] = []
    presence = Presence(lambda _seconds, work: waiting.append(work))
    presence.connect(*seat, "before")
    waiting.pop()()
    before = state_of(seat)
    presence.disconnect(*seat, "before")
    presence.beat()
    presence.connect(*seat, "after")
    for work in waiting:
        work()
    assert (len(waiting), state_of(seat)) == (1, before)


def test_who_goes_on_in_another_process_has_not_been_away(seat: tuple[str, str]) -> None:
    leaving: list[Callable[[], None]] = []
    one, two = Presence(lambda _seconds, work: leaving.append(work)), a_process()
    one.connect(*seat, "a")
    leaving.pop()()
    before = state_of(seat)
    one.disconnect(*seat, "a")
    two.connect(*seat, "b")
    leaving.pop()()
    assert (state_of(seat), rows()) == (before, 1)


def test_one_seat_opens_only_so_many_tabs(seat: tuple[str, str]) -> None:
    presence = a_process()
    for i in range(MOST_TABS):
        presence.connect(*seat, f"sid {i}")
    with pytest.raises(Refused, match="many tabs"):
        presence.connect(*seat, "one more")


def test_an_unknown_seat_does_not_arrive(seat: tuple[str, str]) -> None:
    a_process().connect(seat[0], new_id(), "sid")
    assert rows() == 0


def test_a_deleted_meeting_can_be_left(seat: tuple[str, str]) -> None:
    presence = a_process()
    presence.connect(*seat, "sid")
    delete_meeting(seat[0])
    presence.disconnect(*seat, "sid")
    presence.beat()
    assert rows() == 0
