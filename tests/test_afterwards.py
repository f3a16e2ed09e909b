"""What is to be done after a commit is done then, and only then."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.group_commit import together

Deed = Callable[[Session], None]


class Undone(Exception):
    """Raised to undo a transaction."""


@pytest.fixture
def heard(bound: Flask) -> list[str]:
    return []


@pytest.fixture
def deed(heard: list[str]) -> Deed:
    """Asks to be heard after the commit, and is not heard before."""

    def ask(session: Session) -> None:
        database.afterwards(session, lambda: heard.append("committed"))
        assert heard == []

    return ask


def test_it_is_done_after_the_commit(deed: Deed, heard: list[str]) -> None:
    with database.session() as session:
        deed(session)
    assert heard == ["committed"]


def test_it_is_done_after_a_commit_that_is_shared(deed: Deed, heard: list[str]) -> None:
    together("a key", deed)
    assert heard == ["committed"]


def test_it_is_not_done_when_all_is_undone(deed: Deed, heard: list[str]) -> None:
    with suppress(Undone), database.session() as session:
        deed(session)
        raise Undone
    with database.session():
        pass
    assert heard == []
