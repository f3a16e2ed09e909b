from meeting.table import ANA, BEN, CLEO, DAN, MINUTE, Table, refused, table_in

from facilitator.meeting.commands import (
    AddAction,
    AddCard,
    AddLearning,
    AnswerRoti,
    CastVote,
    CloseMeeting,
    DeclareDrift,
    Leave,
    MarkDone,
    MarkEditing,
    Pause,
    RaiseHand,
    RemoveSeat,
    Start,
)


def test_it_closes_in_any_stage() -> None:
    table = table_in("commit")
    table.wait(MINUTE)
    table.do(ANA, CloseMeeting(sure=True))
    assert table.state.status == "closed"
    assert table.state.closed_at == table.now
    assert len(table.shared["meeting"]["entry"]) == 22
    assert {stage["state"] for stage in table.shared["stages"].values()} == {"done"}


def test_it_closes_while_paused() -> None:
    table = table_in("commit")
    table.do(ANA, Pause())
    table.do(ANA, CloseMeeting(sure=True))
    assert table.state.status == "closed"


def test_a_participant_does_not_close() -> None:
    with refused("facilitator_only"):
        table_in("commit").do(BEN, CloseMeeting(sure=True))


def test_it_closes_unasked_when_nothing_is_open() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    assert table.state.status == "closed"


def test_it_asks_first_about_answers_that_are_missing() -> None:
    table = table_in("celebrate")
    table.do(BEN, AnswerRoti(4))
    assert table.me(ANA)["loose_ends"] == ["The return on time is open: 1 of 4 have answered."]
    with refused("still_open"):
        table.do(ANA, CloseMeeting())


def test_it_asks_first_while_others_write() -> None:
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    assert table.me(ANA)["loose_ends"] == ["2 people are still writing."]
    with refused("still_open"):
        table.do(ANA, CloseMeeting())
    table.do(CLEO, MarkDone())
    table.do(DAN, MarkDone())
    table.do(ANA, CloseMeeting())
    assert table.state.status == "closed"


def test_it_asks_first_while_others_write_what_happened() -> None:
    for secrecy, said in (("named", ["2 people are still writing."]), ("anonymous", [])):
        table = table_in("recount", secrecy=secrecy)
        table.do(ANA, MarkEditing("impact"))
        table.do(BEN, MarkEditing("impact"))
        table.do(CLEO, MarkEditing("happened"))
        assert table.me(ANA)["loose_ends"] == said


def test_it_says_who_will_read_the_entry() -> None:
    table = table_in("commit")
    assert "read by the 4 people of this meeting." in table.me(ANA)["readers"]
    assert "readers" not in table.me(BEN)
    for seat in (BEN, CLEO, DAN):
        table.do(ANA, RemoveSeat(seat))
    assert "read by you alone." in table.me(ANA)["readers"]


def test_leaving_does_not_tell_whether_one_was_done() -> None:
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    before = table.me(ANA)["loose_ends"]
    for seat in (BEN, CLEO):
        table.do(seat, Leave())
        assert (table.me(ANA)["loose_ends"], table.shared["writing"]) == (before, {"done": 1, "of": 4})


def test_it_asks_first_about_actions_without_owner_date_or_signal() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("step", "a", what="Write the check", owner="Ben"))
    table.do(BEN, AddAction("experiment", "b", hypothesis="Alarms help"))
    table.do(BEN, AddAction("experiment", "d", hypothesis="Lights help", signal="Fewer calls"))
    table.do(BEN, AddAction("step", "c", what="Read it", owner="Ben", due="2027-02-01"))
    assert table.me(ANA)["loose_ends"] == [
        "“Write the check” has no date.",
        "“Alarms help” has no owner, no date and no signal to watch.",
        "“Lights help” has no owner and no date.",
    ]


def test_it_asks_only_about_themes_that_somebody_wanted() -> None:
    table = table_in("group")
    table.themes("alarms", "sleep", "luck")
    table.go_to("vote")
    table.do(BEN, CastVote("sleep"))
    table.do(BEN, CastVote("alarms"))
    table.go_to("discuss")
    table.do(BEN, AddLearning("l", "Alarms must ring.", "alarms"))
    assert table.me(ANA)["loose_ends"] == ["“sleep” has no learning yet."]


def test_it_counts_what_was_answered_and_shows_what_was_hidden() -> None:
    table = table_in("reflect")
    table.cards("tired")
    table.do(ANA, CloseMeeting(sure=True))
    assert list(table.shared["cards"]) == ["tired"]
    table = table_in("celebrate")
    for seat in (ANA, BEN, CLEO, DAN):
        table.do(seat, AnswerRoti(3))
    table.do(ANA, CloseMeeting())
    assert table.state.polls["roti"].counts == {"3": 4}
    assert table.ballots == {}


def test_the_time_is_booked_up_to_the_close() -> None:
    table = table_in("commit")
    table.do(BEN, DeclareDrift())
    table.wait(MINUTE)
    table.do(ANA, CloseMeeting())
    assert table.spent("commit") == (0, MINUTE)
    assert table.shared["clock"]["drift"] is False


def test_nothing_happens_in_a_closed_meeting() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    for command in (CloseMeeting(), RaiseHand(), Start(), AddCard("driver", "x", "key", "text")):
        with refused("meeting_closed"):
            table.do(ANA, command)
    assert table.me(ANA)["can"] == []


def test_people_come_and_go_after_the_close_without_a_trace() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    before = table.state
    table.everybody_leaves()
    assert table.state == before


def test_a_draft_is_not_closed() -> None:
    with refused("not_started"):
        Table(ANA).do(ANA, CloseMeeting(sure=True))
