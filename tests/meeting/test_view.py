import json
from typing import Any

import pytest
from meeting.table import ANA, BEN, CLEO, Table, table_in

from facilitator.meeting.commands import (
    AddAppreciation,
    AddCard,
    AnswerSafety,
    CloseMeeting,
    MakeFacilitator,
)
from facilitator.meeting.model import Kind
from facilitator.meeting.view_memo import ViewMemo

KINDS: tuple[Kind, ...] = ("frame", "recount", "reflect", "group", "vote", "discuss", "commit", "celebrate")


def leaves(view: Any) -> list[Any]:
    """All values in a view that are no objects."""
    if isinstance(view, dict):
        return [leaf for part in view.values() for leaf in leaves(part)]
    return [view]


@pytest.mark.parametrize("kind", KINDS)
def test_the_shared_view_holds_no_null_and_no_list(kind: Kind) -> None:
    table = table_in(kind)
    assert {type(leaf) for leaf in leaves(table.shared)} <= {str, int, float, bool}
    assert None not in leaves(table.me(BEN))


def test_the_view_of_a_draft() -> None:
    shown = Table(ANA, BEN).shared
    assert (shown["meeting"]["status"], shown["meeting"]["minutes"]) == ("draft", 60)
    assert {stage["state"] for stage in shown["stages"].values()} == {"next"}
    assert "stage" not in shown["clock"]
    for absent in ("writing", "discuss", "question"):
        assert absent not in shown


def test_stages_before_are_done_and_after_are_next() -> None:
    states = [stage["state"] for stage in table_in("group").shared["stages"].values()]
    assert states == ["done"] * 3 + ["now"] + ["next"] * 4


def test_keys_are_in_nobodys_view() -> None:
    table = table_in("reflect")
    table.do(BEN, AddCard("driver", "card", "the-secret-key", "tired"))
    table.do(BEN, AddAppreciation("thanks", "thanks", "the-secret-key", "Cleo"))
    table.go_to("celebrate")
    hashes = [card.key_hash for card in table.state.cards.values()]
    hashes += [thanks.key_hash for thanks in table.state.appreciations.values()]
    for view in (table.shared, table.me(ANA), table.me(BEN)):
        assert not any(secret in json.dumps(view) for secret in ("the-secret-key", "key_hash", *hashes))


def test_anonymous_cards_have_no_author_anywhere() -> None:
    table = table_in("reflect")
    table.cards("tired")
    table.go_to("group")
    assert "author" not in table.shared["cards"]["tired"]
    assert table.state.cards["tired"].author is None


def test_cards_carry_no_time() -> None:
    table = table_in("reflect")
    table.cards("tired")
    table.go_to("group")
    assert table.shared["cards"]["tired"].keys() == {"column", "text", "pos"}


def test_loose_ends_are_the_facilitators() -> None:
    table = table_in("celebrate")
    assert table.me(ANA)["loose_ends"]
    assert "loose_ends" not in table.me(BEN)
    table.do(ANA, MakeFacilitator(BEN))
    assert table.me(BEN)["loose_ends"]


def test_it_says_what_i_may_do_now() -> None:
    table = table_in("frame")
    assert {"next_stage", "answer_safety", "pause", "close_meeting"} <= set(table.me(ANA)["can"])
    mine = set(table.me(BEN)["can"])
    assert {"answer_safety", "raise_hand", "edit_recount"} <= mine
    assert mine.isdisjoint({"next_stage", "pause", "resume", "ask", "add_card", "cast_vote", "take_chair"})


def test_internal_commands_are_open_to_nobody() -> None:
    can = set(table_in("frame").me(ANA)["can"])
    assert can.isdisjoint({"join", "arrive", "leave", "edit_details", "schedule"})


def test_my_part_says_who_i_am() -> None:
    me = table_in("frame").me(BEN)
    assert (me["seat"], me["name"], me["role"], me["asker"], me["done"]) == (
        BEN,
        "Ben",
        "participant",
        False,
        False,
    )


def test_others_answers_change_nothing_in_my_part() -> None:
    table = table_in("frame")
    before = table.me(CLEO)
    table.do(BEN, AnswerSafety(1))
    assert table.me(CLEO) == before


def test_the_view_does_not_depend_on_the_time_of_day() -> None:
    table = table_in("discuss")
    before = table.shared
    table.wait(1_000_000)
    assert table.shared == before


def test_the_reflection_says_whether_names_are_shown() -> None:
    intros = {
        secrecy: Table(ANA, secrecy=secrecy).shared["stages"]["reflect"]["intro"]
        for secrecy in ("anonymous", "named")
    }
    assert "Nobody sees whose it was" in intros["anonymous"]
    assert "carry your name" in intros["named"]


def test_a_closed_meeting_shows_its_end() -> None:
    table = table_in("commit")
    table.do(ANA, CloseMeeting())
    assert table.shared["meeting"]["closed_at"] == table.now
    assert "since" not in table.shared["clock"]
    assert "loose_ends" not in table.me(ANA)


def test_only_the_parts_that_read_a_change_are_computed_anew() -> None:
    table, memo = Table(ANA, BEN), ViewMemo()
    table.go_to("group")
    before, private = memo.shared(table.state), memo.private(table.state, table.ballots, table.state.here)
    table.cards("one")
    after = memo.shared(table.state)
    assert {name for name in after if after[name] is not before.get(name)} == {"cards", "themes"}
    assert memo.private(table.state, table.ballots, table.state.here)[BEN] is private[BEN]


def test_an_arrival_leaves_what_the_others_see_of_themselves() -> None:
    table, memo = Table(ANA, BEN), ViewMemo()
    table.go_to("group")
    private = memo.private(table.state, table.ballots, table.state.here)
    table.seat(CLEO)
    after = memo.private(table.state, table.ballots, table.state.here)
    assert after[BEN] is private[BEN]
    assert after.keys() - private.keys() == {CLEO}
