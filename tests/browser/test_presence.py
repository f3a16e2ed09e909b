"""Who is here, who has just lost the connection, and what is before the room."""

from browser.looks import listen, spoken
from browser.someone import Gather
from playwright.sync_api import expect


def test_who_loses_the_connection_fades_and_one_line_says_so(gather: Gather) -> None:
    ana, ben, _ = gather("Ana", "Ben", "Cleo")
    ana.goes_on("Start", to="Set the frame")
    title = ana.page.locator(".stage-title")
    before = title.bounding_box()
    ben.page.goto("about:blank")
    expect(ana.page.get_by_role("button", name="People: Ana and Cleo are here, Ben away")).to_be_visible()
    expect(ana.page.locator(".seat-away")).to_have_text("Be")
    expect(ana.page.get_by_role("status").filter(has_text="Ben lost the connection.")).to_be_visible()
    assert title.bounding_box() == before
    ben.enters()
    expect(ana.page.locator(".seat-away")).to_have_count(0)
    ana.does_not_see("Ben lost the connection.")


def test_what_is_before_the_room_is_seen_from_everywhere(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben", how={"height": 500})
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ben.is_at("What happened")
    listen(ben.page)
    words = "What would have told us?"
    ana.seat.connect()
    ana.seat.send("edit_recount", field="happened", was="", text="It stood still.\n" * 60)
    ana.seat.send("ask", text=words)
    line = ben.page.get_by_role("contentinfo").get_by_role("button", name=f"Before the room {words}")
    question = ben.page.locator(".question").get_by_text(words)
    expect(question).to_be_in_viewport()
    expect(line).to_have_count(0)
    assert f"Before the room: {words}" in spoken(ben.page)
    ben.page.mouse.move(800, 300)
    ben.page.mouse.wheel(0, 2000)
    expect(question).not_to_be_in_viewport()
    line.click()
    expect(question).to_be_in_viewport()
    expect(line).to_have_count(0)
