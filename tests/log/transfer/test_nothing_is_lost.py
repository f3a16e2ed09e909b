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


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        (
            "---\nnote: one\nnote: two\ntitle: Good\ntitle: Better\n---",
            {"note (2)": "two", "title (2)": "Better"},
        ),
        ('{"note": "one", "note": "two", "at": {"a": "1", "a": "2"}}', {"at": '{"a": "1", "a (2)": "2"}'}),
        ('---\nnote: "one" # a remark\n---', {"comments": "a remark"}),
        ("---\nnote: [one, two] # a remark\n---", {"comments": "a remark"}),
        ("---\nnote: [@one, two] # a remark\n---", {"comments": "a remark"}),
        ('---\nnote:\n  - "one" # a remark\n  - two\n---', {"comments": "a remark"}),
        ("---\nnote: # a remark\n  - one\n  - two\n---", {"comments": "a remark"}),
        ("---\nnote: [one, # a remark\n  two]\n# another\n---", {"comments": "a remark\nanother"}),
        (
            "---\nnote: | # a remark\n  one: @two\n# another\n---",
            {"note": "one: @two", "comments": "a remark\nanother"},
        ),
        ('---\nnote: "one\n  # two"\n---', {"note": "one # two"}),
        ('+++\nnote = "one, two" # a remark\n# another\n+++', {"comments": "a remark\nanother"}),
        (
            "---\nnote: one, two\ndate: soon\nstarted: March 2026\n---",
            {"date": "soon", "started": "March 2026"},
        ),
    ],
)
def test_all_of_front_matter_is_kept(bring: Bring, head: str, extra: dict[str, str]) -> None:
    """Names that come twice, remarks, and what is no day."""
    kept = bring(f"{head}\n# Good\n", "2026-03-09.md").extra

    assert {name: kept.get(name) for name in extra} == extra
    assert "one" in kept["note"]


@pytest.mark.parametrize("text", ["---\ntitle: {}\n---\n", "# {}\n", '{{"title": "{}"}}'])
def test_a_title_that_is_too_long_is_cut_and_kept(bring: Bring, text: str) -> None:
    title = " ".join(["endless"] * 60)
    entry = bring(text.format(title))

    assert entry.title == f"{title[:199]}…"
    assert entry.extra["title"] == title


def test_a_hash_is_read_as_typed_unless_quotes_say_that_it_is_a_remark(bring: Bring) -> None:
    entry = bring(
        '---\ntitle: The lift #3 stopped\ndate: 2026-03-09 # a Monday\nnote: "#4" # a remark\n---\nText.\n'
    )

    assert entry.title == "The lift #3 stopped"
    assert entry.extra == {"date": "2026-03-09 # a Monday", "note": "#4", "comments": "a remark"}


def test_a_line_break_that_only_yaml_knows_does_not_move_the_rest(bring: Bring) -> None:
    entry = bring('---\nnote: "a\u2028b\u2028c"\ntitle: "Good" # really\ndate: 2026-03-09\n---\nText.\n')

    assert entry.title == "Good"
    assert entry.extra["comments"] == "really"


def test_no_name_is_given_twice_however_often_it_comes() -> None:
    names = ["Note (2)", "Note", "", "Note", "Note", *["Many"] * 100_000]

    found = distinct_names(names)

    assert found[:5] == ["Note (2)", "Note", "Column 3", "Note (3)", "Note (4)"]
    assert len(set(found)) == len(names)
