"""Opening, joining, renewing, deleting."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cast import a_meeting, until
from flask import Flask
from sqlalchemy import func, select
from test_group_commit import commits

from facilitator import clock, database, group_commit
from facilitator.clock import DAY_MS
from facilitator.meeting import commands as c
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.access import meeting_at, seat_in
from facilitator.room.join_links import join_token, renew_link
from facilitator.room.retention import delete_meeting, erase_old_journals
from facilitator.room.tables import JournalRow, MeetingRow, SeatRow
from facilitator.tokens import new_id


@pytest.fixture
def opened(bound: Flask) -> tuple[str, str, str]:
    """The meeting's id, its link and Ana's token; it has three seats."""
    with database.session() as session:
        return service.create_meeting(session, None, a_meeting(capacity=3))


def ana(opened: tuple[str, str, str]) -> str:
    with database.read() as session:
        return seat_in(session, opened[0], opened[2]).id


def act(opened: tuple[str, str, str], command: c.Command) -> None:
    service.act(opened[0], ana(opened), new_id(), command)


def code_of(*given: str) -> str:
    with pytest.raises(Refused) as refusal:
        service.join(*given)
    return refusal.value.code


def test_the_leader_gets_the_facilitators_seat(opened: tuple[str, str, str]) -> None:
    with database.read() as session:
        seat = seat_in(session, opened[0], opened[2])
    assert (seat.name, seat.role) == ("Ana", "facilitator")


def test_tokens_are_kept_as_hashes_only(opened: tuple[str, str, str]) -> None:
    with database.read() as session:
        rows = [*session.scalars(select(MeetingRow)), *session.scalars(select(SeatRow))]
    kept = str([vars(row) for row in rows])
    assert opened[1] not in kept
    assert opened[2] not in kept


def test_the_link_can_be_made_again_from_the_row(opened: tuple[str, str, str]) -> None:
    with database.read() as session:
        assert join_token(meeting_at(session, opened[0])) == opened[1]


def test_joining_takes_a_participants_seat(opened: tuple[str, str, str]) -> None:
    joined = service.join(opened[1], "Ben")
    with database.read() as session:
        seat = seat_in(session, opened[0], joined.token)
    assert (seat.id, seat.name, seat.role) == (joined.seat_id, "Ben", "participant")


def test_those_who_join_at_once_are_saved_by_one_commit(opened: tuple[str, str, str]) -> None:
    with ThreadPoolExecutor() as pool, commits() as heard:
        with group_commit._turn:
            joining = [pool.submit(service.join, opened[1], name) for name in ("Ben", "Cleo")]
            until(lambda: len(group_commit._waiting) == 2)
        seats = {each.result().seat_id for each in joining}
    assert len(seats) == 2
    assert len(heard) == 1


def test_coming_back_gives_the_same_seat(opened: tuple[str, str, str]) -> None:
    joined = service.join(opened[1], "Ben")
    assert service.join(opened[1], "Ben", joined.token) == joined


def test_coming_back_works_though_the_room_is_locked(opened: tuple[str, str, str]) -> None:
    joined = service.join(opened[1], "Ben")
    act(opened, c.LockRoom(locked=True))
    assert service.join(opened[1], "Ben", joined.token) == joined


def test_a_locked_room_takes_nobody_new(opened: tuple[str, str, str]) -> None:
    act(opened, c.LockRoom(locked=True))
    assert code_of(opened[1], "Ben") == "room_locked"


@pytest.mark.parametrize("name", ["Ana", "ana", "ANA"])
def test_a_name_is_taken_once_whatever_its_case(opened: tuple[str, str, str], name: str) -> None:
    assert code_of(opened[1], name) == "name_taken"


def test_a_full_room_takes_nobody_new(opened: tuple[str, str, str]) -> None:
    service.join(opened[1], "Ben")
    service.join(opened[1], "Dina")
    assert code_of(opened[1], "Cleo") == "room_full"


def test_a_closed_meeting_takes_nobody_new(opened: tuple[str, str, str]) -> None:
    act(opened, c.Start())
    act(opened, c.CloseMeeting(sure=True))
    assert code_of(opened[1], "Ben") == "meeting_closed"


def test_a_refused_join_leaves_no_seat(opened: tuple[str, str, str]) -> None:
    assert code_of(opened[1], "Ana") == "name_taken"
    with database.read() as session:
        assert session.scalar(select(func.count(SeatRow.id))) == 1


def test_an_unknown_link_has_ended(opened: tuple[str, str, str]) -> None:
    assert code_of(new_id(), "Cleo") == "link_ended"
    assert code_of("\ud800", "Cleo") == "link_ended"


def test_renewing_ends_the_old_link(opened: tuple[str, str, str]) -> None:
    with database.session() as session:
        renewed = renew_link(session, opened[0])
    assert code_of(opened[1], "Cleo") == "link_ended"
    assert service.join(renewed, "Ben").meeting_id == opened[0]


def test_a_seat_of_one_meeting_opens_no_other(opened: tuple[str, str, str]) -> None:
    with database.session() as session:
        other, _, token = service.create_meeting(session, None, a_meeting())
    with database.read() as session:
        assert seat_in(session, other, token)
        with pytest.raises(Refused, match="no seat"):
            seat_in(session, opened[0], token)


def test_deleting_leaves_nothing_of_the_meeting(opened: tuple[str, str, str]) -> None:
    delete_meeting(opened[0])
    with database.read() as session:
        for table in (MeetingRow, JournalRow, SeatRow):
            assert session.scalars(select(table)).all() == []
    with pytest.raises(Refused, match="not here any more"):
        delete_meeting(opened[0])


def test_old_journals_are_erased_and_young_ones_kept(opened: tuple[str, str, str]) -> None:
    act(opened, c.Start())
    act(opened, c.CloseMeeting(sure=True))
    closed = clock.now()
    assert erase_old_journals(30, closed + 29 * DAY_MS) == 0
    assert erase_old_journals(30, closed + 31 * DAY_MS) == 3


def test_a_running_meetings_journal_is_never_erased(opened: tuple[str, str, str]) -> None:
    act(opened, c.Start())
    assert erase_old_journals(0, clock.now() + DAY_MS) == 0
