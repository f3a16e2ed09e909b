import pytest
from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting.commands import (
    CastVote,
    ClosePoll,
    CreateTheme,
    MergeThemes,
    PreviousStage,
    ReopenPoll,
    SetVotes,
    TakeBackVote,
)


@pytest.fixture
def table() -> Table:
    made = table_in("group")
    made.themes("alarms", "sleep")
    made.go_to("vote")
    return made


def test_several_votes_go_to_one_theme(table: Table) -> None:
    for _ in range(2):
        table.do(BEN, CastVote("sleep"))
    assert (table.me(BEN)["ballots"], table.me(BEN)["votes_left"]) == ({"vote": {"sleep": 2}}, 1)


def test_nobody_has_more_than_the_budget(table: Table) -> None:
    for _ in range(3):
        table.do(BEN, CastVote("sleep"))
    with refused("no_votes_left"):
        table.do(BEN, CastVote("alarms"))


def test_a_vote_is_taken_back(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    table.do(BEN, TakeBackVote("sleep"))
    assert (table.me(BEN)["ballots"], table.shared["polls"]["vote"]["answered"]) == ({}, 0)
    with refused("no_vote_there"):
        table.do(BEN, TakeBackVote("sleep"))


def test_votes_go_to_themes_that_are_there(table: Table) -> None:
    with refused("not_found"):
        table.do(BEN, CastVote("gone"))


def test_while_people_vote_nobody_sees_the_numbers(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    assert "votes" not in str(table.shared["themes"])
    assert table.shared["polls"]["vote"] == {"open": True, "answered": 1, "of": 4}
    assert list(table.shared["themes"]) == ["alarms", "sleep"]


def test_the_tally_orders_the_themes(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    table.do(ANA, ClosePoll("vote"))
    assert [(key, theme["votes"]) for key, theme in table.shared["themes"].items()] == [
        ("sleep", 1),
        ("alarms", 0),
    ]
    assert "votes_left" not in table.me(BEN)


def test_a_closed_vote_takes_none(table: Table) -> None:
    table.do(ANA, ClosePoll("vote"))
    for command in (CastVote("sleep"), TakeBackVote("sleep")):
        with refused("poll_closed"):
            table.do(BEN, command)


def test_a_reopened_vote_keeps_the_votes(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    for command in (ClosePoll("vote"), ReopenPoll("vote")):
        table.do(ANA, command)
    assert "votes" not in str(table.shared["themes"])
    assert (table.me(BEN)["ballots"], table.me(BEN)["votes_left"]) == ({"vote": {"sleep": 1}}, 2)
    table.do(CLEO, CastVote("sleep"))
    table.do(ANA, ClosePoll("vote"))
    assert table.shared["themes"]["sleep"]["votes"] == 2


def test_votes_that_were_kept_move_with_a_merged_theme(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    table.do(ANA, ClosePoll("vote"))
    table.do(CLEO, MergeThemes("sleep", "alarms"))
    table.do(ANA, ReopenPoll("vote"))
    assert table.me(BEN)["ballots"] == {"vote": {"alarms": 1}}


def test_with_fewer_votes_everybody_votes_anew(table: Table) -> None:
    for _ in range(3):
        table.do(BEN, CastVote("sleep"))
    table.do(ANA, ClosePoll("vote"))
    table.do(ANA, SetVotes(4))
    assert table.ballots
    table.do(ANA, SetVotes(2))
    table.do(ANA, ReopenPoll("vote"))
    assert (table.me(BEN)["ballots"], table.me(BEN)["votes_left"]) == ({}, 2)


def test_after_the_stage_a_reopened_vote_starts_anew(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    table.go_to("discuss")
    table.do(ANA, PreviousStage())
    assert table.shared["themes"]["sleep"]["votes"] == 1
    table.do(ANA, ReopenPoll("vote"))
    assert "votes" not in table.shared["themes"]["sleep"]
    assert table.me(BEN)["votes_left"] == 3


def test_going_back_to_grouping_keeps_the_votes_open(table: Table) -> None:
    table.do(BEN, CastVote("sleep"))
    table.do(ANA, PreviousStage())
    table.do(CLEO, CreateTheme("luck", "luck"))
    table.go_to("vote")
    assert table.me(BEN)["ballots"] == {"vote": {"sleep": 1}}
