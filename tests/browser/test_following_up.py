"""Following up on what was decided, without a mouse."""

from __future__ import annotations

import pytest
from browser.hands import Hands
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Page, expect

LONG = "x" * 300


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    """Ana, whose entry has a step and an experiment."""
    ana = someone(server.url, "Ana", has_touch=True)
    signed_in(ana)
    ana.page.goto("/log/new")
    ana.page.get_by_label("What is it about?").fill("The offer that nobody read")
    ana.page.get_by_label("What you learned").fill("Send one page.")
    ana.page.locator("summary", has_text="Actions").click()
    ana.presses("Add a step")
    ana.page.get_by_label("What to do or try").fill(LONG)
    ana.presses("Add an experiment")
    ana.page.get_by_label("What to do or try").last.fill("Send one page to the next three")
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")
    return ana


def is_open_to_all(page: Page, what: str) -> None:
    assert (what, [*barriers(page), *too_wide(page), *too_small(page)]) == (what, [])


def test_a_step_is_done_opened_again_and_dropped_by_keyboard(ana: Someone) -> None:
    hands = Hands(ana)
    ana.page.goto("/actions")
    is_open_to_all(ana.page, "the list")
    hands.presses(f"Done: {LONG}")
    ana.sees("Look at it again")
    is_open_to_all(ana.page, "the list after a tick")
    hands.goes_to(ana.page.get_by_role("link", name="Look at it again"))
    hands.keys.press("Enter")
    ana.sees("Did it work?")
    is_open_to_all(ana.page, "a step that is done")
    hands.presses("Open it again")

    hands.goes_to(ana.page.locator("summary", has_text="Drop it"))
    hands.keys.press("Enter")
    hands.presses("Drop it")
    ana.sees("Say why it is dropped.")
    is_open_to_all(ana.page, "a step that was not dropped")
    ana.complaints.clear()  # The browser itself complains about the page's status.
    hands.types("Why?", "Nobody needs it any more.")
    hands.presses("Drop it")
    ana.sees("dropped it")
    expect(ana.page.get_by_text("Nobody needs it any more.").first).to_be_visible()


def test_an_experiment_ends_with_words_by_keyboard(ana: Someone) -> None:
    hands = Hands(ana)
    ana.page.goto("/actions")
    hands.goes_to(ana.page.get_by_role("link", name="Say what came of it"))
    hands.keys.press("Enter")
    ana.sees("What came of it?")
    is_open_to_all(ana.page, "an experiment")
    hands.goes_to(ana.page.get_by_role("radio", name="It worked"))
    hands.keys.press("Space")
    hands.types("What did the signal say?", "Two of three answered.")
    hands.types("What did you learn? if you like", "Short is kind.")
    hands.presses("Write it down")
    ana.sees("ended it: it worked")
    is_open_to_all(ana.page, "an experiment that ended")
