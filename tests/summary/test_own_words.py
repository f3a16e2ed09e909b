"""A summary tells the columns and the ground rules that its meeting had, in each of its forms."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import msgspec
import pytest
from flask import Flask

from facilitator.log.entry.meeting_summary import without_names
from facilitator.meeting import ground_rules
from facilitator.meeting.columns import Column
from facilitator.meeting.model import Meeting
from facilitator.summary import words
from facilitator.summary.build import build_summary
from facilitator.summary.csv import render_zip
from facilitator.summary.formats import render
from facilitator.summary.model import Card, Summary, dump, load

HELD_UP, GLAD, ELSE = "What *held us up*", "What made us glad", "What else there was"
RULES = ("Phones away.", "Say *I*, not “one”.")
OWN = {
    "driver": Column(HELD_UP, 0, counts_as="driver"),
    "surprise": Column(ELSE, 1),
    "learning": Column("What we know now", 2, counts_as="learning"),
    "worked": Column(GLAD, 3, counts_as="worked"),
}


@pytest.fixture(scope="module")
def own(outage_state: Meeting) -> Summary:
    return build_summary(replace(outage_state, columns=OWN, rules=ground_rules.prepared(RULES)))


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
def test_the_forms_to_read_have_them_as_they_were_written(app: Flask, own: Summary, ending: str) -> None:
    with app.test_request_context():
        page = str(render(own, ending))
    written = [text.replace("*", "\\*") if ending == "md" else text for text in (HELD_UP, GLAD, ELSE, *RULES)]
    assert all(text in page for text in written)
    assert "What surprised us" not in page


def test_the_tables_have_them(own: Summary) -> None:
    with zipfile.ZipFile(io.BytesIO(render_zip(own))) as packed:
        rows = csv.DictReader(io.StringIO(packed.read("cards.csv").decode("utf-8-sig")))
        assert {row["column"] for row in rows} == {column.title for column in OWN.values()}
        rules = csv.reader(io.StringIO(packed.read("rules.csv").decode("utf-8-sig")))
        assert [row[0] for row in rules] == ["rule", *RULES]


def test_it_comes_back_from_json_and_one_from_before_has_the_usual_columns(
    own: Summary, outage: Summary
) -> None:
    assert load(dump(own)) == own
    before = dump(outage)
    del before["columns"], before["rules"]
    assert load(before) == replace(outage, rules=())


def test_a_card_that_stands_in_no_column_is_no_part_of_a_summary(own: Summary) -> None:
    with pytest.raises(msgspec.ValidationError, match="no column"):
        load(dump(own) | {"cards": [msgspec.to_builtins(Card(column="nowhere", text="Lost"))]})


def test_what_a_group_called_them_and_agreed_on_stays_with_those_who_were_there(own: Summary) -> None:
    told = without_names(own)
    assert (told.columns, told.rules, words.what_drove_it(told)) == ((), (), "What drove it")


def test_usual_rules_are_kept_and_not_told_to_readers(outage: Summary) -> None:
    assert outage.rules == ground_rules.TEXTS
    assert outage.rules[0] not in str(render(outage, "md"))
