"""Taking an entry along and giving it away by a link, without a mouse."""

from __future__ import annotations

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    """Ana, before an entry that she wrote."""
    ana = someone(server.url, "Ana", has_touch=True)
    signed_in(ana)
    ana.page.goto("/log/new")
    ana.page.get_by_label("What is it about?").fill("The offer that nobody read")
    ana.page.get_by_label("What you learned").fill("Send one page.")
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")
    return ana


def menu_of(page: Page) -> Locator:
    return page.locator("[data-menu]").filter(has_text="Markdown").locator("summary")


def is_open_to_all(page: Page) -> None:
    assert [*barriers(page), *too_wide(page), *too_small(page)] == []


def test_the_menu_opens_closes_and_lets_go_by_keyboard(ana: Someone) -> None:
    hands, menu = Hands(ana), menu_of(ana.page)
    first = ana.page.get_by_role("button", name="Copy all of it as Markdown")
    hands.goes_to(menu)
    hands.keys.press("Enter")
    hands.goes_to(first)
    # What an open menu lies upon is too small to hit just then.
    assert [each for each in barriers(ana.page) if "target-size" not in each] == []
    assert too_wide(ana.page) == []
    hands.keys.press("Escape")
    expect(first).to_be_hidden()
    expect(menu).to_be_focused()

    hands.keys.press("Enter")
    hands.keys.press("Shift+Tab")
    expect(first).to_be_hidden()

    hands.goes_to(menu)
    hands.keys.press("Enter")
    with ana.page.expect_download() as begun:
        hands.goes_to(ana.page.get_by_role("link", name="Plain text"))
        hands.keys.press("Enter")
    assert begun.value.suggested_filename.endswith(".txt")
    expect(first).to_be_hidden()


def test_a_click_elsewhere_closes_the_menu(ana: Someone) -> None:
    menu_of(ana.page).click()
    first = ana.page.get_by_role("button", name="Copy all of it as Markdown")
    expect(first).to_be_visible()
    ana.page.get_by_role("heading", level=1).click()
    expect(first).to_be_hidden()


def test_a_link_is_made_read_and_ended_by_keyboard(
    ana: Someone, someone: MakeSomeone, server: Server
) -> None:
    entry, hands = ana.page.url, Hands(ana)
    hands.goes_to(ana.page.get_by_role("link", name="Share …"))
    hands.keys.press("Enter")
    hands.goes_to(ana.page.get_by_role("radio", name="Everybody with an account here"))
    hands.keys.press("ArrowDown")
    expect(ana.page.get_by_role("radio", name="Whoever has a link")).to_be_checked()
    hands.goes_to(ana.page.get_by_label("For how long"))
    hands.keys.press("ArrowUp")
    hands.presses("Make a link")
    link = ana.page.get_by_label("Read without names")
    expect(link).to_be_visible()
    is_open_to_all(ana.page)

    guest = someone(server.url, "Ben", has_touch=True)
    guest.page.goto(link.input_value())
    guest.sees("Send one page.")
    guest.does_not_see("Ana")
    is_open_to_all(guest.page)

    if not ana.page.url.endswith("/share"):
        ana.page.goto(f"{entry}/share")
    hands.presses("End this link without names, number 1")
    expect(link).to_have_count(0)
    guest.page.reload()
    guest.complaints.clear()  # The browser itself complains about the page's status.
    guest.does_not_see("Send one page.")
    is_open_to_all(guest.page)
