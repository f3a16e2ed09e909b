"""The migrations give the shape that the code has."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from facilitator import database, migrations
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


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    assert migrations.missing(database.connect(f"sqlite:///{tmp_path / 'empty.db'}"))
