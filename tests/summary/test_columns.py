"""A summary tells the columns that its meeting had, in each of its forms."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import msgspec
import pytest
from flask import Flask

from facilitator.log.entry.meeting_summary import without_names
from facilitator.meeting.columns import Column
from facilitator.meeting.model import Meeting
from facilitator.summary import words
from facilitator.summary.build import build_summary
from facilitator.summary.csv import render_zip
from facilitator.summary.formats import render
from facilitator.summary.model import Card, Summary, dump, load

HELD_UP, GLAD, ELSE = "What *held us up*", "What made us glad", "What else there was"
OWN = {
    "driver": Column(HELD_UP, 0, counts_as="driver"),
    "surprise": Column(ELSE, 1),
    "learning": Column("What we know now", 2, counts_as="learning"),
    "worked": Column(GLAD, 3, counts_as="worked"),
}


@pytest.fixture(scope="module")
def own(outage_state: Meeting) -> Summary:
    return build_summary(replace(outage_state, columns=OWN))


def test_what_counts_as_a_usual_column_is_told_in_its_place(own: Summary, outage: Summary) -> None:
    assert own.drivers == outage.drivers
    assert words.what_drove_it(own) == HELD_UP
    assert [column.title for column in words.told_columns(own)] == [GLAD, ELSE]
    assert [column.title for column in words.told_columns(outage)] == ["What worked", "What surprised us"]


def test_two_columns_may_count_as_what_drove_it(outage_state: Meeting) -> None:
    both = {key: replace(column, counts_as="driver") for key, column in OWN.items()}
    summary = build_summary(replace(outage_state, columns=both))
    assert len(summary.drivers) == len(summary.cards)
    assert words.what_drove_it(summary) == "What drove it"


@pytest.mark.parametrize("ending", ["html", "md", "txt"])
def test_the_forms_to_read_have_its_titles_as_they_were_written(
    app: Flask, own: Summary, ending: str
) -> None:
    with app.test_request_context():
        page = str(render(own, ending))
    written = HELD_UP.replace("*", "\\*") if ending == "md" else HELD_UP
    assert all(title in page for title in (written, GLAD, ELSE))
    assert "What surprised us" not in page


def test_the_table_of_cards_has_them(own: Summary) -> None:
    with zipfile.ZipFile(io.BytesIO(render_zip(own))) as packed:
        rows = csv.DictReader(io.StringIO(packed.read("cards.csv").decode("utf-8-sig")))
        assert {row["column"] for row in rows} == {column.title for column in OWN.values()}


def test_it_comes_back_from_json_and_one_from_before_has_the_usual_columns(
    own: Summary, outage: Summary
) -> None:
    assert load(dump(own)) == own
    before = dump(outage)
    del before["columns"]
    assert load(before) == outage


def test_a_card_that_stands_in_no_column_is_no_part_of_a_summary(own: Summary) -> None:
    with pytest.raises(msgspec.ValidationError, match="no column"):
        load(dump(own) | {"cards": [msgspec.to_builtins(Card(column="nowhere", text="Lost"))]})


def test_what_the_columns_were_called_stays_with_those_who_were_there(own: Summary) -> None:
    told = without_names(own)
    assert (told.columns, words.what_drove_it(told)) == ((), "What drove it")
