import pytest
from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting.commands import CloseMeeting, Leave, MarkEditing, RemoveSeat, Start
from facilitator.meeting.events import EditorsChanged


def test_the_room_sees_who_is_writing_in_a_text() -> None:
    table = named()
    table.do(BEN, MarkEditing("happened"))
    table.do(CLEO, MarkEditing("happened"))
    assert table.shared["editing"] == {
        "happened": {"count": 2, "seats": {BEN: {"pos": 0}, CLEO: {"pos": 1}}},
    }
    table.do(BEN, MarkEditing("impact"))
    table.do(CLEO, MarkEditing("impact", editing=False))
    assert {field: list(it["seats"]) for field, it in table.shared["editing"].items()} == {
        "happened": [CLEO],
        "impact": [BEN],
    }
    assert not table.do(BEN, MarkEditing("impact")).events


@pytest.mark.parametrize("leaving", [Leave(), RemoveSeat(BEN)])
def test_in_an_anonymous_meeting_nothing_tells_it_not_even_leaving(leaving: Leave | RemoveSeat) -> None:
    """Whoever leaves is seen by everybody, so a number that falls with it would have a name."""
    table = table_in("recount")
    table.do(BEN, MarkEditing("happened"))
    assert table.shared["editing"] == table.ballots == {}
    decision = table.do(ANA if isinstance(leaving, RemoveSeat) else BEN, leaving)
    assert len(decision.events) == 1
    assert not [event for event in table.journal if isinstance(event, EditorsChanged)]


def test_it_ends_with_the_words_the_seat_and_the_meeting() -> None:
    for leaving in (
        MarkEditing("happened", editing=False),
        Leave(),
        RemoveSeat(BEN),
        CloseMeeting(sure=True),
    ):
        table = named()
        table.do(BEN, MarkEditing("happened"))
        table.do(ANA if isinstance(leaving, RemoveSeat | CloseMeeting) else BEN, leaving)
        assert table.shared["editing"] == {}
        assert table.ballots == {}


def test_before_the_start_nobody_is_told() -> None:
    with refused("not_started"):
        Table(ANA, BEN).do(ANA, MarkEditing("happened"))


def named() -> Table:
    table = Table(ANA, BEN, CLEO, secrecy="named")
    table.do(ANA, Start())
    return table
