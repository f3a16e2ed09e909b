"""What a summary says of actions of an earlier meeting, in each of its forms."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from flask import Flask

from facilitator.log.entry import meeting_summary
from facilitator.summary.csv import render_zip
from facilitator.summary.html import html_body
from facilitator.summary.markdown import render_markdown
from facilitator.summary.model import Reviewed, Summary, dump, load
from facilitator.summary.outline import sections
from facilitator.summary.text import render_text

ITEMS = (
    Reviewed(id="a", kind="step", what="Write it down", state="done", worked="yes", came_of="Two found it."),
    Reviewed(id="b", kind="step", what="Repair the alarm", owner="Ben", due="2026-03-01", decision="kept",
             new_due="2026-05-01", why="The part is late."),
    Reviewed(id="c", kind="step", what="Ask", decision="redefined", new_what="Ask the vendor in writing"),
    Reviewed(id="d", kind="experiment", what="If we rehearse", decision="partly", why="Two of three.",
             not_written="Somebody changed it meanwhile."),
    Reviewed(id="e", kind="step", what="Paint the wall", due="2026-04-01"),
)  # fmt: skip
TOLD = (
    *("Since last time", "Write it down", "It worked. Two found it.", "1 May 2026", "The part is late."),
    *("Ask the vendor in writing", "Two of three.", "Somebody changed it meanwhile.", "1 April 2026"),
)


@pytest.fixture
def summary() -> Summary:
    return replace(meeting_summary.EMPTY, title="A year later", meeting="m", reviewed=ITEMS)


def test_every_form_that_is_read_tells_it(summary: Summary) -> None:
    for form in (render_markdown(summary), render_text(summary)):
        assert [words for words in TOLD if words not in form] == []
        assert "goes on" in form
        assert "not reviewed" in form


def test_the_page_tells_it(app: Flask, summary: Summary) -> None:
    with app.test_request_context():
        page = html_body(summary)
    assert [words for words in TOLD if words not in page] == []


def test_without_any_there_is_no_such_section(summary: Summary) -> None:
    titles = [section.title for section in sections(replace(summary, reviewed=()))]
    assert "Since last time" not in titles


def test_json_gives_it_back_and_older_files_have_none(summary: Summary) -> None:
    data = json.loads(json.dumps(dump(summary)))
    assert load(data) == summary
    del data["reviewed"]
    assert load(data).reviewed == ()


def test_the_tables_have_it(summary: Summary) -> None:
    with zipfile.ZipFile(io.BytesIO(render_zip(summary))) as packed:
        rows = packed.read("reviewed.csv").decode("utf-8-sig").splitlines()
    assert rows[0].startswith("kind,what,owner,due,state")
    assert "Repair the alarm,Ben,2026-03-01,open" in rows[2]
