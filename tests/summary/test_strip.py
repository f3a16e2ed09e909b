from dataclasses import replace

import pytest
from fixtures.held import Held
from html_page import Page

from facilitator.log.entry.meeting_summary import EMPTY
from facilitator.summary.markdown import render_markdown
from facilitator.summary.model import Summary, Time
from facilitator.summary.strip import strip_of, strip_text
from facilitator.summary.text import render_text


def lasted(summary: Summary, learning_ms: int, failure_ms: int) -> Summary:
    return replace(summary, time=replace(summary.time, learning_ms=learning_ms, failure_ms=failure_ms))


@pytest.mark.parametrize(
    ("learning_ms", "failure_ms", "text"),
    [
        (574_000, 86_000, "87 % learning, 13 % failure, 11 of 60 min"),
        (3_599_000, 1_000, "99 % learning, 1 % failure, 60 of 60 min"),
        (1_000, 3_599_000, "1 % learning, 99 % failure, 60 of 60 min"),
        (36_000, 0, "100 % learning, 0 % failure, 36 s of 60 min"),
        (30_600_000, 3_400_000, "90 % learning, 10 % failure, 567 of 60 min"),
    ],
)
def test_it_says_the_meeting_in_one_look(
    outage: Summary, learning_ms: int, failure_ms: int, text: str
) -> None:
    said = strip_text(lasted(outage, learning_ms, failure_ms))

    assert said.replace("\N{NO-BREAK SPACE}", " ") == text


def test_the_page_and_the_texts_have_it(held: Held, outage: Summary) -> None:
    page = Page(held.ben.get(f"/meetings/{held.meeting}/summary").text)

    figures = page.one(".strip-figures").text(separator=" ").split()
    assert figures == ["87", "%", "learning", "13", "%", "failure", "60", "of", "60", "min"]
    [failure, learning] = page.all(".strip-bar rect")
    assert (failure.attributes["width"], learning.attributes["width"]) == ("13", "87")
    assert "\n\n87 % learning, 13 % failure, 60 of 60 min\n\n" in render_markdown(outage)
    assert strip_text(outage) in render_text(outage)


def test_without_time_there_is_none(outage: Summary) -> None:
    assert strip_of(EMPTY) is None
    nothing = Time(planned_learning_seconds=3240, planned_failure_seconds=360, learning_ms=0, failure_ms=0)
    assert strip_of(replace(outage, time=nothing)) is None
