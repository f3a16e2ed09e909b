"""Preparing and joining in a real browser: the agenda editor, the draft that stays, and every width and theme."""

from __future__ import annotations

import re

import pytest
from browser.looks import barriers, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    """Ana, on the page on which she prepares a meeting."""
    ana = someone(server.url, "Ana")
    signed_in(ana)
    ana.page.goto("/meetings/new")
    return ana


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def stage(page: Page, at: int) -> Locator:
    return page.locator(".agenda-row").nth(at)


def a_minute_more(row: Locator, times: int) -> None:
    for _ in range(times):
        row.get_by_role("button", name="A minute more").click()


def prepare(ana: Someone, title: str) -> str:
    """Creates the meeting; returns its link."""
    ana.page.get_by_label("What is it about?").fill(title)
    ana.presses("Create the meeting")
    expect(ana.page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return ana.page.get_by_label("The link", exact=True).input_value()


@pytest.mark.parametrize("width", [360, 1280])
def test_create_is_in_reach_and_covers_no_field_that_has_the_focus(ana: Someone, width: int) -> None:
    ana.page.set_viewport_size({"width": width, "height": 740})
    create = ana.page.get_by_role("button", name="Create the meeting")
    for field in ana.page.locator(".prepare-form :is(input, textarea):visible").all():
        field.focus()
        expect(create).to_be_in_viewport(ratio=1)
        below, top = field.bounding_box(), create.bounding_box()
        assert below
        assert top
        assert below["y"] + below["height"] <= top["y"]


def test_a_sentence_about_a_field_goes_when_the_field_is_filled_in(ana: Someone) -> None:
    ana.page.get_by_label("Length in minutes").fill("3")
    ana.presses("Create the meeting")
    ana.sees("2 things need another look")
    title = ana.page.get_by_label("What is it about?")
    title.fill("The lift")
    ana.sees("One thing needs another look")
    ana.does_not_see("Give the meeting a title")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    ana.page.get_by_label("Length in minutes").fill("30")
    ana.does_not_see("Not saved yet")
    ana.complaints.clear()  # The browser itself complains about the page's status.


def test_the_agenda_says_when_the_failure_takes_too_much(ana: Someone) -> None:
    unfold(ana.page, "Agenda")
    recount = stage(ana.page, 1)
    a_minute_more(recount, 2)
    ana.sees("It works, but the learning pays for it.")
    a_minute_more(recount, 3)
    ana.sees("The failure would take")
    expect(ana.page.get_by_label("Length in minutes")).to_have_value("65")


def test_a_new_length_spreads_over_the_stages(ana: Someone) -> None:
    unfold(ana.page, "Agenda")
    ana.presses("90")
    expect(stage(ana.page, 1).get_by_label("Minutes", exact=True)).to_have_value("9")
    ana.sees("9 min")


def test_a_stage_can_be_left_out_and_brought_back(ana: Someone) -> None:
    unfold(ana.page, "Agenda")
    stage(ana.page, 4).get_by_role("button", name="Leave this stage out").click()
    expect(ana.page.locator(".agenda-row")).to_have_count(7)
    ana.presses("Add “Vote” back")
    expect(stage(ana.page, 7).get_by_label("Title of the stage")).to_have_value("Vote")


def test_a_stage_can_be_moved_by_keyboard(ana: Someone) -> None:
    unfold(ana.page, "Agenda")
    up = stage(ana.page, 2).get_by_role("button", name="Move up")
    up.focus()
    up.press("Enter")
    up = stage(ana.page, 1).get_by_role("button", name="Move up")
    expect(up).to_be_focused()
    expect(stage(ana.page, 1).get_by_label("Title of the stage")).to_have_value("Write alone")


def test_a_pasted_list_becomes_rows_of_the_timeline_by_their_times(ana: Someone) -> None:
    ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = "- 10:05 PM lift stopped\n- 9 PM the doors stick\n\n- 11 PM help is there"
    ana.page.evaluate("lines => navigator.clipboard.writeText(lines)", lines)
    ana.page.get_by_label("What happened then").nth(0).press("Control+v")
    expect(ana.page.get_by_label("What happened then").nth(2)).to_have_value("11 PM help is there")
    prepare(ana, "The lift")
    shown = ana.page.locator(".timeline > li")
    expect(shown).to_contain_text(["9 PM", "10:05 PM", "11 PM"])
    expect(shown.nth(1)).to_have_text(re.compile(r"^\s*10:05 PM\s+lift stopped\s*$"))


def test_what_was_typed_survives_a_reload(ana: Someone) -> None:
    page = ana.page
    page.get_by_label("What is it about?").fill("The long release")
    page.get_by_label("What happened then").nth(1).fill("It began.")
    unfold(page, "Agenda")
    a_minute_more(stage(page, 0), 2)
    page.reload()
    expect(page.get_by_label("What is it about?")).to_have_value("The long release")
    expect(page.get_by_label("What happened then").nth(1)).to_have_value("It began.")
    expect(stage(page, 0).get_by_label("Minutes", exact=True)).to_have_value("5")
    ana.sees("What you typed here last is back.")


def test_a_draft_ends_with_the_meeting_it_became(ana: Someone) -> None:
    prepare(ana, "The long release")
    ana.page.goto("/meetings/new")
    expect(ana.page.get_by_label("What is it about?")).to_have_value("")


def test_a_draft_can_be_thrown_away(ana: Someone) -> None:
    ana.page.get_by_label("What is it about?").fill("The long release")
    ana.page.reload()
    ana.presses("Drop it")
    expect(ana.page.get_by_label("What is it about?")).to_have_value("")


def test_a_change_that_was_typed_survives_a_reload_and_ends_when_it_is_saved(ana: Someone) -> None:
    prepare(ana, "The long release")
    change = ana.page.get_by_role("link", name="Change the meeting")
    change.click()
    ana.page.wait_for_url("**/edit")
    title = ana.page.get_by_label("What is it about?")
    title.fill("The longest release")
    ana.page.reload()
    expect(title).to_have_value("The longest release")
    ana.sees("What you typed here last is back.")
    ana.presses("Save")

    change.click()
    expect(title).to_have_value("The longest release")
    ana.does_not_see("What you typed here last is back.")


def test_a_form_that_nobody_touched_leaves_nothing_behind(ana: Someone) -> None:
    prepare(ana, "The long release")
    for page in ("/meetings/new", ana.page.url + "/edit", "/log/new"):
        ana.page.goto(page)
        ana.page.goto("/")
        assert ana.page.evaluate("Object.keys(localStorage)") == [], page


def test_the_page_of_a_meeting_shows_who_joins(ana: Someone, server: Server, someone: MakeSomeone) -> None:
    link = prepare(ana, "The long release")
    someone(server.url, "Ben", width=360).joins(link)
    expect(ana.page.get_by_role("list").filter(has_text="Ben")).to_be_visible()


def test_the_pages_are_open_to_all(ana: Someone, server: Server, someone: MakeSomeone) -> None:
    link = prepare(ana, "x" * 120)
    ben = someone(server.url, "Ben")
    for page, path in ((ana.page, ana.page.url), (ana.page, "/meetings/new"), (ben.page, link)):
        page.goto(path)
        unfold_all(page)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert (path, width, barriers(page)) == (path, width, [])
        assert (path, too_wide(page)) == (path, [])


def unfold_all(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def test_without_cookies_the_page_says_what_is_the_matter(someone: MakeSomeone, server: Server) -> None:
    ben = someone(server.url, "Ben")
    ben.page.add_init_script("Object.defineProperty(navigator, 'cookieEnabled', { value: false })")
    ben.page.goto("/sign-in")
    ben.sees("This browser keeps no cookies for this site.")
    ben.context.clear_cookies()
    ben.page.get_by_label("E-mail address").fill("ben@example.org")
    ben.presses("Sign in")
    ben.sees("Allow cookies for this site in its settings")
    ben.complaints.clear()  # The browser itself complains about the page's status.
