"""Vote: what one gave, and counting, with many themes."""

from __future__ import annotations

from browser.someone import Gather
from playwright.sync_api import expect

from facilitator.tokens import new_id

NAMES = [f"Theme {number}" for number in range(12)]


def test_my_themes_are_marked_and_counting_stays_in_sight(gather: Gather) -> None:
    (ana,) = gather("Ana")
    lead = ana.seat.connect()
    lead.send("start")
    for kind in ("recount", "reflect", "group", "vote"):
        if kind == "vote":
            for name in NAMES:
                lead.send("create_theme", theme=new_id(), name=name, cards=[])
        lead.send("next_stage", sure=True)
    ana.is_at("Vote")
    rows = ana.page.locator(".vote-row")
    expect(rows).to_have_count(len(NAMES))
    ana.votes("Theme 2", "Theme 2", "Theme 11")

    marked = ana.page.locator(".vote-row[data-mine=true]")
    assert [row.get_by_role("paragraph").first.inner_text() for row in marked.all()] == [
        "Theme 2",
        "Theme 11",
    ]
    for width, height in ((1280, 800), (360, 740)):
        ana.page.set_viewport_size({"width": width, "height": height})
        rows.last.scroll_into_view_if_needed()
        expect(ana.button("Count the votes")).to_be_in_viewport(ratio=1)
        ana.sees("0 votes left")
    ana.presses("Count the votes")
    ana.sees("2 votes")
