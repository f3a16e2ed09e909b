from dataclasses import replace

import pytest

from facilitator.demo import script
from facilitator.meeting.model import Meeting
from facilitator.summary.build import build_summary
from facilitator.summary.model import Summary, Tally, Theme


def test_learnings_come_by_votes_with_their_theme(outage: Summary) -> None:
    wanted = [theme for theme in script.load("database-outage-2017")["themes"] if theme["learning"]]

    assert [(each.text, each.votes) for each in outage.learnings] == [
        (theme["learning"], theme["votes"]) for theme in wanted
    ]
    theme = outage.theme_of(outage.learnings[0])
    assert theme
    assert theme.name == "Restores, not backups"


def test_nothing_written_is_lost(outage: Summary) -> None:
    scenario = script.load("database-outage-2017")

    assert sorted(card.text for card in outage.cards) == sorted(text for _, _, text in scenario["cards"])
    assert len(outage.actions) == len(scenario["actions"])
    assert list(outage.appreciations) == scenario["appreciations"]
    assert list(outage.parked) == scenario["parking"]
    assert [(row.at, row.what) for row in outage.timeline] == [
        tuple(row) for row in scenario["recount"]["timeline"]
    ]


def test_an_anonymous_meeting_names_who_was_there_but_no_author(outage: Summary) -> None:
    assert outage.people == ("Noor", "Teun", "Abela", "Ruis", "Kimiko")
    assert {card.author for card in outage.cards} == {None}


def test_a_meeting_with_names_says_who_wrote_what(formula: Summary) -> None:
    authors = {card.text: card.author for card in formula.cards}

    assert authors["What we sell is not only in the can"] == "Dora"


def test_drift_is_booked_to_the_failure(outage: Summary) -> None:
    spent = {stage.kind: stage for stage in outage.stages}

    assert spent["discuss"].failure_ms == 90_000
    assert outage.time.failure_ms == spent["recount"].failure_ms + 90_000
    assert outage.time.planned_learning_share == 90.0
    assert outage.time.learning_share == 87.5


def test_five_answers_leave_a_histogram_and_three_do_not(outage: Summary, formula: Summary) -> None:
    assert outage.safety == Tally(answered=5, counts={"3": 2, "4": 2, "5": 1})
    assert formula.safety == Tally(answered=3)
    assert formula.roti == Tally(answered=3, mean=3.7)


def test_someone_who_never_came_is_not_among_the_people(outage_state: Meeting) -> None:
    seats = dict(outage_state.seats)
    seats["seat-4"] = replace(seats["seat-4"], here=False, gone_at=None)

    assert "Kimiko" not in build_summary(replace(outage_state, seats=seats)).people


def test_someone_who_left_early_is(outage_state: Meeting) -> None:
    seats = dict(outage_state.seats)
    seats["seat-4"] = replace(seats["seat-4"], here=False, gone_at=1)

    assert "Kimiko" in build_summary(replace(outage_state, seats=seats)).people


def test_a_driver_of_two_lines_stays_one(outage_state: Meeting) -> None:
    key = next(key for key, card in outage_state.cards.items() if card.column == "driver")
    before = build_summary(outage_state)
    longer = replace(outage_state.cards[key], text="Two hosts\nlooked\u2028alike")
    after = build_summary(replace(outage_state, cards={**outage_state.cards, key: longer}))

    assert len(after.drivers) == len(before.drivers)
    assert "Two hosts looked alike" in after.drivers
    assert "Two hosts\nlooked\u2028alike" in [card.text for card in after.cards]


def test_cards_that_stayed_alone_are_gathered_last(outage: Summary) -> None:
    *themes, (last, alone) = outage.gathered()

    assert [theme and theme.name for theme, _ in themes] == [
        "Restores, not backups",
        "Silent failure",
        "Which host am I on?",
        "Who owns recovery?",
    ]
    assert last is None
    assert {card.column for card in alone} == {"worked"}


LONG = "Copying across slow storage sets our time to recover, and nobody knew before that night"


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("Who owns it?", True), ("Copying across", True), (f"{LONG[:79].rstrip()}…", False)],
)
def test_a_theme_of_one_card_is_told_if_somebody_named_it(outage: Summary, name: str, is_told: bool) -> None:
    card = replace(outage.cards[0], text=LONG.replace(" slow", "\nslow"), theme="one")
    theme = Theme(id="one", name=name, votes=0, spent_ms=0)
    told = replace(outage, cards=(card,), themes=(theme,), learnings=()).gathered()
    assert told == [(theme if is_told else None, (card,))]
