"""What the room costs to load."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

from browser.someone import Gather, MakeSomeone
from playwright.sync_api import Response

BUDGET_BYTES = 60_000
SOURCES = ("script", "stylesheet")


def test_the_room_weighs_less_than_60_kb(gather: Gather, someone: MakeSomeone) -> None:
    (ana,) = gather("Ana")
    loaded: dict[str, Response] = {}

    def keep(answer: Response) -> None:
        loaded.setdefault(answer.url, answer)

    ana.page.on("response", keep)
    ana.comes_back()
    ana.page.wait_for_load_state("networkidle")

    sources = [answer for answer in loaded.values() if answer.request.resource_type in SOURCES]
    weights = {urlsplit(answer.url).path: len(gzip.compress(answer.body())) for answer in sources}
    assert len(weights) == 2
    assert sum(weights.values()) < BUDGET_BYTES, sorted(weights.items(), key=lambda item: -item[1])[:9]


def test_nothing_comes_from_anybody_else(gather: Gather) -> None:
    (ana,) = gather("Ana")
    asked: list[str] = []
    ana.page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    ana.page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).netloc))
    ana.comes_back()
    ana.presses("Invite")
    ana.sees("Whoever opens this link")

    assert set(asked) == {urlsplit(ana.url).netloc}
