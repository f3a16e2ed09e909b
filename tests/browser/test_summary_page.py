"""The summary in a browser and on paper: seen in one look, each card once, and short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from facilitator.summary.html import html_document
from facilitator.summary.model import Learning, Summary

ARABIC = "النسخة التي لم نستعدها"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def show(app: Flask, page: Page, summary: Summary) -> None:
    with app.test_request_context():
        page.set_content(html_document(summary))


def seen(page: Page, summary: Summary) -> list[int]:
    """How often each card is in what can be read just now."""
    text = page.inner_text("main")
    return [text.count(card.text) for card in summary.cards]


def printed(page: Page) -> list[str]:
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    return [each.get_textpage().get_text_bounded() for each in document]


def test_an_hour_is_short_and_has_each_card_once(app: Flask, page: Page, busy_hour: Summary) -> None:
    show(app, page, busy_hour)

    expect(page.locator(".strip-figures")).to_have_text("87 % learning 13 % failure 60 of 60 min")
    once = Counter(card.column != "learning" for card in busy_hour.cards)
    assert Counter(seen(page, busy_hour)) == {1: once[True], 0: once[False]}
    page.get_by_text("All 34 cards, by theme").click()
    assert min(seen(page, busy_hour)) == 1
    sizes = [float(page.locator(".learning-text").nth(n).evaluate(SIZE)) for n in range(2)]
    assert sizes[0] > 30
    assert 22 <= sizes[1] <= 24


def test_an_hour_has_three_pages_of_paper_with_each_card_once(
    app: Flask, page: Page, busy_hour: Summary
) -> None:
    show(app, page, busy_hour)
    pages = printed(page)
    text = " ".join(" ".join(pages).split())

    assert len(pages) <= 3
    assert [card.text for card in busy_hour.cards if text.count(card.text) != 1] == []


BARS = """() => {
  const bar = document.querySelector(".histogram rect");
  const ground = (part) => getComputedStyle(bar.closest(part)).backgroundColor;
  return [getComputedStyle(bar).fill, ground("svg"), ground("body")];
}"""


def test_in_forced_colours_the_bars_of_answers_are_seen(app: Flask, page: Page, outage: Summary) -> None:
    page.emulate_media(forced_colors="active")
    show(app, page, outage)

    bar, *behind = page.evaluate(BARS)
    assert bar not in behind
    assert behind[0] == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("meeting", ["outage", "formula"])
def test_what_was_said_in_the_scenarios_has_two_pages(
    request: pytest.FixtureRequest, app: Flask, page: Page, meeting: str
) -> None:
    show(app, page, request.getfixturevalue(meeting))

    assert len(printed(page)) <= 2


def test_what_is_said_beside_words_from_right_to_left_stays_in_order(
    app: Flask, page: Page, outage: Summary
) -> None:
    theme = replace(outage.themes[0], name=ARABIC)
    learning = Learning(id="a", text=ARABIC, theme=theme.id, votes=theme.votes)
    show(app, page, replace(outage, themes=(theme,), learnings=(learning,)))

    name, votes = (page.locator(".learning bdi").nth(n).bounding_box() for n in range(2))
    assert name
    assert votes
    assert name["x"] > votes["x"] + votes["width"]
    seven, word = page.locator(".learning bdi").nth(1).evaluate(PLACES)
    assert seven < word


SIZE = "it => parseFloat(getComputedStyle(it).fontSize)"
PLACES = """it => [0, 2].map(at => {
  const range = document.createRange();
  range.setStart(it.firstChild, at);
  range.setEnd(it.firstChild, at + 1);
  return range.getBoundingClientRect().x;
})"""
