"""Writing an entry in a real browser: nothing that was typed is lost, and everybody can use the pages."""

from __future__ import annotations

from secrets import token_hex

import pytest
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Page, Route, expect

from facilitator.log.revisions.diff import LABELS

LEARNED = "We believed that care shows in length, we saw that nobody read on, so next time one page."


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    """Ana, before an empty entry."""
    ana = someone(server.url, "Ana", has_touch=True)
    signed_in(ana)
    ana.page.goto("/log/new")
    return ana


def types(page: Page, title: str = "The offer that nobody read") -> None:
    page.get_by_label("What is it about?").fill(title)
    page.get_by_label("What you learned").fill(LEARNED)


def is_saved(page: Page) -> None:
    expect(page.get_by_text("Draft saved just now")).to_be_visible()


def test_a_draft_saves_itself_and_is_there_after_a_reload(ana: Someone) -> None:
    types(ana.page)
    ana.sees("Not saved yet")
    is_saved(ana.page)
    ana.page.reload()

    expect(ana.page.get_by_label("What you learned")).to_have_value(LEARNED)
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")


def test_what_was_saved_is_not_back_though_its_page_was_left_at_once(ana: Someone) -> None:
    ana.page.route("**/pages/entry.js*", lambda route: route.abort())
    ana.is_away = True
    types(ana.page)
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")
    ana.page.goto("/log/new")

    expect(ana.page.get_by_label("What is it about?")).to_have_value("")
    ana.does_not_see("What you typed here last is back")


def test_words_typed_into_a_form_that_was_saved_are_back(ana: Someone) -> None:
    types(ana.page)
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")
    ana.page.go_back()
    ana.page.get_by_label("What you learned").fill(f"{LEARNED} Still.")
    ana.page.goto(ana.page.url)

    expect(ana.page.get_by_label("What you learned")).to_have_value(f"{LEARNED} Still.")
    ana.complaints.clear()


def test_each_window_gets_its_own_words_back(ana: Someone) -> None:
    other = ana.opens_a_tab()
    other.goto("/log/new")
    ana.is_away = True
    for page, title in ((ana.page, "The first window"), (other, "The second window")):
        page.route("**/draft", lambda route: route.abort())
        types(page, title)
    for page, title in ((ana.page, "The first window"), (other, "The second window")):
        page.reload()
        expect(page.get_by_label("What is it about?")).to_have_value(title)


def test_an_answer_that_got_lost_is_no_other_window(ana: Someone) -> None:
    ana.is_away = True
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    ana.page.route("**/draft", lose_the_first)
    types(ana.page)
    while not lost:
        ana.page.wait_for_timeout(20)
    ana.page.get_by_label("What you learned").fill(f"{LEARNED} And more.")
    is_saved(ana.page)
    ana.page.reload()

    expect(ana.page.get_by_label("What you learned")).to_have_value(f"{LEARNED} And more.")


def test_who_signs_in_next_finds_no_words_of_another(ana: Someone, signed_in: SignIn) -> None:
    ana.is_away = True
    ana.page.route("**/draft", lambda route: route.abort())
    types(ana.page, "Ana's own")
    signed_in(ana)
    ana.page.goto("/log/new")

    expect(ana.page.get_by_label("What is it about?")).to_have_value("")


@pytest.mark.parametrize("path", ["/log/new", "/meetings/new"])
def test_words_typed_before_the_script_was_there_are_kept_too(ana: Someone, path: str) -> None:
    waiting: list[Route] = []
    is_held = True

    def hold(route: Route) -> None:
        waiting.append(route) if is_held else route.continue_()

    ana.page.route("**/js/pages/*form.js*", hold)
    ana.page.goto(path, wait_until="commit")
    title = ana.page.get_by_label("What is it about?")
    title.fill("Typed on a slow line")
    while not waiting:
        ana.page.wait_for_timeout(20)
    is_held = False
    for route in waiting:
        route.continue_()
    ana.page.wait_for_load_state("load")
    ana.page.reload()

    expect(title).to_have_value("Typed on a slow line")


def test_words_typed_just_before_a_reload_are_back(ana: Someone) -> None:
    ana.is_away = True
    ana.page.route("**/draft", lambda route: route.abort())
    types(ana.page)
    ana.page.reload()
    ana.sees("What you typed here last is back")

    expect(ana.page.get_by_label("What you learned")).to_have_value(LEARNED)


def test_offline_words_stay_and_are_saved_when_the_line_is_back(ana: Someone) -> None:
    ana.context.set_offline(True)
    types(ana.page)
    ana.presses("Keep it in my log")
    ana.sees("You are offline. Your words are kept in this browser")
    ana.context.set_offline(False)

    is_saved(ana.page)


def test_a_refused_form_keeps_every_row(ana: Someone) -> None:
    ana.page.get_by_label("What you learned").fill(LEARNED)
    ana.presses("Add another")
    ana.page.get_by_label("Another thing that you learned").fill("Ask early.")
    is_saved(ana.page)
    ana.presses("Keep it in my log")
    ana.sees("Give it a title that you will recognise in a year.")

    expect(ana.page.get_by_label("Another thing that you learned")).to_have_value("Ask early.")
    ana.complaints.clear()


def test_two_windows_see_both_versions_and_one_press_takes_the_other(ana: Someone) -> None:
    types(ana.page)
    ana.presses("Keep it in my log")
    ana.page.get_by_role("link", name="Change it").first.click()
    second = ana.context.new_page()
    second.goto(ana.page.url)
    for page, words in ((second, "The other window's words"), (ana.page, "This window's words")):
        page.get_by_label("What you learned").wait_for()
        page.locator("summary", has_text="Next time").click()
        page.get_by_label("next time?").fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
    ana.sees("Not saved yet: you changed this meanwhile, in another window")
    expect(ana.page.get_by_label("next time?")).to_have_value("This window's words")
    ana.presses("Take this")

    expect(ana.page.get_by_label("next time?")).to_have_value("The other window's words")
    ana.complaints.clear()


def test_every_field_of_the_other_version_can_be_taken(ana: Someone) -> None:
    types(ana.page)
    ana.presses("Keep it in my log")
    entry = ana.page.url
    ana.page.goto(f"{entry}/edit")
    elsewhere = ana.opens_a_tab()
    elsewhere.goto(f"{entry}/edit")
    rewrite(elsewhere, "theirs", "Incident", "It worked in part", "2026-01-01")
    theirs = said(elsewhere)
    elsewhere.get_by_role("button", name="Save", exact=True).click()
    expect(elsewhere.get_by_role("heading", name="What was learned")).to_be_visible()

    ana.page.bring_to_front()  # A tab behind another one draws once a second.
    rewrite(ana.page, "mine", "Project", "It worked", "2026-02-02")
    mine = said(ana.page)
    ana.presses("Save")
    ana.sees("Not saved yet: you changed this meanwhile, in another window")
    assert said(ana.page) == mine
    takes = ana.page.get_by_role("button", name="Take this", exact=True)
    expect(takes).to_have_count(len(LABELS))
    for take in takes.all():
        take.click()
    assert said(ana.page) == theirs
    ana.presses("Save")
    ana.sees("Only you can read this.")
    ana.complaints.clear()


def rewrite(page: Page, words: str, kind: str, outcome: str, day: str) -> None:
    """Changes every field of the form; learnings and actions by two rows each."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    for area in page.locator("form[data-entry] textarea:not([name=learned])").all():
        area.fill(f"{words} {area.get_attribute('name')}")
    page.get_by_label("What is it about?").fill(f"{words} title")
    page.get_by_label("What you learned").fill(f"{words} one")
    page.get_by_role("button", name="Add another").click()
    page.get_by_label("Another thing that you learned").fill(f"{words} two")
    page.get_by_role("button", name="Add a step").click()
    page.get_by_label("What to do or try").fill(f"{words} step")
    page.get_by_label(kind, exact=True).check()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("The day it happened").fill(day)
    page.get_by_label("Tags").fill(f"{words}, both")


def said(page: Page) -> list[list[str]]:
    """What stands in the form, field by field."""
    found: list[list[str]] = page.evaluate(
        """[...new FormData(document.querySelector('form[data-entry]'))].filter(
          ([name]) => !['csrf_token', 'version', 'sending', 'action_id'].includes(name))"""
    )
    return found


def test_everybody_can_use_each_page_of_an_entry(ana: Someone) -> None:
    found: dict[str, list[str]] = {}
    look(ana.page, found)
    types(ana.page, "x" * 200)
    ana.page.locator("summary", has_text="Actions").click()
    ana.presses("Add an experiment")
    ana.page.get_by_label("What to do or try").fill("Send one page to the next three")
    ana.page.get_by_label("By when").fill("2026-02-01")
    look(ana.page, found)
    is_saved(ana.page)
    ana.presses("Keep it in my log")
    ana.sees("Only you can read this.")
    entry = ana.page.url
    for path in (entry, f"{entry}/share", f"{entry}/edit", f"{entry}/history", "/"):
        ana.page.goto(path)
        look(ana.page, found)

    assert {path: what for path, what in found.items() if what} == {}


def look(page: Page, found: dict[str, list[str]]) -> None:
    found[page.url] = [*barriers(page), *too_wide(page), *too_small(page)]


def test_tags_that_are_there_are_suggested_beside_those_already_typed(ana: Someone) -> None:
    tag = f"rota {token_hex(4)}"
    types(ana.page)
    ana.page.get_by_text("Day, kind, tags").click()
    ana.page.get_by_label("Tags").fill(tag)
    ana.presses("Keep it in my log")
    expect(ana.page.get_by_role("link", name=tag)).to_be_visible()

    ana.page.goto("/log/new")
    ana.page.get_by_text("Day, kind, tags").click()
    ana.page.get_by_label("Tags").press_sequentially(f"night, {tag[:9]}", delay=20)
    expect(ana.page.locator("#tags-known option")).to_have_attribute("value", f"night, {tag}")
