"""What the room costs to load."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser.someone import Gather, MakeSomeone
from playwright.sync_api import Response, expect

FIRST_PAGE_BYTES = 60_000
ALL_BYTES = 90_000
SOURCES = ("script", "stylesheet")


def test_the_first_page_weighs_less_than_60_kb_and_all_parts_less_than_90(
    gather: Gather, someone: MakeSomeone
) -> None:
    (ana,) = gather("Ana")
    loaded: dict[str, Response] = {}

    def keep(answer: Response) -> None:
        loaded.setdefault(answer.url, answer)

    ana.page.on("response", keep)
    ana.comes_back()
    ana.page.wait_for_load_state("networkidle")

    sources = [answer for answer in loaded.values() if answer.request.resource_type in SOURCES]
    weights = {Path(urlsplit(answer.url).path).name: len(gzip.compress(answer.body())) for answer in sources}
    first = {name: weight for name, weight in weights.items() if name.startswith("room-")}
    assert len(first) == 2
    assert sum(first.values()) < FIRST_PAGE_BYTES, weights
    assert sum(weights.values()) < ALL_BYTES, weights


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_later_part_that_does_not_come_is_asked_for_again(
    gather: Gather, someone: MakeSomeone, kind: str
) -> None:
    (ana,) = gather("Ana")
    ana.page.clock.install()
    with ana.page.expect_event("requestfailed"):
        ana.page.route(f"**/built/later-*.{kind}", lambda route: route.abort(), times=1)
        ana.comes_back()
    ana.complaints.clear()  # The browser itself complains about what did not come.
    ana.presses("Invite")
    ana.page.clock.run_for(6_000)
    ana.sees("Whoever opens this link")
    expect(ana.page.locator("link[href*='/built/later-']")).to_have_count(1)


def test_nothing_comes_from_anybody_else(gather: Gather) -> None:
    (ana,) = gather("Ana")
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    ana.page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).netloc))
    ana.comes_back()
    ana.presses("Invite")
    ana.sees("Whoever opens this link")

    assert set(asked) == {urlsplit(ana.url).netloc}
