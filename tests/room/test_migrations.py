"""The migrations give the shape that the code has."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from facilitator import database, migrations
from facilitator.log.search.searched_fields import NAMES
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
    with database.connect(url).execution_options(writes=True).begin() as connection:
        config = Config()
        config.set_main_option("script_location", "facilitator:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0007_submission")
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
    migrations.upgrade(url)
    with database.connect(url).connect() as connection:
        assert [row[0] for row in connection.exec_driver_sql("SELECT entry_id FROM search_text")] == ["kept"]


def test_an_action_from_before_gets_the_account_that_had_the_name_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with database.connect(url).execution_options(writes=True).begin() as connection:
        config = Config()
        config.set_main_option("script_location", "facilitator:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0008_drivers")
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


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    assert migrations.missing(database.connect(f"sqlite:///{tmp_path / 'empty.db'}"))
