"""A table of old entries, as spreadsheets save them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from log.transfer.conftest import Blog, Run
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry

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


def test_a_quote_that_never_ends_is_named(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"old.csv": 'title,date\nOne,2026-03-09\n"Two,2026'}) / "old.csv")

    assert "old.csv:3: From here on it is no table" in result.stderr
    assert len(entries()) == 1


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
