"""One commit for all the changes that wait at the same moment, and the trouble of one is nobody else's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from unittest.mock import Mock

import pytest
from cast import until
from flask import Flask, has_app_context, has_request_context
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator import database, group_commit
from facilitator.database import Probe, connection_of
from facilitator.database_errors import Unavailable, busy
from facilitator.group_commit import together
from facilitator.refused import Refused

Work = Callable[[Session], int]


def writes(number: int) -> Work:
    def work(session: Session) -> int:
        session.add(Probe(id=number, at=number, filler=b""))
        session.flush()
        return number

    return work


def written() -> list[int]:
    with database.read() as session:
        return list(session.scalars(select(Probe.id).order_by(Probe.id)))


@contextmanager
def commits() -> Iterator[list[object]]:
    """Hears of each commit."""
    heard: list[object] = []

    def hear(connection: object) -> None:
        heard.append(connection)

    event.listen(database.engine(), "commit", hear)
    yield heard
    event.remove(database.engine(), "commit", hear)


def all_at_once(*works: Work) -> list[Future[int]]:
    """What came of each, when all of them have waited while another one had the turn."""
    first = threading.Event()

    def holds_the_turn(_session: Session) -> int:
        assert first.wait(10)
        return 0

    with ThreadPoolExecutor() as pool:
        pool.submit(together, "", holds_the_turn)
        until(lambda: group_commit._turn.locked() and not group_commit._waiting)
        found = [pool.submit(together, str(key), work) for key, work in enumerate(works)]
        until(lambda: len(group_commit._waiting) == len(works))
        first.set()
    return found


def test_those_that_wait_are_saved_by_one_commit(bound: Flask) -> None:
    with commits() as heard:
        found = all_at_once(*map(writes, range(5)))
    assert [each.result() for each in found] == [0, 1, 2, 3, 4]
    assert written() == [0, 1, 2, 3, 4]
    assert len(heard) == 2


def test_what_is_refused_is_undone_alone(bound: Flask) -> None:
    def refuses(session: Session) -> int:
        writes(7)(session)
        raise Refused("no", "No.")

    found = all_at_once(writes(1), refuses, writes(2))
    assert isinstance(found[1].exception(), Refused)
    assert written() == [1, 2]


def test_objects_that_nobody_wrote_yet_are_saved_with_their_change(bound: Flask) -> None:
    def adds(number: int, session: Session) -> int:
        session.add(Probe(id=number, at=number, filler=b""))
        return number

    all_at_once(partial(adds, 1), partial(adds, 2))
    together("", partial(adds, 3))
    assert written() == [1, 2, 3]


def test_objects_of_what_is_refused_are_not_written_by_the_next(bound: Flask) -> None:
    def refuses(session: Session) -> int:
        session.add(Probe(id=7, at=7, filler=b""))
        raise Refused("no", "No.")

    all_at_once(writes(1), refuses, writes(2))
    assert written() == [1, 2]


def test_each_sees_what_those_before_have_changed(bound: Flask) -> None:
    seen = []

    def looks(session: Session) -> int:
        seen.append(session.get_one(Probe, 1))
        return seen[-1].at

    def changes(session: Session) -> int:
        connection_of(session).execute(update(Probe).values(at=2))
        return 0

    together("", writes(1))
    found = all_at_once(looks, changes, looks)
    assert [each.result() for each in found] == [1, 0, 2]


def test_a_row_that_is_there_already_is_the_trouble_of_one(bound: Flask) -> None:
    found = all_at_once(writes(1), writes(1), writes(2))
    assert isinstance(found[1].exception(), IntegrityError)
    assert [found[0].result(), found[2].result()] == [1, 2]
    assert written() == [1, 2]


def test_trouble_of_the_database_is_everybodys(bound: Flask) -> None:
    trouble = busy("somebody else writes")

    def fails(_session: Session) -> int:
        raise trouble

    found = all_at_once(writes(1), fails, writes(2))
    assert [each.exception() for each in found] == [trouble] * 3
    assert written() == []
    assert together("", writes(1)) == 1


def locks(name: str) -> Work:
    """On Postgres, a change that waits for the name, but not for long."""

    def work(session: Session) -> int:
        session.execute(text("SET LOCAL lock_timeout = 100"))
        database.hold(session, name)
        return 0

    return work


def test_a_lock_that_is_not_to_be_had_is_the_trouble_of_one(postgres_app: Flask) -> None:
    with database.session() as first:
        database.hold(first, "held")
        found = all_at_once(writes(1), locks("held"), writes(2), locks("free"))
    assert [each.exception() for each in (found[0], found[2], found[3])] == [None] * 3
    error = found[1].exception()
    assert isinstance(error, Unavailable)
    assert error.refused.code == "busy"
    assert written() == [1, 2]


def test_who_needs_the_same_lock_does_not_wait_for_it_again(postgres_app: Flask) -> None:
    key = "held"
    group: list[group_commit._Job[object]] = [
        group_commit._Job(key, locks(key)),
        group_commit._Job(key, writes(1)),
    ]
    with database.session() as first:
        database.hold(first, key)
        group_commit._carry_out(group)
    assert group[0].error is group[1].error is not None
    assert written() == []


def fills_the_disk(session: Session) -> int:
    connection = session.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    session.add(Probe(id=9, at=9, filler=b"x" * 1_000_000))
    session.flush()
    return 9


def test_when_the_disk_is_full_none_of_them_is_saved(bound: Flask) -> None:
    """SQLite ends the whole transaction then, with all savepoints."""
    found = all_at_once(writes(1), fills_the_disk, writes(2))
    assert [type(each.exception()) for each in found] == [Unavailable] * 3
    assert written() == []


def test_a_transaction_that_sqlite_has_ended_is_no_success(bound: Flask) -> None:
    def ends(session: Session) -> int:
        session.connection().exec_driver_sql("ROLLBACK")
        return 1

    with pytest.raises(Unavailable):
        together("", ends)


def test_a_commit_that_fails_is_told_to_all(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = busy("cut off")
    monkeypatch.setattr(database, "_commit", Mock(side_effect=[None, trouble]))
    found = all_at_once(writes(1), writes(2))
    assert [each.exception() for each in found] == [trouble] * 2


def _note(order: list[str], key: str, _session: Session) -> object:
    order.append(key)
    return key


def test_jobs_run_in_the_order_of_what_they_lock(bound: Flask) -> None:
    order: list[str] = []
    for key in "cab":
        group_commit._waiting.append(group_commit._Job(key, partial(_note, order, key)))
    together("d", partial(_note, order, "d"))
    assert order == ["a", "b", "c", "d"]


def test_only_so_many_share_a_transaction(bound: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MOST_AT_ONCE", 2)
    with commits() as heard:
        all_at_once(*map(writes, range(5)))
    assert written() == [0, 1, 2, 3, 4]
    assert len(heard) == 4


def test_a_job_knows_nothing_of_the_request_of_whoever_carries_it_out(app: Flask) -> None:
    """Else it would be done with somebody else's rights."""
    with app.test_request_context():
        assert not together("one", lambda session: has_request_context() or has_app_context())
