"""A summary tells how many said "same here", "new to me" or "thanks", in each of its forms."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from flask import Flask

from facilitator.log.entry.meeting_summary import content_of, with_edits
from facilitator.meeting.model import Meeting, ReactionKind
from facilitator.summary.build import build_summary
from facilitator.summary.csv import render_zip
from facilitator.summary.formats import render
from facilitator.summary.model import Summary, dump, load

SAID: dict[str, ReactionKind] = {"0": "same", "1": "same", "2": "thanks"}


@pytest.fixture(scope="module")
def told(outage_state: Meeting) -> Summary:
    card, learning = next(iter(outage_state.cards)), next(iter(outage_state.learnings))
    return build_summary(replace(outage_state, reactions={card: SAID, learning: {"0": "new"}}))


@pytest.mark.parametrize("ending", ["md", "txt", "html"])
def test_in_words(app: Flask, told: Summary, ending: str) -> None:
    with app.test_request_context():
        text = str(render(told, ending))
    for said in ("2 × same here, 1 × thanks", "1 × new to me"):
        assert said in text


def test_reworded_after_the_close_a_learning_has_none(told: Summary) -> None:
    content = content_of(told)
    first, *others = content.learned
    for text, reactions in ((first.lower(), {"new": 1}), (f"{first} Or so.", {})):
        edited = with_edits(told, replace(content, learned=(text, *others))).learnings[0]
        assert (edited.id, edited.reactions) == (told.learnings[0].id, reactions)


def test_as_numbers(told: Summary, outage: Summary) -> None:
    assert json.loads(str(render(told, "json")))["learnings"][0]["reactions"] == {"new": 1}
    assert load(dump(told)) == told
    with zipfile.ZipFile(io.BytesIO(render_zip(told))) as packed:
        heads, row, *_ = packed.read("cards.csv").decode("utf-8-sig").splitlines()
    assert heads.endswith("same here,new to me,thanks")
    assert row.endswith("2,0,1")
    older = dump(outage)
    for card in older["cards"]:
        del card["reactions"]
    assert load(older) == outage
