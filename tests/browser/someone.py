"""A person with a browser of their own, who does in it what people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from cast import Person
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, TimeoutError, expect

WIDE = 1280
OFFLINE = "ERR_INTERNET_DISCONNECTED"
Scheme = Literal["light", "dark"]
ALL_SENT = """() => Object.keys(localStorage).filter(name => name.endsWith(":outbox"))
  .every(name => localStorage[name] === "[]")"""


def http_address_in(words: str, part: str = "/") -> str:
    """The first address of a page in a text, or the first that has such a part."""
    found = [word for word in words.split() if word.startswith("http") and part in word]
    assert found, f"there is no address in: {words}"
    return found[0]


class Someone:
    """Each method is something that a person does, or sees, and waits until it is so."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        name: str,
        patience_ms: int,
        *,
        width: int = WIDE,
        height: int = 800,
        **how: Any,
    ) -> None:
        self.name, self.url = name, url
        self.complaints: list[str] = []
        self.is_away = False
        self.context = browser.new_context(
            base_url=url, viewport={"width": width, "height": height}, locale="en-GB", **how
        )
        self.context.set_default_timeout(patience_ms)
        self.page = self.opens_a_tab()

    def opens_a_tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", self._hear)
        page.on("request", self._watch)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self.is_away and OFFLINE not in message.text:
            self.complaints.append(f"{message.type}: {message.text} {message.location['url']}")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.url).netloc:
            self.complaints.append(f"a request to a third party: {request.url}")

    # Coming in

    def keeps_cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.url}])

    def sits(self, seat: Person) -> None:
        """Enter a room with a seat that was taken before; `seat` can go on acting for it by wire."""
        self.seat, self.meeting = seat, seat.meeting
        self.keeps_cookie(f"seat_{seat.meeting}", seat.token)
        self.enters()

    def enters(self) -> None:
        self.page.goto(f"/room/{self.meeting}")
        self.is_in_the_room()

    def joins(self, link: str) -> None:
        self.page.goto(link)
        self.page.get_by_label("Your name").fill(self.name)
        self.presses("Join")
        self.is_in_the_room()
        self.meeting = self.page.url.rpartition("/")[2]

    def is_in_the_room(self) -> None:
        expect(self.page.get_by_role("button", name=re.compile(r"^People: .*\bhere"))).to_be_visible()

    def comes_back(self) -> None:
        self.page.reload()
        self.is_in_the_room()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Without a connection for a while."""
        self.context.set_offline(True)
        self.sees("No connection right now")
        yield
        self.context.set_offline(False)
        self.does_not_see("No connection right now")

    def has_sent_all(self) -> None:
        """Nothing that was done here waits for the server any more."""
        self.page.wait_for_function(ALL_SENT)

    # Looking

    def sees(self, words: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        expect((within or self.page).get_by_text(words).locator("visible=true").first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def is_at(self, title: str) -> None:
        """The room is in this stage, or on this theme."""
        expect(self.page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()

    # Hands

    def button(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=True)

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        self.button(name, within=within).click()

    def box(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name, exact=True)

    def writes(self, name: str, text: str) -> None:
        """Into a box, and sends it."""
        self.box(name).fill(text)
        self.box(name).press("Enter")

    def counts(self, label: str) -> None:
        """Count a poll although somebody has not answered: that asks first."""
        self.presses(label)
        self.presses(re.compile(f"not answered yet. {label} all the same$"))

    def chooses(self, menu: str, item: str) -> None:
        self.page.get_by_label(menu, exact=True).click()
        self.presses(item)

    # What one does in a meeting

    def goes_on(self, title: str, to: str) -> None:
        """With the facilitator's main button."""
        self.presses(title)
        self.is_at(to)

    def writes_card(self, column: str, text: str) -> None:
        self.writes(f"Add a card: {column}", text)
        expect(self.card(text)).to_be_visible()

    def card(self, text: str) -> Locator:
        return self.page.get_by_role("listitem").filter(has_text=text).last

    def with_card(self, text: str, item: str) -> None:
        self.chooses(f"What you can do with the card “{text[:40]}”", item)

    def drags(self, text: str, place: Locator) -> None:
        """As a hand does, which lets go when the place under it shows that it will take the card."""
        for _ in range(5):
            held = self._holds(text, place)
            self.page.mouse.up()
            if held:
                return
        raise AssertionError(f"“{text}” cannot be dragged there.")

    def _holds(self, text: str, place: Locator) -> bool:
        """Takes a card to a place; a card that another change moved away meanwhile slips out of the hand."""
        self.card(text).hover()
        self.page.mouse.down()
        place.hover()
        # A browser takes one jump of the mouse for no drag at all.
        box = place.bounding_box()
        assert box, f"There is no {place}"
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 3, steps=5)
        try:
            self.page.locator("[data-over]").wait_for(timeout=2000)
        except TimeoutError:
            return False
        return True

    def theme(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"Theme: {name}", exact=True)

    def names_theme(self, old: str, new: str) -> None:
        theme = self.theme(old)
        theme.get_by_role("button", name=re.compile("^Name of the theme")).click()
        theme.get_by_role("textbox", name="Name of the theme").fill(new)
        theme.get_by_role("textbox", name="Name of the theme").press("Enter")
        expect(self.theme(new)).to_be_visible()

    def votes(self, *themes: str) -> None:
        for theme in themes:
            mine = self.page.get_by_role("group", name=f"Your votes for {theme}", exact=True)
            before = int(mine.get_by_role("status").inner_text())
            mine.get_by_role("button", name="Give one vote").click()
            expect(mine.get_by_role("status")).to_have_text(str(before + 1))
        self.has_sent_all()

    def can_answer(self, question: str, score: int | str) -> None:
        """Wait until the room lets this person answer, which it says a moment after it shows the question."""
        region = self.page.get_by_role("region", name=question)
        expect(self.button(str(score), within=region)).to_be_enabled()

    def answers(self, question: str, score: int | str) -> None:
        self.presses(str(score), within=self.page.get_by_role("region", name=question))

    def begins_a_step(self) -> None:
        self.presses("Without a learning")

    def begins_a_learning(self) -> None:
        self.presses(re.compile("^Write (what this teaches us|another one)$"))

    def writes_learning(self, believed: str, saw: str, next_time: str) -> None:
        self.begins_a_learning()
        for start, words in (("We believed", believed), ("we saw", saw), ("so next time we", next_time)):
            self.box(start).fill(words)
        self.presses("Keep this learning")

    def closes(self) -> None:
        self.presses("Close the meeting")
        self.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Close a")).click()

    def reads_the_summary(self) -> None:
        self.page.wait_for_url(f"**/meetings/{self.meeting}/summary")
        expect(self.page.get_by_role("heading", name="What we learned")).to_be_visible()


class MakeSomeone(Protocol):
    """`someone(url, "Ben", width=360)` is a person with a new browser."""

    def __call__(self, url: str, name: str, **how: Any) -> Someone: ...


class Gather(Protocol):
    """`gather("Ana", "Ben")` gives people in the room of a new draft; the first one facilitates."""

    def __call__(self, *names: str, how: dict[str, Any] | None = None, **meeting: Any) -> list[Someone]: ...


class Led(Protocol):
    """`led("recount")` gives Ana, who has led the room to that stage by wire, and Ben with a browser there."""

    def __call__(self, stage: str, **how: Any) -> tuple[Person, Someone]: ...


SignIn = Callable[[Someone], str]
"""Gives somebody an account, signs their browser in, and returns the account's id."""
