"""The learning that an action follows, in each form that people read."""

from dataclasses import replace

import pytest
from flask import Flask
from html_page import Page

from facilitator.log.entry.meeting_summary import without_names
from facilitator.summary import words
from facilitator.summary.formats import FORMATS
from facilitator.summary.html import html_body
from facilitator.summary.model import Summary
from facilitator.summary.pdf import document


@pytest.mark.parametrize("ending", ["md", "txt", "html"])
def test_each_form_to_read_says_it_once_below_the_action(app: Flask, outage: Summary, ending: str) -> None:
    with app.test_request_context():
        made = str(FORMATS[ending].render(outage))
    text = Page(made).words if ending == "html" else made

    below = text.index("A host of its own for the restores")
    assert text.index("From: Restores, not backups", below) < text.index("Give every production host", below)
    assert text.count("From:") == 3


def test_the_document_for_paper_has_it(outage: Summary) -> None:
    assert str(document(outage)).count("From:") == 3


def test_on_a_page_it_leads_to_the_learning(app: Flask, outage: Summary) -> None:
    with app.test_request_context():
        page, preview = Page(html_body(outage)), Page(html_body(outage, unfolded=True))

    [first, second, third] = [link.attributes["href"] for link in page.all('a[href^="#"]')]
    assert (first, second, third) == ("#learning-1", "#learning-3", "#learning-3")
    assert [each.attributes["id"] for each in page.all(".learning")] == [f"learning-{n}" for n in (1, 2, 3)]
    assert not preview.all("[id]")


def test_without_its_theme_it_is_the_learnings_first_words(outage: Summary) -> None:
    alone = without_names(outage)

    told = words.followed_briefly(alone, alone.actions[0])
    assert told == "We believed that having backup jobs meant having backups;…"


@pytest.mark.parametrize(("text", "told"), [("x" * 300, "x" * 60 + "…"), ("Ask\nfirst", "Ask first")])
def test_a_theme_with_two_learnings_tells_none_from_the_other(outage: Summary, text: str, told: str) -> None:
    first = outage.learnings[0]
    two = replace(outage, learnings=(replace(first, text=text), replace(first, id="other")))

    assert words.followed_briefly(two, two.actions[0]) == told


def test_what_follows_none_says_nothing(outage: Summary) -> None:
    assert words.followed_briefly(outage, outage.actions[2]) == ""
    assert words.followed_briefly(replace(outage, learnings=()), outage.actions[0]) == ""
