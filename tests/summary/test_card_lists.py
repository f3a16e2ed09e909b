from collections.abc import Callable
from dataclasses import replace

import pytest

from facilitator.summary.card_lists import card_lists
from facilitator.summary.markdown import render_markdown
from facilitator.summary.model import Card, Column, Summary
from facilitator.summary.text import render_text


@pytest.mark.parametrize("render", [render_markdown, render_text])
def test_each_card_stands_there_once(busy_hour: Summary, render: Callable[[Summary], str]) -> None:
    text = render(busy_hour)

    assert [card.text for card in busy_hour.cards if text.count(card.text) != 1] == []
    assert all(theme.name in text for theme in busy_hour.themes)


def test_its_theme_and_who_wrote_it_stand_beside_it(formula: Summary) -> None:
    text = render_markdown(formula)

    assert "- We reversed within three months, in public, without excuses (Turning round · Dora)" in text
    assert "## What we learned, on the cards\n\n- " in text
    assert "- A test of a replacement must include the loss (We tested the sip, not the loss · Ines)" in text


def test_a_card_whose_line_was_reworded_is_not_lost(outage: Summary) -> None:
    first, *rest = outage.drivers
    lists = card_lists(replace(outage, drove="\n".join(["In other words", *rest])))

    assert lists.drivers[0] == ("In other words", ())
    assert [text for text, _ in lists.more[-1].cards] == [first]
    assert first not in [text for text, _ in lists.drivers]


def test_cards_that_say_the_same_stay_as_many_as_they_are(outage: Summary) -> None:
    twice = (Card(column="driver", text="No time"), Card(column="driver", text="No  time"))
    lists = card_lists(replace(outage, cards=twice, drove="No time\nNo time"))

    assert (len(lists.drivers), lists.more[-1].cards) == (2, [])


def test_a_column_whose_name_is_no_heading_stands_beside_its_cards(outage: Summary) -> None:
    columns = (
        Column(id="a", title="Tools", counts_as="driver"),
        Column(id="b", title="Habits", counts_as="driver"),
    )
    cards = (Card(column="a", text="One prompt"), Card(column="b", text="No rest"))
    lists = card_lists(replace(outage, columns=columns, cards=cards, drove="One prompt\nOther words"))

    assert lists.drivers == [("One prompt", ("Tools",)), ("Other words", ())]
    assert [(each.heading, each.cards) for each in lists.more] == [
        ("Tools, on the cards", []),
        ("Habits, on the cards", [("No rest", ())]),
    ]
