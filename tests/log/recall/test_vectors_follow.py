"""Whatever is done with entries, no vector says what their texts have not, and all are made anew that are missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.entries import Writer, share
from fixtures.held import Held
from flask import Flask
from pysqlite3 import dbapi2
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.recall import indexing
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.vectors import store
from facilitator.log.recall.windows import windows_of
from facilitator.log.transfer import sources
from facilitator.log.transfer.importing import Imported, ImportRun

POST = "---\ntitle: The delivery\ndate: 2026-03-09\nlearned: Ask them each week.\n---\n{}\n"


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


def bring(folder: Path, text: str, by: str | None = None) -> str:
    """Import a file with this text. Returns the id of its entry."""
    (folder / "blog").mkdir(exist_ok=True)
    (folder / "blog" / "a.md").write_text(POST.format(text))
    found = [
        item
        for source in sources.source_files(folder / "blog")
        for item in sources.read_source(folder / "blog", source)
    ]
    [told] = ImportRun(by, "everyone").run(found)
    assert isinstance(told, Imported)
    return told.entry_id


def edit(entry_id: str, writer: Writer, _folder: Path) -> None:
    assert writer.change(entry_id, happened="They never came.").status_code == 303


def set_outcome(entry_id: str, writer: Writer, _folder: Path) -> None:
    assert writer.change(entry_id, happened="The castings came late.", outcome="partly").status_code == 303


def delete(entry_id: str, writer: Writer, _folder: Path) -> None:
    assert writer.browser.post(f"/log/{entry_id}/delete").status_code == 303


def import_again(entry_id: str, _writer: Writer, folder: Path) -> None:
    assert bring(folder, "The castings came late.") == entry_id


def import_changed(entry_id: str, _writer: Writer, folder: Path) -> None:
    assert bring(folder, "They came in May, and were broken.") == entry_id


WAYS: dict[str, tuple[Callable[[str, Writer, Path], None], int]] = {
    "editing": (edit, 1),
    "editing what is not compared": (set_outcome, 0),
    "deleting": (delete, 0),
    "importing the same": (import_again, 0),
    "importing what changed": (import_changed, 1),
}


def missing_after_all_is_true(made: Meaning) -> int:
    """Of how many entries the vectors were missing. What is kept of others is what would be made of their texts."""
    with database.read() as session:
        ids = session.scalars(select(Entry.id)).all()
        texts = store.texts_of(session, ids)
        kept = store.vectors_of(session, made.model.id, ids)
    fresh = {
        entry_id: [vector.tobytes() for vector in made.model.vectors(windows_of(each))]
        for entry_id, each in texts.items()
    }
    assert kept.items() <= fresh.items()
    lacking = fresh.keys() - kept.keys()
    assert indexing.index_missing(made, stops=lambda: False) == len(lacking)
    with database.read() as session:
        assert store.vectors_of(session, made.model.id, ids) == fresh
    return len(lacking)


@pytest.mark.parametrize(("do", "new"), WAYS.values(), ids=WAYS)
def test_vectors_follow_what_is_done(
    do: Callable[[str, Writer, Path], None],
    new: int,
    ana: Account,
    writer: Writer,
    by_words: Callable[[], Meaning],
    tmp_path: Path,
) -> None:
    made, entry_id = by_words(), bring(tmp_path, "The castings came late.", ana.id)
    writer.write("Another one")
    assert missing_after_all_is_true(made) == 2

    do(entry_id, writer, tmp_path)
    assert missing_after_all_is_true(made) == new


def test_vectors_follow_what_is_shared(
    held: Held, meeting_entry: str, by_words: Callable[[], Meaning]
) -> None:
    made = by_words()
    assert missing_after_all_is_true(made) == 1
    share(held.ana, meeting_entry, names="no", choice="agreed", agreed="All said yes.")

    assert missing_after_all_is_true(made) == 1


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
def test_a_backup_has_the_vectors_of_its_texts(
    writer: Writer, by_words: Callable[[], Meaning], tmp_path: Path
) -> None:
    """Put back beside a process that has later ones in memory, as docs/self-hosting.md says."""
    made, entry_id = by_words(), writer.write("The castings came late")
    missing_after_all_is_true(made)
    dbapi2.connect(tmp_path / "facilitator.db").execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    writer.change(entry_id, title="They never came")
    writer.write("Another one")
    assert missing_after_all_is_true(made) == 2
    with database.read() as session:
        assert len(made.matrix.refreshed(session).ids) == 2

    database.engine().dispose()
    database.init(f"sqlite:///{tmp_path}/backup.db")
    assert missing_after_all_is_true(made) == 0
    with database.read() as session:
        assert [str(each) for each in made.matrix.refreshed(session).entries] == [entry_id]
