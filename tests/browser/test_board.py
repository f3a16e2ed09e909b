"""Put together: cards on the one side, themes on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import Gather, Led, Someone
from cast import Person
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

ANIMALS = ("Ants", "Bees", "Cats", "Dogs", "Elks")
WORDS = (
    "A second of removing took eighteen hours to copy back",
    "It was eleven at night, at the end of a long day",
    "One pair of hands, and nobody beside them to read the command",
    "Repositories and wikis lived elsewhere and were never in danger",
    "pg_basebackup:waiting_for_checkpoint_without_a_word_of_what_it_waits_for",
    "A backup is a restore that we have done lately; everything else is a hope",
    "The only good copy existed because somebody had wanted fresh data in staging",
    "The failure mails of the cron job were rejected: they were not signed for DMARC",
)
PAIRS = {
    "Backup": ("Our backup was empty", "Five backups failed"),
    "Alarm": ("No alarm came", "The alarm was off"),
    "Lift": ("The lift stopped", "A lift without light"),
}
WHOLE = """() => [...document.querySelectorAll("[data-card]")].filter(card => {
  const pane = card.closest(".pane-body").getBoundingClientRect(), it = card.getBoundingClientRect();
  return it.top >= pane.top && it.bottom <= pane.bottom && it.bottom <= innerHeight;
}).length"""


@pytest.fixture
def board(led: Led) -> tuple[Person, Someone]:
    """Ana leads by wire; Ben looks at five cards in "Put together"."""
    ana, ben = led("reflect")
    shows(ana, ANIMALS)
    ben.is_at("Put together")
    return ana, ben


def shows(ana: Person, texts: Iterable[str]) -> None:
    for text in texts:
        ana.send("add_card", card=new_id(), key=new_id(), column="driver", text=text)
    ana.send("next_stage", sure=True)


def card_id(ana: Person, text: str) -> str:
    cards: dict[str, dict[str, str]] = ana.view["cards"]
    (found,) = (card for card, shown in cards.items() if shown["text"] == text)
    return found


def makes_theme(ana: Person, name: str, *texts: str) -> str:
    theme = new_id()
    ana.send("create_theme", theme=theme, name=name, cards=[card_id(ana, text) for text in texts])
    return theme


def tick(person: Someone, text: str) -> Locator:
    return person.page.get_by_role("checkbox", name=f"Select “{text}”", exact=True)


def texts_in(place: Locator) -> list[str]:
    return sorted(text.removesuffix(" – drove it") for text in place.locator(".card-text").all_inner_texts())


def loose(person: Someone) -> Locator:
    return person.page.get_by_role("region", name="Cards on their own")


def has(place: Locator, *texts: str) -> None:
    """A place has these cards and no others."""
    expect(place.get_by_role("listitem")).to_have_count(len(texts))
    assert texts_in(place) == sorted(texts)


def test_twelve_whole_cards_are_seen_on_a_laptop_and_24_on_a_wide_screen(led: Led) -> None:
    ana, ben = led("reflect")
    ana.send("make_facilitator", seat=ben.seat.connect().seat)
    texts = [f"{WORDS[n % len(WORDS)]} {n}" for n in range(34)]
    shows(ana, texts)
    ben.is_at("Put together")
    ben.presses("Close")  # what tells that Ben leads now

    def seen() -> list[int]:
        found = []
        for width, height in ((1280, 800), (1920, 1080)):
            ben.page.set_viewport_size({"width": width, "height": height})
            ben.page.wait_for_timeout(100)
            found.append(ben.page.evaluate(WHOLE))
        return found

    laptop, wide = seen()
    assert laptop >= 12
    assert wide >= 24
    place = ben.card(texts[-1]).bounding_box()
    first = makes_theme(ana, "The first one")
    expect(ben.theme("The first one")).to_be_visible()
    assert ben.card(texts[-1]).bounding_box() == place
    ana.send("dissolve_theme", theme=first)
    for number in range(4):
        makes_theme(ana, f"Theme {number}", *texts[number * 6 : number * 6 + 6])
    expect(ben.theme("Theme 3").get_by_role("listitem")).to_have_count(6)
    laptop, wide = seen()
    assert laptop >= 12
    assert wide >= 24


def test_several_cards_are_picked_with_the_mouse_and_become_a_theme(board: tuple[Person, Someone]) -> None:
    ana, ben = board
    order = [text.removesuffix(" – drove it") for text in loose(ben).locator(".card-text").all_inner_texts()]
    bar = ben.page.get_by_role("group", name="Selected cards")
    ben.card(order[0]).click()
    expect(tick(ben, order[0])).to_be_checked()
    ben.card(order[2]).click(modifiers=["Shift"])
    ben.sees("3 cards selected", within=bar)
    ben.card(order[1]).click()
    ben.sees("2 cards selected", within=bar)
    ben.page.keyboard.press("Escape")
    expect(bar).to_have_count(0)

    ben.card(order[0]).click()
    ben.card(order[3]).click()
    ben.presses("New theme", within=bar)
    ben.writes("Name of the theme", "Nights")
    has(ben.theme("Nights"), order[0], order[3])
    expect(bar).to_have_count(0)
    expect(ben.button(re.compile("Nights$"), within=ben.theme("Nights"))).to_be_focused()

    # Its name opens by itself only once.
    ana.send("next_stage", sure=True)
    ben.is_at("Vote")
    ana.send("previous_stage")
    has(ben.theme("Nights"), order[0], order[3])
    expect(ben.box("Name of the theme")).to_have_count(0)


def test_several_cards_are_picked_and_moved_by_keyboard(board: tuple[Person, Someone]) -> None:
    ana, ben = board
    makes_theme(ana, "Nights", "Elks")
    hands = Hands(ben)
    order = [text.removesuffix(" – drove it") for text in loose(ben).locator(".card-text").all_inner_texts()]
    hands.goes_to(tick(ben, order[0]))
    hands.keys.press("Space")
    hands.goes_to(tick(ben, order[2]))
    hands.keys.press("Shift+Space")
    ben.sees("3 cards selected")
    hands.chooses(f"What you can do with the card “{order[2]}”", "Put 3 cards with “Nights”")
    has(ben.theme("Nights"), "Elks", *order[:3])
    expect(tick(ben, order[2])).to_be_focused()


def test_a_menu_draws_its_items_only_while_it_is_open(board: tuple[Person, Someone]) -> None:
    """With 300 cards, the items of all closed menus made each click slow."""
    _, ben = board
    items = ben.page.locator(".menu-items")
    button = ben.page.get_by_label("What you can do with the card “Ants”", exact=True)
    expect(items).to_have_count(0)
    button.click()
    expect(items).to_have_count(1)
    ben.page.keyboard.press("Tab")
    ben.page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    ben.page.get_by_role("heading", level=2).click()
    expect(items).to_have_count(0)


def test_dragging_a_selected_card_takes_all_and_scrolls_to_themes_far_below(
    board: tuple[Person, Someone],
) -> None:
    ana, ben = board
    for number in range(20):
        makes_theme(ana, f"Theme {number}")
    last = ben.theme("Theme 19")
    expect(last).not_to_be_in_viewport()
    ben.card("Ants").click()
    ben.card("Bees").click()
    ben.card("Ants").hover()
    ben.page.mouse.down()
    pane = ben.page.locator(".pane-themes .pane-body").bounding_box()
    assert pane
    x, foot = pane["x"] + pane["width"] / 2, pane["y"] + pane["height"]
    ben.page.mouse.move(x, foot - 60, steps=5)
    expect(ben.page.locator("[data-dragged=true]")).to_have_count(2)
    ben.page.mouse.move(x, foot - 8, steps=2)
    expect(last).to_be_in_viewport(ratio=1)
    place = last.bounding_box()
    assert place
    ben.page.mouse.move(x, place["y"] + 20, steps=5)
    expect(ben.page.locator("[data-over]")).to_have_count(1)
    ben.page.mouse.up()
    has(last, "Ants", "Bees")
    expect(ben.page.locator("[data-dragged=true]")).to_have_count(0)


def test_on_a_phone_one_looks_at_cards_or_themes(led: Led) -> None:
    ana, ben = led("reflect", width=360, has_touch=True, is_mobile=True)
    shows(ana, ANIMALS[:3])
    makes_theme(ana, "Nights", "Cats")
    ben.is_at("Put together")
    expect(ben.theme("Nights")).not_to_be_visible()
    ben.card("Ants").tap()
    ben.card("Bees").tap()
    assert (too_small(ben.page), too_wide(ben.page), barriers(ben.page)) == ([], [], [])
    ben.page.get_by_text("Move to …").tap()
    ben.presses("“Nights”")
    ben.presses(re.compile("^Themes"))
    has(ben.theme("Nights"), "Ants", "Bees", "Cats")
    expect(loose(ben)).not_to_be_visible()
    assert (too_small(ben.page), too_wide(ben.page), barriers(ben.page)) == ([], [], [])


def test_a_theme_is_folded_and_still_takes_cards(board: tuple[Person, Someone]) -> None:
    ana, ben = board
    makes_theme(ana, "Nights", "Elks")
    theme = ben.theme("Nights")
    ben.presses("The cards of “Nights”", within=theme)
    expect(theme.get_by_role("listitem")).to_have_count(0)
    ben.drags("Ants", theme)
    ben.sees("2 cards", within=theme)
    ben.card("Bees").click()
    assert (too_wide(ben.page), barriers(ben.page)) == ([], [])


def test_the_last_steps_are_taken_back_one_after_the_other(board: tuple[Person, Someone]) -> None:
    ana, ben = board
    makes_theme(ana, "Days", "Dogs", "Elks")
    ben.with_card("Ants", "Put in a new theme")
    ben.writes("Name of the theme", "Nights")
    ben.with_card("Dogs", "Put with “Nights”")
    ben.with_card("Elks", "Put with “Nights”")
    expect(ben.theme("Days")).to_have_count(0)
    ben.chooses("What you can do with “Nights”", "Take all cards out")
    expect(ben.theme("Nights")).to_have_count(0)

    undoes(ben, "theme taken apart")
    has(ben.theme("Nights"), "Ants", "Dogs", "Elks")
    undoes(ben, "1 card moved")
    has(ben.theme("Days"), "Elks")
    undoes(ben, "1 card moved")
    has(ben.theme("Days"), "Dogs", "Elks")
    undoes(ben, "name changed")
    has(ben.theme("Ants"), "Ants")
    undoes(ben, "new theme")
    expect(ben.theme("Ants")).to_have_count(0)
    has(loose(ben), "Ants", "Bees", "Cats")
    expect(ben.button(re.compile("^Undo"))).to_have_count(0)

    theme = makes_theme(ana, "Mornings", "Bees")
    ben.chooses("What you can do with “Mornings”", "Merge into “Days”")
    has(ben.theme("Days"), "Bees", "Dogs", "Elks")
    undoes(ben, "themes merged")
    has(ben.theme("Mornings"), "Bees")
    assert theme in ana.view["themes"]


def undoes(ben: Someone, step: str) -> None:
    undo = ben.button(f"Undo: {step}")
    expect(undo).to_have_attribute("aria-disabled", "false")
    undo.click()


def test_what_somebody_else_changed_since_is_not_taken_back(board: tuple[Person, Someone]) -> None:
    ana, ben = board
    makes_theme(ana, "Nights", "Elks")
    days = makes_theme(ana, "Days", "Dogs")
    ben.with_card("Ants", "Put with “Nights”")
    has(ben.theme("Nights"), "Ants", "Elks")
    ana.send("group_card", card=card_id(ana, "Ants"), theme=days)
    has(ben.theme("Days"), "Ants", "Dogs")

    undoes(ben, "1 card moved")
    expect(ben.button("New theme")).to_be_focused()
    ben.sees("Somebody has changed the same cards or theme since, so nothing was undone.")
    has(ben.theme("Days"), "Ants", "Dogs")
    expect(ben.button(re.compile("^Undo"))).to_have_count(0)


def test_the_focus_goes_to_the_neighbour_of_what_goes(led: Led) -> None:
    _, ben = led("reflect")
    for text in ("Ants", "Bees"):
        ben.writes_card("What drove it", text)
    ben.with_card("Ants", "Delete")
    ben.presses("Delete your card? Yes.")
    expect(ben.page.get_by_label("What you can do with the card “Bees”")).to_be_focused()
    ben.with_card("Bees", "Delete")
    ben.presses("Delete your card? Yes.")
    expect(ben.box("Add a card: What drove it")).to_be_focused()


def test_a_suggested_group_is_taken_changed_or_left(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    lead = ana.seat.connect()
    lead.send("start")
    while lead.view["stages"][lead.view["clock"]["stage"]]["kind"] != "reflect":
        lead.send("next_stage", sure=True)
    expect(ana.button("Suggest groups")).to_have_count(0)
    shows(lead, (*chain(*PAIRS.values()), "Nobody was hurt"))
    for person in (ana, ben):
        person.is_at("Put together")
    offer = ana.page.get_by_role("region", name="Suggested group")

    ana.presses("Suggest groups")
    ana.sees("1 of 3", within=offer)
    assert (too_wide(ana.page), barriers(ana.page)) == ([], [])
    name = title_of(offer)
    ana.presses("Take it", within=offer)
    has(ben.theme(name), *PAIRS[name])

    ana.sees("2 of 3", within=offer)
    name = title_of(offer)
    one, other = PAIRS[name]
    ana.presses("Change", within=offer)
    ana.page.keyboard.press("Escape")
    expect(ana.button("Change", within=offer)).to_be_focused()
    ana.presses("Change", within=offer)
    expect(ana.box("Name of a new theme")).to_be_focused()
    ana.page.get_by_role("checkbox", name=other, exact=True).uncheck()
    assert (too_wide(ana.page), barriers(ana.page)) == ([], [])
    ana.box("Name of a new theme").fill("")
    expect(ana.box("Name of a new theme")).to_have_value("")
    ana.writes("Name of a new theme", "What was new")
    has(ben.theme("What was new"), one)

    ana.sees("3 of 3", within=offer)
    ana.page.clock.install()
    ana.presses("Leave it", within=offer)
    ana.sees("Those were all.")
    place = ana.theme("What was new").bounding_box()
    ana.page.clock.run_for(16_000)
    ana.does_not_see("Those were all.")
    assert ana.theme("What was new").bounding_box() == place
    expect(ben.page.get_by_role("region", name=re.compile("^Theme:"))).to_have_count(2)
    expect(ben.button("Suggest groups")).to_have_count(0)


def title_of(offer: Locator) -> str:
    found = re.search("“(.+)”", offer.inner_text())
    assert found
    return found[1]
