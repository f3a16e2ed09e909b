"""Whatever goes wrong in one file names that file, and no part of a file is dropped without a word."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from log.transfer.conftest import Blog, Bring, Run, only

from facilitator.accounts.tables import Account
from facilitator.log.transfer import sources
from facilitator.log.transfer.formats import markdown
from facilitator.log.transfer.mapping.record import to_record
from facilitator.log.transfer.mapping.values import distinct_names
from facilitator.log.transfer.records import ImportRecord, ParsedItem

GOOD = "---\ntitle: Good\ndate: 2026-03-09\n---\nIt happened.\n"


def test_an_error_that_nobody_foresaw_names_its_file_and_the_others_go_in(
    run: Run, blog: Blog, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = markdown.read_markdown

    def fail_on_one(file: Path, name: PurePosixPath, key: str, fallback: str) -> ParsedItem:
        if "broken" in file.name:
            raise IndexError("a bug")
        return read(file, name, key, fallback)

    monkeypatch.setattr(markdown, "read_markdown", fail_on_one)
    result = run("import", blog({"broken.md": GOOD, "good.md": GOOD}))

    assert result.exit_code == 1
    assert "broken.md:1: This version cannot read it (IndexError)." in result.stderr
    assert only().title == "Good"


def test_an_error_that_nobody_foresaw_in_one_row_keeps_no_other_out(
    run: Run, blog: Blog, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_one(item: ParsedItem) -> ImportRecord:
        if item.values["title"] == "Broken":
            raise KeyError("a bug")
        return to_record(item)

    monkeypatch.setattr(sources, "to_record", fail_on_one)
    table = blog({"t.csv": "title,date\nBroken,2026-03-09\nGood,2026-03-09\n"}) / "t.csv"
    result = run("import", table)

    assert "t.csv:2: This version cannot read it (KeyError)." in result.stderr
    assert only().title == "Good"


def test_columns_of_one_name_and_without_a_name_are_kept(run: Run, blog: Blog, ana: Account) -> None:
    table = blog({"t.csv": "title,date,Note,Note,\nGood,2026-03-09,one,two,three\n"}) / "t.csv"
    run("import", table)

    assert only().extra == {"Note": "one", "Note (2)": "two", "Column 5": "three"}


def test_front_matter_keys_of_one_name_are_kept(bring: Bring) -> None:
    entry = bring("---\ntitle: Good\ndate: 2026-03-09\nnote: one\nnote: two\ntitle: Better\n---\nText.\n")

    assert entry.title == "Good"
    assert entry.extra == {"note": "one", "note (2)": "two", "title (2)": "Better"}


def test_a_hash_is_read_as_typed_unless_quotes_say_that_it_is_a_remark(bring: Bring) -> None:
    entry = bring(
        '---\ntitle: The lift #3 stopped\ndate: 2026-03-09 # a Monday\nnote: "#4" # a remark\n---\nText.\n'
    )

    assert entry.title == "The lift #3 stopped"
    assert entry.extra == {"date": "2026-03-09 # a Monday", "note": "#4", "note (after #)": "a remark"}


def test_a_line_break_that_only_yaml_knows_does_not_move_the_rest(bring: Bring) -> None:
    entry = bring('---\nnote: "a\u2028b\u2028c"\ntitle: "Good" # really\ndate: 2026-03-09\n---\nText.\n')

    assert entry.title == "Good"
    assert entry.extra["title (after #)"] == "really"


def test_a_remark_between_two_values_belongs_to_neither(bring: Bring) -> None:
    entry = bring("---\ntitle: Good\nnote: |\n  text\n# a remark\ndate: 2026-03-09\n---\nText.\n")

    assert entry.extra == {"note": "text"}


def test_no_name_is_given_twice_however_often_it_comes() -> None:
    names = ["Note (2)", "Note", "", "Note", "Note", *["Many"] * 100_000]

    found = distinct_names(names)

    assert found[:5] == ["Note (2)", "Note", "Column 3", "Note (3)", "Note (4)"]
    assert len(set(found)) == len(names)
