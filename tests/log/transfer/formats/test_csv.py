"""A table of old entries, as spreadsheets save them."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest
from log.transfer.conftest import Blog, Run
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.transfer.formats.csv import read_csv
from facilitator.log.transfer.formats.rows import MOST_ROW

ROWS = (
    'Title{0}Date{0}Lessons learned{0}Who\n"An offer{0} twice"{0}2020-068{0}"Ask first\nand listen"{0}Zoë\n'
)


def entries() -> Sequence[Entry]:
    with database.read() as session:
        return session.scalars(select(Entry).order_by(Entry.title)).all()


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig")]
)
def test_any_common_dialect_is_read(
    run: Run, blog: Blog, ana: Account, delimiter: str, encoding: str
) -> None:
    table = ROWS.format(delimiter).replace("\n", "\r\n").encode(encoding)
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert result.exit_code == 0, result.output
    (entry,) = entries()
    assert (entry.title, entry.date.isoformat()) == (
        f"An offer{delimiter} twice".replace("\t", ""),
        "2020-03-08",
    )
    assert (entry.learned, entry.extra) == (["Ask first\nand listen"], {"Who": "Zoë"})


def test_a_bad_row_is_named_with_its_line_and_the_others_go_in(run: Run, blog: Blog, ana: Account) -> None:
    table = 'title,date\n"Two\nlines",2026-03-09\nNo date,soon\nToo,many,cells\nLast,2026-03-10\n'
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert "old.csv:4: “soon” is no date." in result.stderr
    assert "old.csv:5: This row has 3 cells" in result.stderr
    assert [entry.title for entry in entries()] == ["Last", "Two lines"]


def test_a_quote_that_never_ends_is_named_and_the_next_row_is_read(
    run: Run, blog: Blog, ana: Account
) -> None:
    table = 'title,date\nOne,2026-03-09\n"Two,2026-03-09\nThree,2026-03-09\n'
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert "old.csv:3: This row cannot be read" in result.stderr
    assert [entry.title for entry in entries()] == ["One", "Three"]


@pytest.mark.parametrize(
    "table",
    [
        '\n\ntitle,date,impact\n"A ""loud"" bang, at night",2026-03-09,none\n',
        'sep=;\ntitle;date;impact\n"A ""loud"" bang, at night";2026-03-09;none\n',
        '"sep=,"\ntitle, date, impact\n"A "loud" bang, at night" , 2026-03-09, none\n',
        'title,date,impact\n"A \\"loud\\" bang, at night",2026-03-09,none,,,\n',
        '| title | date | impact |\n|:--|---|--:|\n| A "loud" bang, at night | 2026-03-09 | none |\n',
        'SEP=\t\ntitle\tdate\timpact\nA "loud" bang, at night\t2026-03-09\tnone\n\t\t\n',
    ],
)
def test_the_shapes_that_programs_give_a_table(run: Run, blog: Blog, ana: Account, table: str) -> None:
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert result.exit_code == 0, result.output
    (entry,) = entries()
    assert (entry.title, entry.date.isoformat(), entry.impact) == (
        'A "loud" bang, at night',
        "2026-03-09",
        "none",
    )


def test_what_stands_above_the_head_is_kept_with_each_row(run: Run, blog: Blog, ana: Account) -> None:
    table = (
        "Register of the workshop,,\nKept by,Zoë,\n,,\ntitle,date,impact\nA,2026-03-09,x\nB,2026-03-09,y\n"
    )
    run("import", blog({"old.csv": table}) / "old.csv")

    assert [entry.extra for entry in entries()] == [
        {"Table": "Register of the workshop", "Kept by": "Zoë"}
    ] * 2


def test_what_stands_below_one_name_is_one_cell(run: Run, blog: Blog, ana: Account) -> None:
    run("import", blog({"old.csv": "title\nIt rang; nobody came, again\n"}) / "old.csv")

    assert [entry.title for entry in entries()] == ["It rang; nobody came, again"]


def test_a_row_that_is_too_long_is_named_and_the_next_one_read(run: Run, blog: Blog, ana: Account) -> None:
    long = "x" * (2 * MOST_ROW + 7)
    table = f'title,date\n{long},2026-03-09\n"open{long}\n\n",2026-03-09\nNext,2026-03-10\n'
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert "old.csv:2: This row cannot be read: it is longer than an entry may be." in result.stderr
    assert [entry.title for entry in entries()] == ["Next"]


def test_what_has_too_many_rows_that_cannot_be_read_is_no_table(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"old.csv": "title,date\n" + '"open\n' * 3000}) / "old.csv")

    assert "More than 1000 rows cannot be read." in result.stderr
    assert "old.csv:1500:" not in result.stderr


def test_rows_are_read_as_a_stream(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_bytes(b"title,date,text\n" + (b"A,2026-03-09," + b"x" * 2000 + b"\n") * 2000)
    tracemalloc.start()
    try:
        found = sum(1 for _ in read_csv(file, PurePosixPath("large.csv"), ""))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert found == 2000
    assert most < file.stat().st_size / 2


def test_a_table_without_titles_is_refused(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"old.csv": "what,when\na,b\n"}) / "old.csv")

    assert "old.csv:1: No column is called title. The first line says: what, when." in result.stderr


def test_a_second_run_changes_nothing_and_a_changed_row_only_itself(
    run: Run, blog: Blog, ana: Account
) -> None:
    table = "id,title,date,happened\n1,A,2026-03-09,x\n2,A,2026-03-09,y\n"
    file = blog({"old.csv": table}) / "old.csv"
    run("import", file)

    assert "0 new, 0 updated, 2 unchanged" in run("import", file).stdout
    blog({"old.csv": table.replace("y", "z")})
    assert "0 new, 1 updated, 1 unchanged" in run("import", file).stdout


def test_rows_of_one_title_and_day_are_two_entries(run: Run, blog: Blog, ana: Account) -> None:
    file = blog({"old.csv": "title,date,happened\nA,2026-03-09,x\nA,2026-03-09,y\n"}) / "old.csv"

    assert "2 new" in run("import", file).stdout
    assert "2 unchanged" in run("import", file).stdout
