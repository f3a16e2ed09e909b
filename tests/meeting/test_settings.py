from meeting.table import ANA, BEN, CLEO, NOON, Table, refused, table_in

from facilitator.meeting.commands import (
    ClosePoll,
    EditDetails,
    EditStatement,
    Schedule,
    SetSecrecy,
    SetVotes,
    Start,
)
from facilitator.meeting.opening import new_meeting


def test_it_becomes_named_while_nobody_else_is_in() -> None:
    table = Table(ANA)
    table.do(ANA, SetSecrecy("named"))
    assert table.shared["meeting"]["secrecy"] == "named"


def test_who_joined_an_anonymous_meeting_stays_anonymous() -> None:
    table = Table(ANA, BEN)
    for command in (SetSecrecy("named"), EditDetails(secrecy="named")):
        with refused("secrecy_fixed"):
            table.do(ANA, command)


def test_it_becomes_anonymous_until_the_start() -> None:
    table = Table(ANA, BEN, secrecy="named")
    table.do(ANA, SetSecrecy("anonymous"))
    assert table.shared["meeting"]["secrecy"] == "anonymous"
    with refused("already_started"):
        table_in("frame", secrecy="named").do(ANA, SetSecrecy("anonymous"))


def test_a_participant_sets_nothing() -> None:
    table = Table(ANA, BEN)
    for command in (SetSecrecy("named"), SetVotes(2), EditDetails(title="Mine"), Schedule(NOON)):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_the_number_of_votes_is_fixed_while_people_vote() -> None:
    table = table_in("vote")
    with refused("poll_open"):
        table.do(ANA, SetVotes(5))
    table.do(ANA, ClosePoll("vote"))
    table.do(ANA, SetVotes(5))
    assert table.shared["meeting"]["votes"] == 5


def test_details_change_until_the_start() -> None:
    table = Table(ANA)
    change = EditDetails(
        title="The slow release", category="incident", tags=("tls",), capacity=5, votes=2,
        statement="I chose the date.", recount={"impact": "A day"}, timeline=(("9:00", "It began"),),
    )  # fmt: skip
    table.do(ANA, change)
    shown = table.shared
    assert shown["meeting"] | {"title": "The slow release", "category": "incident"} == shown["meeting"]
    assert (shown["meeting"]["capacity"], shown["meeting"]["votes"]) == (5, 2)
    assert (shown["statement"], shown["recount"]["impact"]) == ("I chose the date.", "A day")
    assert [row["what"] for row in shown["timeline"].values()] == ["It began"]


def test_details_that_are_not_given_stay() -> None:
    table = Table(ANA, category="project", tags=("a",))
    table.do(ANA, EditDetails(tags=("b",)))
    assert (table.state.category, table.state.tags, table.state.votes) == ("project", ("b",), 3)
    assert table.do(ANA, EditDetails()).events == ()


def test_the_agenda_is_one_of_them() -> None:
    table = Table(ANA)
    learning = tuple(stage for stage in table.state.stages if stage.focus == "learning")
    table.do(ANA, EditDetails(stages=learning))
    assert "recount" not in table.shared["stages"]
    with refused("bad_agenda"):
        table.do(ANA, EditDetails(stages=()))


def test_after_the_start_only_the_title_changes() -> None:
    table = table_in("frame")
    table.do(ANA, EditDetails(title="Another name"))
    assert table.shared["meeting"]["title"] == "Another name"
    with refused("already_started"):
        table.do(ANA, EditDetails(votes=2))


def test_everybody_who_joined_keeps_a_seat() -> None:
    table = Table(ANA, BEN, CLEO)
    with refused("capacity_below"):
        table.do(ANA, EditDetails(capacity=2))


def test_a_date_is_set_and_taken_away() -> None:
    table = Table(ANA)
    table.do(ANA, Schedule(NOON))
    assert table.shared["meeting"]["scheduled_at"] == NOON
    table.do(ANA, Schedule())
    assert "scheduled_at" not in table.shared["meeting"]


def test_the_time_zone_is_changed_until_the_start() -> None:
    table = Table(ANA, zone="Asia/Kolkata")
    table.do(ANA, EditDetails(zone="Pacific/Kiritimati"))
    assert table.state.zone == "Pacific/Kiritimati"
    assert "zone" not in table.shared["meeting"]

    assert table.do(ANA, EditDetails(zone="Pacific/Kiritimati")).events == ()
    table.do(ANA, Start())
    with refused("already_started"):
        table.do(ANA, EditDetails(zone="UTC"))


def test_the_statement_is_the_facilitators() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, EditStatement("", "I chose the date."))
    assert table.shared["statement"] == "I chose the date."
    with refused("facilitator_only"):
        table.do(BEN, EditStatement("", "She did."))


def test_a_new_meeting_comes_with_what_was_prepared() -> None:
    meeting = new_meeting(
        "m", title="A day lost", leader="Ana", recount={"expected": "Minutes"}, timeline=[("9:00", "Began")]
    )
    assert meeting.recount.expected == "Minutes"
    assert list(meeting.timeline) == ["prepared-row-0000"]
