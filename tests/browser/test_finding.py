"""Finding what was learned before: searching while typing, and recall while a meeting is prepared."""

from __future__ import annotations

import re
from secrets import token_hex

import pytest
from browser.looks import barriers, too_wide
from browser.someone import MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import expect


@pytest.fixture
def ana(server: Server, someone: MakeSomeone, signed_in: SignIn) -> Someone:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    return ana


def a_word() -> str:
    """A word of this test alone."""
    return f"w{token_hex(4)}"


def write(ana: Someone, title: str, learned: str, happened: str = "") -> None:
    ana.page.goto("/log/new")
    ana.page.get_by_label("What is it about?").fill(title)
    ana.page.locator("[name=learned]").first.fill(learned)
    if happened:
        ana.page.get_by_text("What happened, and what drove it").click()
        ana.page.get_by_label("What happened?").fill(happened)
    ana.presses("Keep it in my log")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text(title)


def test_an_entry_is_found_in_other_words_and_linked(ana: Someone) -> None:
    mark = a_word()
    title = f"The pelican {mark} that nobody could restore"
    write(ana, title, "A pelican counts once it has been restored.")

    ana.page.goto("/meetings/new")
    ana.page.get_by_label("What is it about?").fill(f"Recovering pelicans {mark}")
    ana.page.get_by_role("button", name=f"Not this: {title}").press("Enter")
    expect(ana.page.get_by_text("One offer is put aside until you open this page again.")).to_be_focused()
    expect(ana.page.get_by_role("link", name=title)).to_have_count(0)
    ana.page.reload()
    ana.page.get_by_role("button", name=f"Use this: {title}").click()
    expect(ana.page.get_by_role("checkbox", name=title)).to_be_checked()
    ana.page.reload()
    expect(ana.page.get_by_role("checkbox", name=title)).to_be_checked()
    ana.presses("Create the meeting")

    ana.page.get_by_role("link", name=title).click()
    expect(ana.page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_one_shared_another_finds_in_other_words_and_uses(
    ana: Someone, server: Server, someone: MakeSomeone, signed_in: SignIn
) -> None:
    mark = a_word()
    title = f"The badger {mark} that nobody could restore"
    write(ana, title, "A badger counts once it has been restored.")
    ana.page.get_by_role("link", name="Share it …").click()
    ana.presses("Share it without my name")

    cleo = someone(server.url, "Cleo")
    signed_in(cleo)
    cleo.page.goto("/meetings/new")
    cleo.page.get_by_label("What is it about?").fill(f"Recovering badgers {mark}")
    cleo.page.get_by_role("button", name=f"Use this: {title}").click()
    cleo.presses("Create the meeting")
    cleo.page.get_by_role("link", name=title).click()
    expect(cleo.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(cleo.page.get_by_text("Ana")).to_have_count(0)


def test_what_is_ticked_comes_back_though_the_server_never_got_it(ana: Someone) -> None:
    mark = a_word()
    title = f"The curlew {mark} that nobody could restore"
    write(ana, title, "A curlew counts once it has been restored.")
    ana.is_away = True
    ana.page.route("**/draft", lambda route: route.abort())
    ana.page.goto("/log/new")
    ana.page.get_by_label("What is it about?").fill(f"Recovering curlews {mark}")
    ana.page.get_by_role("button", name=f"Use this: {title}").click()
    ana.page.reload()

    expect(ana.page.get_by_role("checkbox", name=title)).to_be_checked()
    ana.page.get_by_label("What you learned").fill("Restore it.")
    ana.presses("Keep it in my log")
    expect(ana.page.get_by_role("heading", name="Builds on")).to_be_visible()


def test_the_facilitator_puts_an_earlier_entry_before_the_room(
    ana: Someone, server: Server, someone: MakeSomeone
) -> None:
    mark = a_word()
    title, learned = (
        f"The otter {mark} that nobody could restore",
        "An otter counts once it has been restored.",
    )
    write(ana, title, learned, f"It took weeks. Restoring the otters of {mark} had been nobody's work.")
    old = ana.page.url.partition("?")[0]
    ben = someone(server.url, "Ben")
    talk_about(ana, ben, f"Restoring otters {mark}")

    ana.sees(f"“Restoring the otters of {mark} had been nobody's work.”")
    ana.sees("Only you can read it so far.")
    ben.does_not_see(title)
    ana.presses("Not this")
    ana.does_not_see(title)
    ana.comes_back()
    ana.presses("Put it before the room")
    expect(ana.page.get_by_text("Everybody sees it now, at the top.")).to_be_focused()
    for person in (ana, ben):
        before = person.page.get_by_role("group", name="Seen before")
        person.sees(title, within=before)
        person.sees(learned, within=before)
    ana.page.context.new_page().goto(old)
    using = ana.page.context.pages[-1]
    expect(using.get_by_role("heading", name="Being used in")).to_be_visible()

    ana.page.bring_to_front()
    ana.presses("Take it away")
    ben.does_not_see(title)
    ana.chooses("More for the facilitator", "Close the meeting")
    ana.presses("Close anyway")
    ana.reads_the_summary()
    using.bring_to_front()
    using.reload()
    using.get_by_role("link", name="What the otters taught us").click()
    expect(using.get_by_role("heading", name="Builds on")).to_be_visible()
    expect(using.get_by_role("link", name=title)).to_be_visible()


def talk_about(ana: Someone, ben: Someone, theme: str) -> None:
    """Ana prepares a meeting, and the two go through it as far as a theme of that name."""
    ana.page.goto("/meetings/new")
    ana.page.get_by_label("What is it about?").fill("What the otters taught us")
    ana.presses("Create the meeting")
    link = ana.page.get_by_label("The link", exact=True).input_value()
    ana.page.get_by_role("link", name="Open the room").click()
    ana.is_in_the_room()
    ana.meeting = ana.page.url.rpartition("/")[2]
    ben.joins(link)
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.goes_on("Next: Write alone", to="Write alone")
    ana.writes_card("What surprised us", "They came back")
    ana.presses("Show the cards")
    ana.goes_on("Show the cards now", to="Put together")
    ana.presses("New theme")
    ana.writes("Name of a new theme", theme)
    ana.goes_on("Next: Vote", to="Vote")
    ana.votes(theme)
    ana.presses("Count the votes")
    ana.goes_on("Next: Talk it through", to=theme)


def test_the_log_changes_while_one_types(ana: Someone) -> None:
    mark = a_word()
    write(ana, f"Herons {mark}", "They were restored.")
    ana.page.goto("/log")
    ana.page.get_by_role("searchbox").press_sequentially(f"heron {mark[:6]}", delay=30)

    expect(ana.page.locator("mark").first).to_have_text("Herons")
    expect(ana.page).to_have_url(re.compile(rf"/log\?q=heron\+{mark[:6]}$"))
    ana.page.reload()
    expect(ana.page.locator(".log-row")).to_have_count(1)


def test_the_log_is_open_to_everybody(server: Server, someone: MakeSomeone, signed_in: SignIn) -> None:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    write(ana, f"Storks {token_hex(4)}", "They came back.")
    filtered = "/log?q=stork&category=hiring&year=2001&tag=a-longer-tag"
    for path in ("/log", "/log?q=stork", "/log?q=nothing-like-that-here", "/log?q=stork&mine=yes", filtered):
        ana.page.goto(path)
        assert (path, barriers(ana.page), too_wide(ana.page)) == (path, [], [])
