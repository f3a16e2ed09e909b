"""`facilitator import`: what goes in, what stays outside and is named, and what a second run does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from log.rows import count
from log.transfer.conftest import Blog, Run, only
from sqlalchemy import delete, select

from facilitator import cli, database
from facilitator.accounts.tables import Account
from facilitator.actions import ending
from facilitator.actions.ending import End
from facilitator.log.entry.action_history import history_of
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Action, Entry, EntryRevision
from facilitator.log.revisions import store
from facilitator.log.transfer import sources
from facilitator.log.transfer.importing import ImportRun
from facilitator.refused import Refused

GOOD = "---\ntitle: Good\ndate: 2026-03-09\n---\nIt happened.\n"


def test_a_bad_file_is_named_with_its_line_and_the_others_go_in(run: Run, blog: Blog, ana: Account) -> None:
    result = run(
        "import",
        blog(
            {
                "bad-date.md": "---\ntitle: T\ndate: soon\n---\n",
                "broken.md": "---\ntitle: T\ntags: [a\n---\n",
                "good.md": GOOD,
                "open.md": "---\ntitle: never ends\n",
                "zero.md": b"---\ntitle: a\n\0",
            }
        ),
    )

    assert result.exit_code == 1
    for place in ("bad-date.md:3:", "broken.md:4:", "open.md:1:", "zero.md:3:"):
        assert place in result.stderr
    assert result.stdout == "Done: 1 new, 0 updated, 0 unchanged, 4 not read.\n"
    assert only().title == "Good"


def test_a_second_run_changes_nothing(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"a.md": GOOD, "deep/er/b.md": GOOD})
    run("import", folder)
    again = run("import", folder)

    assert again.exit_code == 0
    assert "0 new, 0 updated, 2 unchanged" in again.stdout
    assert (count(Entry), count(EntryRevision)) == (2, 0)


def test_one_file_of_a_folder_is_the_same_as_in_the_folder(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"a.md": GOOD})
    run("import", folder / "a.md")

    assert "0 new, 0 updated, 1 unchanged" in run("import", folder).stdout


def test_a_changed_file_changes_its_entry_and_leaves_a_revision(run: Run, blog: Blog, ana: Account) -> None:
    run("import", blog({"a.md": GOOD}))
    result = run("import", blog({"a.md": GOOD.replace("Good", "Better").replace("It h", "More h")}))

    assert "0 new, 1 updated" in result.stdout
    assert (only().title, only().happened, only().version) == ("Better", "More happened.", 2)
    with database.read() as session:
        assert session.scalars(select(EntryRevision)).one().before["title"] == "Good"


def test_what_was_edited_here_stays_while_the_file_stays(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"a.md": GOOD})
    run("import", folder)
    with database.session() as session:
        session.get_one(Entry, only().id).title = "Edited here"
    run("import", folder)

    assert only().title == "Edited here"


def test_a_dry_run_says_the_same_and_writes_nothing(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"a.md": GOOD, "bad.md": "---\nx: [a\n---\n"}), "--dry-run")

    assert result.stdout == "Nothing was written. It would be 1 new, 0 updated, 0 unchanged, 1 not read.\n"
    assert result.exit_code == 1
    assert count(Entry) == 0


def test_new_entries_are_private_to_the_account_that_is_named(
    run: Run, blog: Blog, ana: Account, cleo: Account
) -> None:
    run("import", blog({"a.md": GOOD}), "--account", "cleo@example.org")

    assert (only().account_id, only().visibility) == (cleo.id, "private")


def test_they_can_be_for_everyone(run: Run, blog: Blog, ana: Account, cleo: Account) -> None:
    run("import", blog({"a.md": GOOD}), "--visibility", "everyone")

    assert (only().account_id, only().visibility) == (None, "everyone")


def test_a_draft_stays_its_authors_alone_whatever_is_asked(run: Run, blog: Blog, ana: Account) -> None:
    run("import", blog({"a.md": GOOD.replace("---\nIt", "draft: true\n---\nIt")}), "--visibility", "everyone")

    assert (only().draft, only().account_id, only().visibility) == (True, ana.id, "private")


def test_a_draft_of_nobody_stays_outside(run: Run, blog: Blog, ana: Account, cleo: Account) -> None:
    draft = GOOD.replace("---\nIt", "draft: true\n---\nIt")
    result = run("import", blog({"a.md": draft}), "--visibility", "everyone")

    assert "a draft is its author's alone. Say whose it is with --account." in result.stderr
    assert (result.exit_code, count(Entry)) == (1, 0)


def test_what_nobody_would_see_stays_outside(run: Run, blog: Blog, ana: Account, cleo: Account) -> None:
    result = run("import", blog({"a.md": GOOD}))

    assert "Nobody would see it: say whose it is with --account" in result.stderr
    assert (result.exit_code, count(Entry)) == (1, 0)


def test_an_account_that_is_not_there_is_refused(run: Run, blog: Blog, app: Flask) -> None:
    with pytest.raises(Refused, match="There is no account with the address"):
        run("import", blog({"a.md": GOOD}), "--account", "nobody@example.org")

    assert count(Entry) == 0


def test_two_imports_at_once_bring_each_file_once(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"a.md": GOOD, "b.md": GOOD})
    items = [item for source in sources.source_files(folder) for item in sources.read_source(folder, source)]
    one, other = ImportRun(ana.id, ""), ImportRun(ana.id, "")
    for each in (one, other):
        assert len(list(each.run(items))) == 2

    assert (one.results, other.results) == ({"new": 2}, {"unchanged": 2})
    assert count(Entry) == 2


def test_an_import_meanwhile_that_had_an_older_file_is_updated(run: Run, blog: Blog, ana: Account) -> None:
    texts = (GOOD, GOOD.replace("Good", "Better"))
    read = [
        list(sources.read_source(folder, *sources.source_files(folder)))
        for folder in (blog({"a.md": text}) for text in texts)
    ]
    one, other = ImportRun(ana.id, ""), ImportRun(ana.id, "")
    for each, items in zip((one, other), read, strict=True):
        list(each.run(items))

    assert (one.results, other.results) == ({"new": 1}, {"updated": 1})
    assert only().title == "Better"


STEPS = "---\ntitle: Good\ndate: 2026-03-09\n---\nIt happened.\n\n## Action items\n\n- [ ] Ask\n- [{}] Tell\n"


def steps() -> list[tuple[str, str, str, int | None]]:
    with database.read() as session:
        rows = session.scalars(select(Action).order_by(Action.pos))
        return [(row.id, row.what, row.state, row.done_at) for row in rows]


def test_what_was_ticked_here_stays_ticked_when_the_file_changes(run: Run, blog: Blog, ana: Account) -> None:
    run("import", blog({"a.md": STEPS.format(" ")}))
    [ask, tell] = steps()
    with database.session() as session:
        ending.end(session, ask[0], End("done"), Reader(ana.id, {}), 7)
    result = run("import", blog({"a.md": STEPS.format("x").replace("It h", "More h")}))

    assert "1 updated" in result.stdout
    assert steps() == [(ask[0], "Ask", "done", 7), (tell[0], "Tell", "done", None)]


def test_what_was_written_here_is_not_overwritten_by_a_file_that_changed(
    run: Run, as_ana: FlaskClient, blog: Blog, app: Flask, ana: Account
) -> None:
    run("import", blog({"a.md": GOOD}))
    with database.session() as session:
        entry = session.get_one(Entry, only().id)
        now = content_of(session, entry)
        store.change(session, entry, replace(now, drove="The rota."), 9, by=ana.id)
    result = run("import", blog({"a.md": GOOD.replace("It h", "More h")}))

    assert "1 changed here since and left alone" in result.stdout
    assert (only().drove, only().happened) == ("The rota.", "It happened.")


def test_an_export_that_comes_in_again_settles(run: Run, blog: Blog, ana: Account, tmp_path: Path) -> None:
    run("import", blog({"a.md": STEPS.format(" ")}))
    with database.session() as session:
        ending.end(session, steps()[0][0], End("done"), Reader(ana.id, {}), 7)
    run("export", tmp_path / "log.json", "--format", "json")
    with database.session() as session:
        ending.end(session, steps()[0][0], End("open"), Reader(ana.id, {}), 8)
    said = [run("import", tmp_path / "log.json").stdout for _ in range(2)]

    assert ["1 updated" in said[0], "1 unchanged" in said[1]] == [True, True]
    assert [row[2:] for row in steps()] == [("done", 7), ("open", None)]


def test_an_end_comes_in_again_with_its_words(run: Run, blog: Blog, ana: Account, tmp_path: Path) -> None:
    run("import", blog({"a.md": STEPS.format(" ")}))
    ask = steps()[0][0]
    for state, words in (("dropped", "Nobody answers."), ("open", "")):
        with database.session() as session:
            ending.end(session, ask, End(state, words), Reader(ana.id, {}), 7)
        if state == "dropped":
            run("export", tmp_path / "log.json", "--format", "json")
    run("import", tmp_path / "log.json")

    with database.read() as session:
        found = session.get_one(Action, ask)
        changes = [(change.before, change.after) for change, _ in history_of(session, ask)]
    assert (found.state, found.came_of) == ("dropped", "Nobody answers.")
    assert changes.count(("open", "dropped")) == 2


def test_a_dry_run_makes_no_database(blog: Blog, tmp_path: Path) -> None:
    environ = {"FACILITATOR_DATA_DIR": str(tmp_path / "empty")}
    with pytest.raises(Refused, match="Run `facilitator upgrade` first"):
        CliRunner(env=environ).invoke(
            cli.commands, ["import", str(blog({"a.md": GOOD})), "--dry-run"], catch_exceptions=False
        )


def test_a_file_and_what_was_exported_of_it_are_one_entry(
    run: Run, blog: Blog, ana: Account, tmp_path: Path
) -> None:
    run("import", blog({"z.md": GOOD}))
    run("export", tmp_path / "out")
    [exported] = (tmp_path / "out").iterdir()
    with database.session() as session:
        session.execute(delete(Entry))

    folder = blog({"a.md": exported.read_bytes()})
    assert "1 new, 0 updated, 1 unchanged" in run("import", folder).stdout


TABLE = "title,date\nIn a table,2026-03-09\n"
EXPORT = (
    '{"format": "facilitator-log/1", "entries": [{"id": "x", "title": "In an export", "date": "2026-03-09"}]}'
)
OF_NOTION = "Incidents 0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("beside", "titles", "left"),
    [
        ({".git/a.md": GOOD, "b.txt": GOOD}, [], {".txt": 1}),
        ({"old.csv": TABLE, "deep/old.TSV": TABLE}, ["In a table"] * 2, {}),
        ({"old.json": EXPORT, "package.json": "{}"}, ["In an export"], {".json": 1}),
        ({"c.history.json": "[]", "c.summary.json": "{}"}, [], {}),
        ({f"{OF_NOTION}/x.md": GOOD, f"{OF_NOTION}.csv": TABLE}, ["Good"], {".csv": 1}),
        ({"Incidents/x.md": GOOD, f"{OF_NOTION}_all.csv": TABLE}, ["Good"], {".csv": 1}),
        ({"Incidents/x.md": GOOD, "Incidents.csv": TABLE}, ["Good", "In a table"], {}),
    ],
)
def test_what_stands_beside_markdown_is_read_or_counted(
    run: Run, blog: Blog, ana: Account, beside: dict[str, str], titles: list[str], left: dict[str, int]
) -> None:
    folder = blog({"c.md": GOOD, **beside})
    told = json.loads(run("import", folder, "--dry-run", "--format", "json").stdout)

    assert sorted(each["title"] for each in told["items"]) == ["Good", *titles]
    assert told.get("left", {}) == left
    assert all(f"1 {ending}" in run("import", folder).stderr for ending in left)


def test_a_few_aliases_cannot_fill_the_memory(run: Run, blog: Blog, ana: Account) -> None:
    bomb = "---\ntitle: T\na: &a [x, x]\nb: &b [*a, *a]\n---\n"
    result = run("import", blog({"bomb.md": bomb}))

    assert "bomb.md:4: Its front matter is no YAML: an alias" in result.stderr


def test_imported_words_are_found(run: Run, blog: Blog, as_ana: FlaskClient) -> None:
    run("import", blog({"a.md": "---\ntitle: T\ndate: 2026-03-09\n---\nA pomegranate.\n"}))

    assert only().id in as_ana.get("/log?q=pomegranate").text
    assert only().id not in as_ana.get("/log?q=quince").text
