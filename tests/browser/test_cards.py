"""Cards: what stands on them, and how they are written."""

from __future__ import annotations

import re

from browser.hands import PASTE
from browser.looks import barriers, too_wide
from browser.someone import Led
from playwright.sync_api import FloatRect, Locator, expect

from facilitator.tokens import new_id

ADDRESS = "https://wiki.example/Restore_(database)?step=2"


def is_safe_link(link: Locator, address: str) -> None:
    expect(link).to_have_attribute("href", address)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener nofollow noreferrer")


def test_addresses_of_pages_are_links_in_cards_learnings_and_actions(led: Led) -> None:
    ana, ben = led("reflect")
    ana.send("add_card", card=new_id(), key=new_id(), column="worked", text=f"We had ({ADDRESS}).")
    ana.send("add_card", card=new_id(), key=new_id(), column="worked", text="javascript:alert(1)")
    ana.send("next_stage", sure=True)
    ana.send("add_learning", learning=new_id(), text=f"Read {ADDRESS}")
    ana.send("add_action", action=new_id(), kind="step", what=f"Follow {ADDRESS}")
    ben.is_at("Put together")

    is_safe_link(ben.card("We had").get_by_role("link"), ADDRESS)
    assert ben.card("javascript").get_by_role("link").count() == 0
    ben.presses("Notes")
    for part, words in (("Learnings", "Read"), ("Steps and experiments", "Follow")):
        ben.page.locator("summary", has_text=part).click()
        is_safe_link(ben.card(words).get_by_role("link"), ADDRESS)


def test_the_words_of_a_card_have_its_full_width_and_say_its_column_last(led: Led) -> None:
    ana, ben = led("reflect")
    ana.send("add_card", card=new_id(), key=new_id(), column="driver", text="Both hosts look the same")
    ana.send("next_stage", sure=True)
    card = ben.card("Both hosts")
    menu = card.get_by_label(re.compile("^What you can do"))

    expect(card.locator(".card-text")).to_have_text("Both hosts look the same – drove it")
    words, whole = box(card.locator(".card-text")), box(card)
    assert words["width"] > whole["width"] - 40
    assert is_within(box(menu), whole)
    expect(card.locator(".menu")).to_have_css("opacity", "0")
    card.hover()
    expect(card.locator(".menu")).to_have_css("opacity", "1")
    ben.page.mouse.move(0, 0)
    menu.focus()
    expect(card.locator(".menu")).to_have_css("opacity", "1")


def test_on_a_phone_the_menu_of_a_card_is_always_there_and_covers_no_words(led: Led) -> None:
    ana, ben = led("reflect", width=360, has_touch=True, is_mobile=True)
    ana.send("add_card", card=new_id(), key=new_id(), column="driver", text="word " * 40)
    ana.send("next_stage", sure=True)
    card = ben.card("word word")
    expect(card.locator(".menu")).to_have_css("opacity", "1")
    glyph = box(card.locator("summary"))
    column = box(card.locator(".card-from"))
    assert column["x"] + column["width"] <= glyph["x"] + 8


TOO_LONG = "long " * 120


def test_a_pasted_list_becomes_a_card_for_each_line_in_its_order(led: Led) -> None:
    _, ben = led("reflect")
    field = ben.box("Add a card: What drove it")
    height = box(field)["height"]
    field.evaluate(PASTE, f"- Ants\n- Bees\n\n- {TOO_LONG}\n- Cats")
    ben.sees("One card, or 4?")
    assert (too_wide(ben.page), barriers(ben.page)) == ([], [])
    field.press("Enter")
    expect(ben.button("4 cards")).to_be_focused()
    ben.page.keyboard.press("Enter")

    cards = ben.page.get_by_role("region", name="What drove it").get_by_role("listitem")
    expect(cards).to_have_count(3)
    assert [card.locator(".card-text").inner_text() for card in cards.all()] == ["Ants", "Bees", "Cats"]
    expect(field).to_have_value(TOO_LONG.strip())
    expect(field).to_be_focused()
    assert height >= 96


def test_pasted_thanks_become_one_for_each_line_in_their_order(led: Led) -> None:
    _, ben = led("celebrate", width=320)
    ben.box("Thanks").evaluate(PASTE, "1. To Ana\n2. To Cleo")
    ben.sees("One card, or 2?")
    assert (too_wide(ben.page), barriers(ben.page)) == ([], [])
    ben.presses("2 cards")

    thanks = ben.page.get_by_role("region", name="Thanks").get_by_role("listitem")
    expect(thanks).to_have_count(2)
    assert [each.locator(".card-text").inner_text() for each in thanks.all()] == ["To Ana", "To Cleo"]
    expect(ben.box("Thanks")).to_have_value("")


def test_a_pasted_list_stays_one_text_when_that_is_meant(led: Led) -> None:
    _, ben = led("reflect")
    field = ben.box("Add a card: What drove it")
    field.evaluate(PASTE, "Ants\nBees")
    field.press("Escape")
    expect(field).to_have_value("Ants\nBees")
    ben.does_not_see("One card, or 2?")
    ben.presses("Add")
    expect(ben.card("Ants").locator(".card-text")).to_have_text("Ants\nBees", use_inner_text=True)


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found, f"There is no {place}"
    return found


def is_within(inner: FloatRect, outer: FloatRect) -> bool:
    return (
        outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )
