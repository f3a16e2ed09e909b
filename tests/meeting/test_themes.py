import pytest
from meeting.table import ANA, BEN, CLEO, MINUTE, Table, refused, table_in

from facilitator.meeting.commands import (
    AddLearning,
    CastVote,
    ClosePoll,
    CreateTheme,
    DeleteLearning,
    DiscussTheme,
    DissolveTheme,
    GroupCard,
    MergeThemes,
    OpenThumbs,
    PreviousStage,
    RenameTheme,
    Thumb,
    UngroupCard,
)
from facilitator.meeting.events import from_json, to_json
from facilitator.meeting.evolve import fold
from facilitator.meeting.model import Kind


@pytest.fixture
def table() -> Table:
    """Three cards are shown, none is in a theme."""
    made = table_in("reflect")
    made.cards("tired", "no alarm", "no rehearsal")
    made.go_to("group")
    return made


def names(table: Table) -> list[str]:
    themes = table.shared["themes"].values()
    return [theme["name"] for theme in sorted(themes, key=lambda theme: theme["pos"])]


def test_cards_are_put_together_under_a_name(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights", ("tired", "no alarm")))
    assert table.shared["themes"] == {"t": {"name": "Nights", "pos": 0, "cards": 2, "spent_ms": 0}}
    assert table.shared["cards"]["tired"]["theme"] == "t"


def test_a_theme_without_a_name_takes_its_first_cards_words(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "", ("no alarm", "tired")))
    table.do(BEN, CreateTheme("u", ""))
    assert names(table) == ["no alarm", "New theme"]


def test_a_long_card_gives_a_short_name(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "", ()))
    table.cards("why " * 40)
    table.go_to("vote")
    assert len(names(table)[-1]) <= 80
    assert all(len(name) <= 80 for name in names(table))


def test_loose_cards_are_loose_again_after_going_back(table: Table) -> None:
    table.cards("dark", "cold", "wet")
    table.do(BEN, CreateTheme("made", "Nights", ("tired",)))
    table.go_to("vote")
    made_of = {card: found.theme for card, found in table.state.cards.items()}
    assert None not in made_of.values()
    table.do(BEN, RenameTheme(str(made_of["dark"]), "Light"))
    table.do(BEN, GroupCard("wet", str(made_of["cold"])))
    table.do(BEN, CastVote(str(made_of["no alarm"])))

    # A vote that is not counted must not be told by a theme that stays.
    table.do(ANA, PreviousStage())
    assert [card for card, found in table.state.cards.items() if not found.theme] == [
        "no alarm",
        "no rehearsal",
    ]
    assert sorted(names(table)) == ["Light", "Nights", "cold"]

    table.go_to("vote")
    table.do(BEN, CastVote(str(table.state.cards["no alarm"].theme)))
    table.do(ANA, ClosePoll("vote"))
    table.do(ANA, PreviousStage())
    assert sorted(names(table)) == ["Light", "Nights", "cold", "no alarm"]
    assert fold(table.first, from_json(to_json(table.journal))) == table.state


def test_a_card_of_two_lines_gives_a_name_of_one(table: Table) -> None:
    table.cards("The lift\nstopped")
    table.go_to("vote")
    assert "The lift stopped" in names(table)


def test_a_card_moves_from_theme_to_theme_and_out(table: Table) -> None:
    table.themes("a", "b")
    table.do(BEN, GroupCard("tired", "a"))
    table.do(CLEO, GroupCard("tired", "b"))
    assert table.shared["cards"]["tired"]["theme"] == "b"
    table.do(CLEO, UngroupCard("tired"))
    assert "theme" not in table.shared["cards"]["tired"]
    assert table.do(CLEO, UngroupCard("tired")).events == ()


def test_a_theme_left_without_cards_dissolves(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights", ("tired",)))
    table.do(BEN, UngroupCard("tired"))
    assert table.shared["themes"] == {}


def test_one_made_by_name_stays(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights"))
    table.do(BEN, GroupCard("tired", "t"))
    table.do(BEN, UngroupCard("tired"))
    assert names(table) == ["Nights"]


def test_one_with_a_learning_stays_as_long_as_it_has_it(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights", ("tired",)))
    table.do(BEN, AddLearning("l", "Sleep first.", "t"))
    table.do(BEN, UngroupCard("tired"))
    assert names(table) == ["Nights"]
    table.do(BEN, DeleteLearning("l"))
    assert names(table) == []


def test_it_is_dissolved_with_its_cards_out_also_when_it_was_made_by_name(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights"))
    table.do(BEN, GroupCard("tired", "t"))
    table.do(CLEO, DissolveTheme("t"))
    assert names(table) == []
    assert "theme" not in table.shared["cards"]["tired"]


@pytest.mark.parametrize("stage", ["vote", "discuss"])
def test_a_card_that_is_taken_out_is_voted_for_and_discussed_on_its_own(table: Table, stage: Kind) -> None:
    table.themes("a")
    table.do(BEN, CreateTheme("t", "Nights", ("tired", "no alarm", "no rehearsal")))
    table.go_to(stage)
    table.do(BEN, UngroupCard("tired"))
    table.do(BEN, DissolveTheme("t"))
    assert names(table) == ["a", "tired", "no alarm", "no rehearsal"]
    assert len({card["theme"] for card in table.shared["cards"].values()}) == 3


def test_one_that_counts_is_not_dissolved(table: Table) -> None:
    table.themes("a", "b", "c")
    table.do(BEN, AddLearning("l", "Sleep first.", "a"))
    table.go_to("vote")
    table.do(BEN, CastVote("b"))
    table.go_to("discuss")
    table.do(ANA, DiscussTheme("c"))
    for theme in ("a", "b", "c"):
        with refused("theme_in_use"):
            table.do(BEN, DissolveTheme(theme))


def test_it_is_renamed(table: Table) -> None:
    table.themes("Nights")
    table.do(CLEO, RenameTheme("Nights", "Sleep"))
    assert names(table) == ["Sleep"]


def test_merging_moves_cards_learnings_votes_and_time() -> None:
    table = table_in("group")
    table.themes("a", "b")
    table.go_to("vote")
    table.do(BEN, CastVote("a"))
    table.go_to("discuss")
    table.do(BEN, AddLearning("l", "Sleep first.", "a"))
    table.do(ANA, OpenThumbs())
    table.do(BEN, Thumb("more"))
    table.wait(MINUTE)
    table.do(ANA, DiscussTheme("b"))
    table.do(CLEO, MergeThemes("a", "b"))
    theme = table.shared["themes"]["b"]
    assert (theme["votes"], theme["spent_ms"], theme["seconds"]) == (1, MINUTE, 1200 + 120)
    assert table.shared["learnings"]["l"]["theme"] == "b"
    assert table.shared["discuss"] == {"theme": "b", "pos": 0, "of": 1}


def test_open_votes_follow_a_merge_and_keep_their_theme(table: Table) -> None:
    table.themes("a", "b")
    table.do(BEN, CreateTheme("t", "Nights", ("tired",)))
    table.go_to("vote")
    for theme in ("a", "b", "t"):
        table.do(BEN, CastVote(theme))
    table.do(CLEO, MergeThemes("a", "b"))
    table.do(CLEO, UngroupCard("tired"))
    with refused("theme_in_use"):
        table.do(CLEO, DissolveTheme("t"))
    assert table.me(BEN)["ballots"] == {"vote": {"b": 2, "t": 1}}
    table.do(ANA, ClosePoll("vote"))
    assert table.shared["themes"]["b"]["votes"] == 2


def test_a_theme_with_votes_does_not_dissolve(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights", ("tired",)))
    table.go_to("vote")
    table.do(BEN, CastVote("t"))
    table.go_to("discuss")
    table.do(BEN, UngroupCard("tired"))
    assert table.shared["themes"]["t"]["votes"] == 1


def test_a_theme_is_not_merged_with_itself(table: Table) -> None:
    table.themes("a")
    with refused("same_theme"):
        table.do(BEN, MergeThemes("a", "a"))


def test_what_is_gone_is_not_grouped(table: Table) -> None:
    table.themes("a")
    for command in (
        CreateTheme("n", "x", ("gone",)), GroupCard("gone", "a"), GroupCard("tired", "gone"), UngroupCard("gone"),
        MergeThemes("gone", "a"), MergeThemes("a", "gone"), RenameTheme("gone", "x"), DissolveTheme("gone"),
    ):  # fmt: skip
        with refused("not_found"):
            table.do(BEN, command)


def test_an_id_is_used_once(table: Table) -> None:
    table.themes("a")
    with refused("taken_id"):
        table.do(BEN, CreateTheme("a", "Again"))


def test_grouping_belongs_to_its_stages() -> None:
    table = table_in("reflect")
    for command in (
        CreateTheme("t", "x"), GroupCard("c", "t"), UngroupCard("c"), MergeThemes("t", "u"), DissolveTheme("t"),
    ):  # fmt: skip
        with refused("wrong_stage"):
            table.do(BEN, command)


def test_cards_on_their_own_become_themes_before_the_vote(table: Table) -> None:
    table.do(BEN, CreateTheme("t", "Nights", ("tired", "no alarm")))
    table.go_to("vote")
    assert names(table) == ["Nights", "no rehearsal"]
