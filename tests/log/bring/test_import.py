"""`facilitator import`: what goes in, what stays outside and is named, and what a second run does."""

from __future__ import annotations

import pytest
from log.bring.conftest import only
from sqlalchemy import delete, func, select

from facilitator import database
from facilitator.log.bring import files
from facilitator.log.bring.take_in import Import
from facilitator.log.tables import Entry, EntryRevision
from facilitator.meeting.refused import Refused

GOOD = "---\ntitle: Good\ndate: 2026-03-09\n---\nIt happened.\n"


def count(table):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_a_bad_file_is_named_with_its_line_and_the_others_go_in(run, blog, ana):
    result = run(
        "import",
        blog(
            {
                "bad-date.md": "---\ntitle: T\ndate: soon\n---\n",
                "broken.md": "---\ntitle: T\ntags: [a\n---\n",
                "good.md": GOOD,
                "long.md": f"---\ndate: 2026-03-09\ntitle: {'x' * 201}\n---\n",
                "open.md": "---\ntitle: never ends\n",
                "zero.md": b"---\ntitle: a\n\0",
            }
        ),
    )

    assert result.exit_code == 1
    for place in ("bad-date.md:3:", "broken.md:4:", "long.md:3:", "open.md:1:", "zero.md:3:"):
        assert place in result.stderr
    assert result.stdout == "Done: 1 new, 0 updated, 0 unchanged, 5 not read.\n"
    assert only().title == "Good"


def test_a_second_run_changes_nothing(run, blog, ana):
    folder = blog({"a.md": GOOD, "deep/er/b.md": GOOD})
    run("import", folder)
    again = run("import", folder)

    assert again.exit_code == 0
    assert "0 new, 0 updated, 2 unchanged" in again.stdout
    assert (count(Entry), count(EntryRevision)) == (2, 0)


def test_one_file_of_a_folder_is_the_same_as_in_the_folder(run, blog, ana):
    folder = blog({"a.md": GOOD})
    run("import", folder / "a.md")

    assert "0 new, 0 updated, 1 unchanged" in run("import", folder).stdout


def test_a_changed_file_changes_its_entry_and_leaves_a_revision(run, blog, ana):
    run("import", blog({"a.md": GOOD}))
    result = run("import", blog({"a.md": GOOD.replace("Good", "Better").replace("It h", "More h")}))

    assert "0 new, 1 updated" in result.stdout
    assert (only().title, only().happened, only().version) == ("Better", "More happened.", 2)
    with database.read() as session:
        assert session.scalars(select(EntryRevision)).one().before["title"] == "Good"


def test_what_was_edited_here_stays_while_the_file_stays(run, blog, ana):
    folder = blog({"a.md": GOOD})
    run("import", folder)
    with database.session() as session:
        session.get_one(Entry, only().id).title = "Edited here"
    run("import", folder)

    assert only().title == "Edited here"


def test_a_dry_run_says_the_same_and_writes_nothing(run, blog, ana):
    result = run("import", blog({"a.md": GOOD, "bad.md": "---\n- x\n---\n"}), "--dry-run")

    assert result.stdout == "Nothing was written. It would be 1 new, 0 updated, 0 unchanged, 1 not read.\n"
    assert result.exit_code == 1
    assert count(Entry) == 0


def test_new_entries_are_private_to_the_account_that_is_named(run, blog, ana, cleo):
    run("import", blog({"a.md": GOOD}), "--account", "cleo@example.org")

    assert (only().account_id, only().visibility) == (cleo.id, "private")


def test_they_can_be_for_everyone(run, blog, ana, cleo):
    run("import", blog({"a.md": GOOD}), "--visibility", "everyone")

    assert (only().account_id, only().visibility) == (None, "everyone")


def test_a_draft_stays_its_authors_alone_whatever_is_asked(run, blog, ana):
    run("import", blog({"a.md": GOOD.replace("---\nIt", "draft: true\n---\nIt")}), "--visibility", "everyone")

    assert (only().draft, only().account_id, only().visibility) == (True, ana.id, "private")


def test_a_draft_of_nobody_stays_outside(run, blog, ana, cleo):
    draft = GOOD.replace("---\nIt", "draft: true\n---\nIt")
    result = run("import", blog({"a.md": draft}), "--visibility", "everyone")

    assert "a draft is its author's alone. Say whose it is with --account." in result.stderr
    assert (result.exit_code, count(Entry)) == (1, 0)


def test_what_nobody_would_see_stays_outside(run, blog, ana, cleo):
    result = run("import", blog({"a.md": GOOD}))

    assert "Nobody would see it: say whose it is with --account" in result.stderr
    assert (result.exit_code, count(Entry)) == (1, 0)


def test_an_account_that_is_not_there_is_refused(run, blog, app):
    with pytest.raises(Refused, match="There is no account with the address"):
        run("import", blog({"a.md": GOOD}), "--account", "nobody@example.org")

    assert count(Entry) == 0


def test_two_imports_at_once_bring_each_file_once(run, blog, ana):
    folder = blog({"a.md": GOOD, "b.md": GOOD})
    items = [item for source in files.sources(folder) for item in files.read(folder, source)]
    one, other = Import(ana.id, ""), Import(ana.id, "")
    for each in (one, other):
        assert list(each.take(items)) == [[]]

    assert (one.fates, other.fates) == ({"new": 2}, {"unchanged": 2})
    assert count(Entry) == 2


def test_an_import_meanwhile_that_had_an_older_file_is_updated(run, blog, ana):
    texts = (GOOD, GOOD.replace("Good", "Better"))
    read = [
        list(files.read(folder, *files.sources(folder)))
        for folder in (blog({"a.md": text}) for text in texts)
    ]
    one, other = Import(ana.id, ""), Import(ana.id, "")
    for each, items in zip((one, other), read, strict=True):
        list(each.take(items))

    assert (one.fates, other.fates) == ({"new": 1}, {"updated": 1})
    assert only().title == "Better"


def test_a_file_and_what_was_exported_of_it_are_one_entry(run, blog, ana, tmp_path):
    run("import", blog({"z.md": GOOD}))
    run("export", tmp_path / "out")
    [exported] = (tmp_path / "out").iterdir()
    with database.session() as session:
        session.execute(delete(Entry))

    folder = blog({"a.md": exported.read_bytes()})
    assert "1 new, 0 updated, 1 unchanged" in run("import", folder).stdout


def test_hidden_folders_and_other_files_are_left_alone(run, blog, ana):
    result = run("import", blog({".git/a.md": GOOD, "b.txt": GOOD, "c.MD": GOOD}))

    assert "1 new" in result.stdout


def test_a_few_aliases_cannot_fill_the_memory(run, blog, ana):
    bomb = "---\ntitle: T\na: &a [x, x]\nb: &b [*a, *a]\n---\n"
    result = run("import", blog({"bomb.md": bomb}))

    assert "bomb.md:4: Its front matter is no YAML: an alias" in result.stderr


def test_imported_words_are_found(run, blog, as_ana):
    run("import", blog({"a.md": "---\ntitle: T\ndate: 2026-03-09\n---\nA pomegranate.\n"}))

    assert only().id in as_ana.get("/log?q=pomegranate").text
    assert only().id not in as_ana.get("/log?q=quince").text
