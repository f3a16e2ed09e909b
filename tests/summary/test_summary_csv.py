import csv
import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.log.entry import meeting_summary
from facilitator.summary.csv import TABLES, render_csv, render_zip
from facilitator.summary.model import Action, Card, Summary


def rows_of(data: bytes) -> list[list[str]]:
    """The cells, read as spreadsheets do: with the mark taken off."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def with_step(summary: Summary, what: str) -> Summary:
    return replace(summary, actions=(Action(kind="step", what=what),))


def test_the_actions_are_one_in_a_row(outage: Summary) -> None:
    linked = replace(outage.actions[0], learning=outage.learnings[0].id)
    heads, *rows = rows_of(render_csv(replace(outage, actions=(linked, *outage.actions[1:]))))
    step = dict(zip(heads, rows[0], strict=True))

    assert len(rows) == len(outage.actions)
    assert (step["kind"], step["owner"], step["due"], step["state"]) == ("step", "Teun", "2026-01-19", "open")
    assert step["learning"].startswith("We believed that having backup jobs")


def test_it_begins_with_its_mark_and_each_row_ends_in_crlf(outage: Summary) -> None:
    data = render_csv(outage)

    assert data.startswith(b"\xef\xbb\xbfkind,what,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


FORMULAS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\ufeff=1",
    "\u00a0=HYPERLINK(0)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(outage: Summary, formula: str) -> None:
    [[_, what, *_]] = rows_of(render_csv(with_step(outage, formula)))[1:]

    assert what.replace("\n'", "\n").replace("\t'", "\t") == "'" + formula.replace("\r", "\n")


@pytest.mark.parametrize("text", ["x;=1+1;", "y\n=2+2;", "z;\t@SUM(1)", "x\r\n-1+2", 'x;"=1"', "a; +1"])
def test_nor_where_other_signs_separate_cells(outage: Summary, text: str) -> None:
    [[_, what, *_]] = rows_of(render_csv(with_step(outage, text)))[1:]

    parts = re.split(r"[;\t\n]", what)
    assert not [part for part in parts if re.match(r"""["\s]*[=+@-]""", part)]


@pytest.mark.parametrize(
    "text", ["a = b", "2 - 1", "e-mail @ noon", "“=”", "x\ny", 'a,"b";c', "a; b\n- an item\n- another"]
)
def test_other_texts_stay_as_they_are(outage: Summary, text: str) -> None:
    [[_, what, *_]] = rows_of(render_csv(with_step(outage, text)))[1:]

    assert what == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")))
def test_a_table_keeps_its_shape_whatever_is_in_a_cell(text: str) -> None:
    found = rows_of(render_csv(replace(meeting_summary.EMPTY, actions=(Action(kind="step", what=text),))))

    assert [len(row) for row in found] == [14, 14]
    assert found[1][1].replace("'", "") == text.replace("'", "")


def test_the_zip_has_a_file_for_each_table(outage: Summary) -> None:
    with zipfile.ZipFile(io.BytesIO(render_zip(outage))) as packed:
        found = {name: rows_of(packed.read(name)) for name in packed.namelist()}

    assert list(found) == [f"{name}.csv" for name in TABLES]
    assert {len(row) for rows in found.values() for row in rows} == {7, 6, 3, 13, 14, 2, 1}
    assert [len(rows) - 1 for rows in found.values()] == [
        len(each)
        for each in (
            *(outage.cards, outage.themes, outage.learnings),
            *(outage.actions, outage.timeline, outage.reviewed, outage.rules),
        )
    ]
    assert ["Five ways to back up were set up and none of them was working", "Restores, not backups"] in [
        row[1:3] for row in found["cards.csv"]
    ]


def test_the_same_summary_gives_the_same_zip(outage: Summary) -> None:
    assert render_zip(outage) == render_zip(outage)


def test_an_author_is_told_only_where_names_are(outage: Summary) -> None:
    named = replace(outage, cards=(Card(column="worked", text="Open notes", author="Noor"),))
    with zipfile.ZipFile(io.BytesIO(render_zip(named))) as packed:
        assert rows_of(packed.read("cards.csv"))[1] == [
            "What worked",
            "Open notes",
            "",
            "Noor",
            "0",
            "0",
            "0",
        ]
