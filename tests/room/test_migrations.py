"""The migrations give the shape that the code has."""

import json
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cast import a_meeting
from sqlalchemy import text

from facilitator import database, migrations
from facilitator.log.search import index
from facilitator.log.search.searched_fields import NAMES
from facilitator.meeting import hidden, model
from facilitator.migrations import models


def test_migrations_give_the_shape_of_the_code(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrations.upgrade(url)
    with database.connect(url).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": models.is_compared}
        )
        assert compare_metadata(context, models.metadata) == []


def test_upgrading_again_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrations.upgrade(url)
    migrations.upgrade(url)
    assert not migrations.missing(database.connect(url))


def test_an_index_from_before_forgets_what_drove_a_shared_meeting(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0007_submission")
    with database.connect(url).execution_options(writes=True).begin() as connection:
        for entry_id, visibility in (("told", "everyone"), ("kept", "group")):
            connection.exec_driver_sql(
                f"""INSERT INTO entry (id, visibility, title, date, category, tags, did, drove, learned,
                    next_time, expected, happened, summary, created_at, updated_at) VALUES ('{entry_id}',
                    '{visibility}', 'T', '2026-01-05', 'other', '[]', '', 'Ben', '[]', '', '', '', '{{}}', 1, 1)"""
            )
            named = ", ".join(f"'{name}'" for name in NAMES)
            connection.exec_driver_sql(
                f"""INSERT INTO search_text (entry_id, {", ".join(NAMES)}) VALUES ('{entry_id}', {named})"""
            )
    migrations.upgrade(url, "0008_drivers")
    with database.connect(url).connect() as connection:
        assert [row[0] for row in connection.exec_driver_sql("SELECT entry_id FROM search_text")] == ["kept"]


def test_a_full_text_index_from_before_chinese_and_japanese_is_made_anew(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0035_template")
    entry = {"title": "ラインが止まった", "now": 1}
    with database.connect(url).execution_options(writes=True).begin() as connection:
        connection.execute(text(
            "INSERT INTO entry (id, visibility, named, tells_drivers, agreed, draft, version, title, date, category, "
            "tags, did, drove, learned, next_time, expected, happened, impact, extra, created_at, updated_at) VALUES "
            "('e', 'everyone', 0, 0, '', 0, 1, :title, '2026-01-05', 'other', '[]', '', '', '[]', '', '', '', '', "
            "'{}', :now, :now)"
        ), entry)  # fmt: skip
        columns, values = ", ".join(NAMES), ", ".join([":title", *["''"] * (len(NAMES) - 1)])
        connection.execute(
            text(f"INSERT INTO search_text (entry_id, {columns}) VALUES ('e', {values})"), entry
        )
    migrations.upgrade(url)
    database.init(url)
    with database.session() as session:
        assert index.index_batch(session) == 1
        found = "SELECT count(*) FROM search_words WHERE search_words MATCH '\"止ま まっ った\"'"
        assert session.scalar(text(found)) == 1
        session.execute(text("DELETE FROM entry"))
        assert session.scalar(text("SELECT count(*) FROM search_words")) == 0


def test_an_action_from_before_gets_the_account_that_had_the_name_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0008_drivers")
    with database.connect(url).execution_options(writes=True).begin() as connection:
        for account, name, at in (("a", "Ana", 5), ("b", "Ben", 5), ("c", "Ben", 5), ("d", "Dana", 99)):
            connection.exec_driver_sql(
                f"""INSERT INTO account (id, name, email, password_hash, role, created_at, resurface)
                    VALUES ('{account}', '{name}', '{account}', '', 'member', {at}, 1)"""
            )
        connection.exec_driver_sql(
            """INSERT INTO entry (id, visibility, title, date, category, tags, did, drove, learned, next_time,
                expected, happened, created_at, updated_at) VALUES ('e', 'everyone', 'T', '2026-01-05',
                'other', '[]', '', '', '[]', '', '', '', 1, 1)"""
        )
        for number, owner in enumerate(("ana", "Ben", "Dana", "Nobody", "")):
            connection.exec_driver_sql(
                f"""INSERT INTO action (id, entry_id, pos, kind, what, hypothesis, test, signal, owner, support,
                    state, created_at, updated_at) VALUES ('{number}', 'e', {number}, 'step', 'W', '', '', '',
                    '{owner}', '', 'open', 10, 10)"""
            )
    migrations.upgrade(url)
    with database.connect(url).connect() as connection:
        owned = connection.exec_driver_sql("SELECT owner_id FROM action ORDER BY pos").scalars().all()
        assert owned == ["a", None, None, None, None]


def test_an_action_that_ended_before_ended_on_the_day_in_utc(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0024_outbox")
    with database.connect(url).execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(
            """INSERT INTO entry (id, visibility, named, tells_drivers, agreed, draft, version, title, date, category,
                tags, did, drove, learned, next_time, expected, happened, impact, extra, created_at, updated_at)
                VALUES ('e', 'everyone', 0, 0, '', 0, 1, 'T', '2026-01-05', 'other', '[]', '', '', '[]', '', '',
                '', '', '{}', 1, 1)"""
        )
        for number, ended in enumerate(("NULL", "1795689000000")):
            connection.exec_driver_sql(
                f"""INSERT INTO action (id, entry_id, pos, kind, what, hypothesis, test, signal, owner, support,
                    state, done_at, created_at, updated_at) VALUES ('{number}', 'e', {number}, 'step', 'W', '',
                    '', '', '', '', 'open', {ended}, 10, 10)"""
            )
    migrations.upgrade(url)
    with database.connect(url).connect() as connection:
        days = connection.exec_driver_sql("SELECT done_on FROM action ORDER BY pos").scalars().all()
        assert days == [None, "2026-11-26"]


def test_open_meetings_learn_whose_they_are(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    migrations.upgrade(url, "0010_hidden")
    old = json.loads(model.to_json(a_meeting(meeting_id="m")))
    old["seats"] = {seat: {"name": seat, "role": "participant", "pos": 0} for seat in ("ana", "ben")}
    engine = database.connect(url)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO account (id, name, email, role, password_hash, created_at) "
            "VALUES ('a', 'Ana', 'a@b.c', 'member', 'x', 1)"
        )
        connection.execute(text(
            "INSERT INTO meeting (id, account_id, seq, state, title, status, join_hash, link_version, "
            "created_at, hidden) VALUES ('m', 'a', 1, :state, 'x', 'running', 'x', 1, 1, '{}')"
        ), {"state": json.dumps(old)})  # fmt: skip
        for seat, account in (("ana", "'a'"), ("ben", "NULL")):
            connection.exec_driver_sql(
                f"""INSERT INTO seat (id, meeting_id, account_id, token_hash, name, role)
                    VALUES ('{seat}', 'm', {account}, '{seat}', '{seat}', 'participant')"""
            )
    migrations.upgrade(url)
    with engine.connect() as connection:
        seats = json.loads(connection.execute(text("SELECT state FROM meeting")).scalar_one())["seats"]
    assert {seat for seat in seats if seats[seat].get("owner")} == {"ana"}


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    assert migrations.missing(database.connect(f"sqlite:///{tmp_path / 'empty.db'}"))


def an_old_state(status: str) -> dict[str, Any]:
    """A state as it was before hidden cards stood apart, with a shown and a hidden card."""
    state: dict[str, Any] = json.loads(model.to_json(a_meeting(meeting_id="meeting-00000001")))
    card = {"column": "driver", "text": "tired", "key_hash": "a hash", "theme": None, "author": None}
    cards = {"shown": {**card, "pos": 0}, "hidden": {**card, "pos": None}}
    stage = next(each["id"] for each in state["stages"] if each["kind"] == "group")
    begun = {"started_at": 5, "since": 7, "stage": stage}
    return state | begun | {"status": status, "cards": cards, "done": ["somebody"]}


def upgraded(folder: Path, status: str) -> tuple[model.Meeting, hidden.Hidden, list[Any]]:
    """A meeting that the revision before left behind: its state, what is hidden, and its journal."""
    url = f"sqlite:///{folder / 'old.db'}"
    migrations.upgrade(url, "0008_drivers")
    row = {"state": json.dumps(an_old_state(status)), "status": status}
    engine = database.connect(url)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(
            "INSERT INTO meeting (id, seq, state, title, status, join_hash, link_version, created_at) "
            "VALUES ('meeting-00000001', 1, :state, 'x', :status, 'x', 1, 1)"
        ), row)  # fmt: skip
        connection.execute(text(
            "INSERT INTO journal (meeting_id, seq, command_id, at, events) VALUES "
            "('meeting-00000001', 1, 'command-1', 5, '[{\"event\":\"done_marked\",\"seat\":\"somebody\"}]')"
        ))  # fmt: skip
    migrations.upgrade(url)
    with engine.connect() as connection:
        state, waiting = connection.execute(text("SELECT state, hidden FROM meeting")).one()
        journal = connection.execute(text("SELECT command_id, seq, at, events FROM journal")).all()
    return model.from_json(state), hidden.load(json.loads(waiting)), [tuple(row) for row in journal]


def test_hidden_cards_of_a_running_meeting_are_kept_apart(tmp_path: Path) -> None:
    state, waiting, journal = upgraded(tmp_path, "running")
    assert (list(state.cards), list(waiting.cards), state.done) == (["shown"], ["hidden"], 0)
    assert waiting.cards["hidden"] == hidden.HiddenCard("driver", "tired", "a hash")
    assert journal == [("command-1", 1, None, "[]")]


def test_a_card_that_comes_after_the_upgrade_is_late(tmp_path: Path) -> None:
    state, _, _ = upgraded(tmp_path, "running")
    assert (state.entered_at, state.shown_at) == (7, 7)


def test_a_closed_meeting_forgets_the_keys_of_its_cards(tmp_path: Path) -> None:
    state, _, _ = upgraded(tmp_path, "closed")
    assert state.cards["shown"].key_hash == ""
