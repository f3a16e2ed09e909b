"""Searching the log: what is about the same thing in other words."""

from __future__ import annotations

import pytest
from fixtures.entries import Writer
from fixtures.recall import Index
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

CASTINGS = "The foundry delivered our castings three weeks late"


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def castings(writer: Writer) -> str:
    happened = "The supplier sent the parts late, and production stopped for days."
    return writer.write(CASTINGS, "Call the supplier each week.", happened=happened, category="other")


def found(browser: FlaskClient, query: str) -> tuple[list[str], list[str]]:
    """The titles of what has the words, and of what is about the same."""
    page = Page(browser.get(f"/log?q={query}").text)
    every = [each.text().strip() for each in page.all(".log-row .list-title a")]
    same = [each.text().strip() for each in page.all(".log-same .list-title a")]
    return [each for each in every if each not in same], same


def test_what_is_about_the_same_follows_what_has_the_words(
    as_ana: FlaskClient, writer: Writer, castings: str, index: Index
) -> None:
    assert found(as_ana, "vendor+shipped+components+overdue+factory+halted") == ([], [])
    index()
    asked = Page(as_ana.get("/log?q=vendor+shipped+components+overdue+factory+halted").text).words
    assert "In it: The supplier sent the parts late, and production stopped for days." in asked

    writer.write("What a vendor shipped", "Components overdue.", happened="The factory halted.")
    assert found(as_ana, "vendor+shipped+components+overdue+factory+halted") == (
        ["What a vendor shipped"],
        [CASTINGS],
    )
    assert found(as_ana, "foundry")[0] == [CASTINGS]


def test_it_precedes_what_has_only_some_of_the_words(
    as_ana: FlaskClient, writer: Writer, castings: str, index: Index
) -> None:
    for number in range(6):
        writer.write(f"Vendors at the market, day {number}", "They sell soup.")
    index()

    page = Page(as_ana.get("/log?q=vendor+shipped+components+overdue+factory+halted").text)
    assert page.words.index(CASTINGS) < page.words.index("With some of the words")
    assert len(page.all(".log-row")) == 7


def test_filters_narrow_it_and_later_pages_have_none(
    as_ana: FlaskClient, castings: str, index: Index
) -> None:
    index()
    asked = "vendor+shipped+components+overdue+factory+halted"

    assert found(as_ana, asked) == ([], [CASTINGS])
    assert found(as_ana, f"{asked}&category=other&mine=yes") == ([], [CASTINGS])
    assert found(as_ana, f"{asked}&category=hiring") == ([], [])
    assert "No entry has the words" in Page(as_ana.get(f"/log?q={asked}").text).words


def test_it_shows_nobody_what_they_may_not_read(other: Writer, castings: str, index: Index) -> None:
    index()

    assert found(other.browser, "vendor+shipped+components+overdue+factory+halted") == ([], [])
