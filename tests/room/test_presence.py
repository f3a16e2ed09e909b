"""Who is here: several tabs are one seat, and a server that died leaves nobody behind."""

import pytest
from cast import OpenRoom, Person, a_meeting, agree, together
from flask import Flask
from sqlalchemy import select

from facilitator import clock, database
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.presence import MOST_TABS, STALE_MS, Presence
from facilitator.room.retention import delete_meeting
from facilitator.room.store import read_state
from facilitator.room.tables import MeetingRow, PresenceRow
from facilitator.tokens import new_id


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


def is_here(seat: tuple[str, str]) -> bool:
    with database.read() as session:
        return read_state(session, seat[0]).seats[seat[1]].here


def rows() -> int:
    with database.read() as session:
        return len(session.scalars(select(PresenceRow)).all())


def test_a_process_that_died_leaves_nobody_here(seat: tuple[str, str]) -> None:
    Presence(alone=True).connect(*seat, "sid")
    assert is_here(seat)
    Presence(alone=True).beat()
    assert not is_here(seat)
    assert rows() == 0


def test_a_meeting_that_cannot_be_read_keeps_nobody_elsewhere(seat: tuple[str, str]) -> None:
    with database.session() as session:
        other, _, token = service.create_meeting(session, None, a_meeting())
        broken = other, seat_in(session, other, token).id
    died = Presence(alone=True)
    for each in sorted((seat, broken), key=lambda each: each != broken):
        died.connect(*each, f"sid-{each[0]}")
    with database.session() as session:
        row = session.get_one(MeetingRow, other)
        row.state, row.version = "{}", row.version ^ 1
    failed: list[str] = []
    Presence(alone=True).beat(lambda _error, meeting_id: failed.append(meeting_id))
    assert (failed, is_here(seat)) == ([other], False)


def test_beside_other_processes_only_stale_rows_are_swept(
    seat: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Presence(alone=False).connect(*seat, "sid")
    other = Presence(alone=False)
    other.beat()
    assert is_here(seat)
    later = clock.now() + STALE_MS + 1
    monkeypatch.setattr(clock, "now", lambda: later)
    other.beat()
    assert not is_here(seat)


def test_a_seat_is_here_while_any_process_has_it(seat: tuple[str, str]) -> None:
    one, two = Presence(alone=False), Presence(alone=False)
    one.connect(*seat, "a")
    two.connect(*seat, "b")
    one.disconnect(*seat, "a")
    assert is_here(seat)
    two.disconnect(*seat, "b")
    assert not is_here(seat)


def test_a_beat_mends_a_departure_that_failed(seat: tuple[str, str]) -> None:
    presence = Presence(alone=True)
    presence.connect(*seat, "sid")
    presence._close(seat[1], "sid")
    presence.beat()
    assert not is_here(seat)


def test_one_seat_opens_only_so_many_tabs(seat: tuple[str, str]) -> None:
    presence = Presence(alone=True)
    for i in range(MOST_TABS):
        presence.connect(*seat, f"sid {i}")
    with pytest.raises(Refused, match="many tabs"):
        presence.connect(*seat, "one more")


def test_an_unknown_seat_does_not_arrive(seat: tuple[str, str]) -> None:
    presence = Presence(alone=True)
    with pytest.raises(Refused, match="no seat"):
        presence.connect(seat[0], new_id(), "sid")
    assert rows() == 0


def test_a_deleted_meeting_can_be_left(seat: tuple[str, str]) -> None:
    presence = Presence(alone=True)
    presence.connect(*seat, "sid")
    delete_meeting(seat[0])
    presence.disconnect(*seat, "sid")
    assert not presence.is_open(seat[1])
