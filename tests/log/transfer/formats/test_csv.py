"""A table of old entries, as spreadsheets save them."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest
from log.transfer.conftest import Blog, Run
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.transfer import sources
from facilitator.log.transfer.formats.csv import read_csv
from facilitator.log.transfer.formats.rows import MOST_ROW
from facilitator.log.transfer.records import ImportRecord

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
    table = 'title,date\n"Two\nlines",2026-03-09\nNo date,soon\n,2026-03-11\nLast,2026-03-10\nNot known,n/a\n'
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert "old.csv:4: “soon” is no date." in result.stderr
    assert "old.csv:5: title: Give it a title" in result.stderr
    assert [entry.title for entry in entries()] == ["Last", "Not known", "Two lines"]


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


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("Kept by,Zoë\nKept by,Ana\n", {"Kept by": "Zoë", "Kept by (2)": "Ana"}),
        ("Note,ours\nRegister\nTable,4\n", {"Note (2)": "ours", "Table": "4", "Table (2)": "Register"}),
    ],
)
def test_nothing_of_a_table_hides_what_has_the_same_name(
    run: Run, blog: Blog, ana: Account, above: str, kept: dict[str, str]
) -> None:
    table = f"{above}title,date,Note,actions,Owner,Owner\nA,2026-03-09,x,Ask,Ana,Ida,beyond\n"
    run("import", blog({"old.csv": table}) / "old.csv")

    (entry,) = entries()
    assert entry.extra == {"Note": "x", "Owner (2)": "Ida", "Column 7": "beyond"} | kept


def test_what_no_field_understands_is_kept_beside_what_has_its_name(
    run: Run, blog: Blog, ana: Account
) -> None:
    table = "title,date,Outcome,outcome,Draft\nA,2026-03-09,odd,odder,of Zoë\n"
    run("import", blog({"old.csv": table}) / "old.csv")

    (entry,) = entries()
    assert entry.extra == {"outcome": "odder", "outcome (2)": "odd", "draft": "of Zoë"}


def test_one_sentence_asks_what_comes_first_in_the_days_of_a_table(
    run: Run, blog: Blog, ana: Account
) -> None:
    table = "title,created\nA,05/05/2026\n" + "B,03/09/2026\n" * 300
    result = run("import", blog({"old.csv": table}) / "old.csv")

    assert "old.csv:3: Is “03/09/2026” 3 September or 9 March?" in result.stderr
    assert "300 rows have such days." in result.stderr
    assert result.stderr.count("old.csv:") == 1
    assert [entry.title for entry in entries()] == ["A"]


def test_tables_of_one_name_in_two_folders_are_two(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({f"{name}/old.csv": f"id,title,date\n1,{name},2026-03-09\n" for name in ("a", "b")})

    assert "2 new" in run("import", folder).stdout
    assert "2 unchanged" in run("import", folder).stdout
    assert "1 new" in run("import", folder / "a" / "old.csv").stdout
    assert "1 unchanged" in run("import", folder / "a" / "old.csv").stdout


def test_the_key_of_a_single_table_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("id,title,date\n1,A,2026-03-09\n")
    (item,) = sources.read_source(file, sources.Source(file, PurePosixPath("old.csv")))

    assert isinstance(item, ImportRecord)
    assert item.key == "row:" + hashlib.sha256(b"old.csv\n1").hexdigest()[:32]


def test_only_what_separates_cells_is_believed_to(run: Run, blog: Blog, ana: Account) -> None:
    """Blanks would take long to look through, as often as they come."""
    table = f'sep= \ntitle,date\n"a {" " * 100_000}"b,2026-03-09\nA,2026-03-09\n'
    began = time.process_time()
    run("import", blog({"old.csv": table}) / "old.csv")

    assert "A" in [entry.title for entry in entries()]
    assert time.process_time() - began < 2


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
        found = sum(1 for _ in read_csv(file, PurePosixPath("large.csv"), "large.csv", ""))
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
