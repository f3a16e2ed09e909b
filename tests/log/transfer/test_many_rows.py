"""A table of many rows is written batch by batch, on both databases."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import Mock

import pytest
from flask import Flask
from log.rows import count, statements
from log.transfer.conftest import Blog, only

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.transfer import importing, sources
from facilitator.log.transfer.importing import ImportRun
from facilitator.log.transfer.records import ImportIssue, ImportRecord


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


def table(blog: Blog, rows: int, cause: str = "The rota") -> list[ImportRecord]:
    """The items of a table whose every row has an action with an owner."""
    head = "Title,Date,Root cause,Action items,Owner\n"
    lines = [f"Number {n},2026-03-09,{cause},Ask {n},Ana\n" for n in range(rows)]
    folder = blog({"all.csv": head + "".join(lines)})
    read = [item for source in sources.source_files(folder) for item in sources.read_source(folder, source)]
    return [item for item in read if not isinstance(item, ImportIssue)]


def test_more_rows_need_no_more_statements(ana: Account, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH_SECONDS", 60)
    numbers = []
    items = table(blog, 80)
    for batch in (items[:2], items[2:]):
        with statements() as said:
            list(ImportRun(None, "everyone").run(batch))
        numbers.append(len(said))

    assert numbers[0] == numbers[1] < 20
    assert (count(Entry), count(Action)) == (80, 80)


def test_a_batch_ends_early_when_its_items_take_long(
    app: Flask, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_SECONDS", -1)
    for done, _ in enumerate(ImportRun(None, "everyone").run(table(blog, 3)), 1):
        assert count(Entry) == done


def test_others_may_write_before_many_entries_are_changed(
    app: Flask, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ImportRun(None, "everyone").run(table(blog, 3)))
    session = Mock(wraps=database.session)
    monkeypatch.setattr(database, "session", session)
    monkeypatch.setattr(importing, "BATCH_SECONDS", -1)
    monkeypatch.setattr(importing, "_next_of", list)
    again = ImportRun(None, "everyone")
    list(again.run(table(blog, 3, "Nobody")))

    assert (again.results, session.call_count) == ({"updated": 3}, 3)


def test_a_changed_row_is_found_among_others(app: Flask, blog: Blog) -> None:
    list(ImportRun(None, "everyone").run(table(blog, 30)))
    again = ImportRun(None, "everyone")
    list(again.run(table(blog, 30, "Nobody")[:1] + table(blog, 30)[1:]))

    assert again.results == {"updated": 1, "unchanged": 29}


def test_an_item_that_changes_a_new_one_of_its_batch_finds_it(app: Flask, blog: Blog) -> None:
    """A row, after an export of the entry that was made of a former state of that row."""
    [row] = table(blog, 1)
    exported = replace(row, key="id:" + "a" * 32, id="a" * 32, origin=f"{row.key}/former")
    run = ImportRun(None, "everyone")
    list(run.run([exported, replace(row, content=replace(row.content, title="Renamed"))]))

    assert run.results == {"new": 1, "updated": 1}
    assert (only().id, only().title, only().version) == ("a" * 32, "Renamed", 2)
