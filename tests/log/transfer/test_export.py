"""`facilitator export`: the whole log, or what one account may see of it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import jsonschema
import pytest
from fixtures.held import Held
from log.transfer.conftest import Blog, Run
from sqlalchemy import select, update

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store
from facilitator.log.transfer import schema
from facilitator.refused import Refused
from facilitator.summary.formats import FORMATS

ENTRY = "---\ntitle: {0}\ndate: 2026-03-09\n---\nIt happened.\n"


@pytest.fixture
def log(run: Run, blog: Blog, ana: Account, cleo: Account) -> None:
    """Ana has one entry of her own, Cleo has one, and one is for everyone."""
    for name, email in (("Anas own", ana.email), ("Cleos own", cleo.email)):
        run("import", blog({"a.md": ENTRY.format(name)}) / "a.md", "--account", email)
        blog({"a.md": ""})
        with database.session() as session:
            session.execute(update(Entry).values(origin=None))
    run("import", blog({"b.md": ENTRY.format("For all")}) / "b.md", "--visibility", "everyone")


def titles(file: Path) -> list[str]:
    return sorted(entry["title"] for entry in json.loads(file.read_text())["entries"])


def test_without_an_account_it_is_everything_and_says_so(run: Run, log: None, tmp_path: Path) -> None:
    result = run("export", tmp_path / "out.json", "--format", "json")

    assert titles(tmp_path / "out.json") == ["Anas own", "Cleos own", "For all"]
    assert "3 entries" in result.output
    assert "This is everything, private entries and drafts too: keep it safe." in result.output


def test_for_an_account_it_is_what_that_account_may_see(run: Run, log: None, tmp_path: Path) -> None:
    result = run("export", tmp_path / "out.json", "--format", "json", "--account", "cleo@example.org")

    assert titles(tmp_path / "out.json") == ["Cleos own", "For all"]
    assert "This is what cleo@example.org may see." in result.output


def test_only_its_owner_can_read_what_was_written(run: Run, log: None, tmp_path: Path) -> None:
    run("export", tmp_path / "out")

    files = [tmp_path / "out", *(tmp_path / "out").iterdir()]
    assert [file.name for file in sorted(files[1:])] == [
        "2026-03-09-anas-own.md",
        "2026-03-09-cleos-own.md",
        "2026-03-09-for-all.md",
    ]
    assert all(stat.S_IMODE(file.stat().st_mode) & 0o077 == 0 for file in files)


def test_it_overwrites_nothing(run: Run, log: None, tmp_path: Path) -> None:
    run("export", tmp_path / "out")
    (tmp_path / "kept.json").write_text("mine")

    with pytest.raises(Refused, match="There is something at"):
        run("export", tmp_path / "out")
    with pytest.raises(Refused, match="There is something at"):
        run("export", tmp_path / "kept.json", "--format", "json")
    assert (tmp_path / "kept.json").read_text() == "mine"


def test_names_stay_inside_what_is_shared_without_them(held: Held, run: Run, tmp_path: Path) -> None:
    with database.session() as session:
        session.execute(update(Entry).values(visibility="everyone", named=False))
    for email in ("cleo", "dana"):
        run("export", tmp_path / email, "--account", f"{email}@example.org")

    outside, inside = ("".join(map(str.lower, texts(tmp_path / name))) for name in ("cleo", "dana"))
    assert '"people": []' in outside
    assert "owner: abela" in inside
    assert "abela" not in outside


@pytest.mark.parametrize(("reader", "knows"), [("cleo", False), ("dana", True)])
def test_how_a_group_agreed_stays_with_those_who_were_there(
    held: Held, run: Run, tmp_path: Path, reader: str, knows: bool
) -> None:
    said = {"agreed": "Ana asked, all nodded.", "origin": "file:a/b"}
    with database.session() as session:
        session.execute(update(Entry).values(visibility="everyone", named=True, **said))
    run("export", tmp_path / "out.json", "--format", "json", "--account", f"{reader}@example.org")

    [entry] = json.loads((tmp_path / "out.json").read_text())["entries"]
    assert {name: entry[name] for name in said if name in entry} == (said if knows else {})


@pytest.mark.parametrize(
    ("reader", "named", "knows"), [("ana", False, True), ("cleo", False, False), ("cleo", True, True)]
)
def test_what_a_file_said_besides_may_be_names(
    run: Run, blog: Blog, ana: Account, cleo: Account, tmp_path: Path, reader: str, named: bool, knows: bool
) -> None:
    run("import", blog({"a.md": "---\ntitle: T\nauthor: Ben\n---\n"}), "--account", ana.email)
    with database.session() as session:
        session.execute(update(Entry).values(visibility="everyone", named=named))
    run("export", tmp_path / "out", "--account", f"{reader}@example.org")

    assert ("Ben" in "".join(texts(tmp_path / "out"))) == knows


@pytest.mark.parametrize(
    "title",
    ["\U0001e900" * 60, "字" * 200, "a" * 200, "\u0390" * 200],
    ids=["adlam", "han", "latin", "greek"],
)
def test_a_title_in_any_script_fits_into_the_name_of_a_file(
    held: Held, run: Run, tmp_path: Path, title: str
) -> None:
    with database.session() as session:
        entry = session.scalars(select(Entry)).one()
        store.add_revision(session, entry, 1_000, by=None, kind="still true")
        entry.title = title
    run("export", tmp_path / "out")

    assert len(texts(tmp_path / "out")) == 3
    assert "1 unchanged" in run("import", tmp_path / "out").stdout
    assert max(len(file.name.encode()) for file in (tmp_path / "out").iterdir()) <= 190


def texts(folder: Path) -> list[str]:
    return [file.read_text() for file in sorted(folder.iterdir())]


def test_it_is_as_its_schema_says(held: Held, run: Run, tmp_path: Path) -> None:
    run("export", tmp_path / "out.json", "--format", "json")

    data = json.loads((tmp_path / "out.json").read_text())
    jsonschema.validate(data, schema.json_schema(), jsonschema.Draft202012Validator)
    assert data["entries"][0]["meeting"]["learnings"]


def test_the_schema_that_is_published_is_the_one_in_use(pytestconfig: pytest.Config) -> None:
    published = pytestconfig.rootpath / "docs" / "log.schema.json"

    assert json.loads(published.read_text()) == schema.json_schema()


@pytest.mark.parametrize("ending", FORMATS)
def test_one_summary_is_written_in_each_format(held: Held, run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    result = run("summary", held.meeting, file)

    assert f"The primary database was emptied during a replication repair in {file}." in result.output
    assert file.stat().st_size > 100
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_summary_is_written_as_the_account_may_see_it(held: Held, run: Run, tmp_path: Path) -> None:
    with database.session() as session:
        session.execute(update(Entry).values(visibility="everyone", named=False))
    for email in ("ana@example.org", "cleo@example.org"):
        run("summary", held.meeting, tmp_path / f"{email}.txt", "--account", email)

    assert "Teun" in (tmp_path / "ana@example.org.txt").read_text()
    assert "Teun" not in (tmp_path / "cleo@example.org.txt").read_text()


@pytest.mark.parametrize(
    ("words", "code"),
    [(["no-such-entry", "out.md"], "no_entry"), (["{meeting}", "out.docx"], "bad_format")],
)
def test_what_cannot_be_written_is_refused(
    held: Held, run: Run, tmp_path: Path, words: list[str], code: str
) -> None:
    which, name = words
    with pytest.raises(Refused) as refused:
        run("summary", which.format(meeting=held.meeting), tmp_path / name)

    assert refused.value.code == code
    assert not (tmp_path / name).exists()
