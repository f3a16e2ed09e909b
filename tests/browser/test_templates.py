"""A template, the meeting that begins with it, its own columns and ground rules, and the meeting that follows."""

from __future__ import annotations

import re

import pytest
from browser.looks import barriers, too_small, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Locator, Page, expect

COLUMNS = ("What held us up", "What made us glad", "What nobody asked")
SURPRISE = "What surprised us"
RULE, CHANGED, NEW = "Phones away.", "Phones away, mine first.", "Say “I”, not “one”."
CARD = "The list was on paper."


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    ana = someone(server.url, "Ana", has_touch=True)
    signed_in(ana)
    return ana


def rows(page: Page, of: str) -> Locator:
    return page.locator(f"#{of} [data-row]")


def titles(page: Page) -> list[str]:
    return [title.input_value() for title in rows(page, "columns").get_by_label("Title of the column").all()]


def is_open_to_all(page: Page, where: str) -> None:
    assert (where, [*barriers(page), *too_wide(page), *too_small(page)]) == (where, [])


@pytest.mark.timeout(180)
def test_a_plan_goes_from_meeting_to_meeting(ana: Someone, someone: MakeSomeone, server: Server) -> None:
    keeps_a_template(ana)
    link = begins_with_it(ana)
    ben = someone(server.url, "Ben", width=360, has_touch=True)
    ben.joins(link)
    changes_the_rules(ana, ben)
    writes_into_an_own_column(ana, ben)

    ana.chooses("More for the facilitator", "Close the meeting")
    ana.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Close a")).click()
    ana.reads_the_summary()
    for words in (COLUMNS[1], "Our ground rules", CHANGED, NEW):
        ana.sees(words)
    expect(ana.page.get_by_text(CARD).first).to_be_visible()
    begins_where_that_one_ended(ana)


def keeps_a_template(ana: Someone) -> None:
    page = ana.page
    page.goto("/meetings/new")
    page.get_by_label("What is it about?").fill("A first try")
    for part in ("Agenda", "What people write about", "How you want to talk"):
        page.locator("summary", has_text=part).click()
    for _ in range(2):
        rows(page, "columns").last.get_by_role("button", name="Take this column out").click()
    changes_a_title(rows(page, "columns").first)
    rows(page, "columns").first.get_by_label("Title of the column").fill(COLUMNS[0])
    rows(page, "columns").first.get_by_label("Counts as").select_option("none of these")
    ana.presses("Add a column")
    expect(rows(page, "columns").last.get_by_label("Title of the column")).to_be_focused()
    rows(page, "columns").last.get_by_label("Title of the column").fill(COLUMNS[1])
    rows(page, "columns").last.get_by_label("Counts as").select_option("What worked")
    rows(page, "columns").nth(1).get_by_label("Title of the column").fill(COLUMNS[2])
    expect(page.get_by_text("No column counts as")).to_be_hidden()
    rows(page, "columns").last.get_by_role("button", name="Move up").click()
    while rows(page, "rules").count() > 1:
        rows(page, "rules").last.get_by_role("button", name="Take this rule out").click()
    rows(page, "rules").get_by_label("A ground rule").fill(RULE)
    is_open_to_all(page, "the form")
    # What is typed is kept in this browser.
    page.wait_for_function("text => Object.values(localStorage).some(it => it.includes(text))", arg=RULE)
    page.reload()
    ana.sees("3 columns")
    assert titles(page) == [COLUMNS[0], COLUMNS[1], COLUMNS[2]]
    ana.presses("Create the meeting")

    page.get_by_role("link", name="Keep this as a template").click()
    page.get_by_label("Name").fill("Ours")
    ana.presses("Keep it")
    ana.sees("It is kept.")
    is_open_to_all(page, "the template")
    changes_it(ana)


def changes_a_title(column: Locator) -> None:
    """Its question goes with its title, unless it was written for the new one; a title that is full says so."""
    title = column.get_by_label("Title of the column")
    question = column.get_by_label("A question that helps to begin")
    title.fill("Luck")
    expect(question).to_have_value("")
    title.fill(SURPRISE)
    expect(question).to_have_value("What did you not see coming?")
    title.fill("x" * 55)
    expect(column.get_by_text("5 more characters until it is full.")).to_be_visible()
    title.press_sequentially("x" * 8)
    expect(title).to_have_value("x" * 60)
    expect(column.get_by_role("status")).to_have_text("It is full: 60 characters at most.")
    said = column.get_by_role("status").evaluate_handle("it => it.firstChild")
    title.press("Shift+ArrowLeft")
    title.press("y")
    expect(title).to_have_value("x" * 59 + "y")
    assert said.evaluate("it => it.isConnected"), "it is said once, and not again with each key"
    question.fill("Or not?")
    title.fill("Luck")
    expect(column.get_by_role("status")).to_have_count(0)
    expect(question).to_have_value("Or not?")


def changes_it(ana: Someone) -> None:
    """What is typed stays in this browser until it is saved, and not longer."""
    page = ana.page
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Name").fill("Ours, longer")
    page.get_by_role("button", name="90", exact=True).click()
    expect(page.get_by_label("Minutes", exact=True).first).to_have_value("4")
    rows(page, "columns").last.get_by_label("Title of the column").fill("Luck")
    is_open_to_all(page, "the form of a template")
    page.wait_for_function("Object.values(localStorage).some(it => it.includes('Luck'))")
    page.reload()
    ana.sees("What you typed here last is back.")
    assert titles(page)[-1] == "Luck"
    rows(page, "columns").last.get_by_label("Title of the column").fill(COLUMNS[2])
    # What comes back unsaved stays, too, when the page is left then.
    page.get_by_label("Name").fill("")
    ana.presses("Save")
    ana.sees("Give it a name that others recognise.")
    ana.complaints.clear()  # The browser itself complains about the page's status.
    expect(page.locator("[data-spare]")).to_have_count(0)
    page.goto(page.url)
    ana.sees("What you typed here last is back.")
    page.get_by_label("Name").fill("Ours")
    ana.presses("Save")
    ana.sees("It is changed.")
    ana.sees("A template of 90 minutes.")
    page.get_by_role("link", name="Change it").click()
    expect(page.get_by_text("What you typed here last is back.")).to_be_hidden()


def begins_with_it(ana: Someone) -> str:
    page = ana.page
    page.goto("/meetings/new")
    page.get_by_label("What is it about?").fill("The lift stopped")
    page.get_by_label("Begin with a template").select_option("Ours")
    ana.sees("are those of “Ours”")
    expect(page.get_by_label("What is it about?")).to_have_value("The lift stopped")
    assert titles(page) == [COLUMNS[0], COLUMNS[1], COLUMNS[2]]
    ana.presses("Create the meeting")
    ana.sees(f"{COLUMNS[1]}")
    link = page.get_by_label("The link", exact=True).input_value()
    page.get_by_role("link", name="Open the room").click()
    ana.is_in_the_room()
    ana.meeting = page.url.rpartition("/")[2]
    return link


def changes_the_rules(ana: Someone, ben: Someone) -> None:
    ana.goes_on("Start", to="Set the frame")
    ana.chooses(f"What you can do with the rule “{RULE}”", "Edit")
    ana.writes("The ground rule", CHANGED)
    ana.writes("Add a rule", NEW)
    for words in (CHANGED, NEW):
        ben.sees(words)
    expect(ben.page.get_by_label(re.compile("^What you can do with the rule"))).to_have_count(0)
    is_open_to_all(ana.page, "the frame")
    ben.comes_back()
    ben.sees(NEW)


def writes_into_an_own_column(ana: Someone, ben: Someone) -> None:
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")
    ben.writes_card(COLUMNS[1], CARD)
    ben.does_not_see("What surprised us")
    ana.presses("Show the cards")
    ana.presses("Show the cards now")
    for person in (ana, ben):
        person.is_at("Put together")
        person.sees(COLUMNS[1].removeprefix("What "), within=person.card(CARD))


def begins_where_that_one_ended(ana: Someone) -> None:
    page = ana.page
    page.goto("/templates")
    page.get_by_role("link", name="Prepare a meeting: Ours").click()
    page.get_by_label("What is it about?").fill("The lift, a month later")
    ana.presses("Create the meeting")
    ana.sees(RULE)
    page.get_by_role("link", name="Choose an earlier meeting").click()
    page.get_by_role("radio", name="The lift stopped").check()
    ana.presses("Save")
    ana.sees("begins with the ground rules of last time")
    page.get_by_role("link", name="The lift, a month later").click()
    for words in (CHANGED, NEW, COLUMNS[0]):
        ana.sees(words)
