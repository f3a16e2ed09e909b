"""The log says each cause once a minute, in its own words, and how often it came."""

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cast import together, until
from conftest import Server, empty_database, free_port, rooms

from facilitator import logs

AWAY = "Error 111 connecting to 127.0.0.1:6379. Connection refused."


@dataclass
class Log:
    """What the log of a library says, and how a minute of it ends."""

    stream: io.StringIO
    handler: logs.Folding

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


@pytest.fixture
def log() -> Iterator[Log]:
    stream = io.StringIO()
    target = logging.StreamHandler(stream)
    target.setFormatter(logging.Formatter("%(levelname)s %(message)s%(because)s"))
    handler = logs.Folding(target)
    logger = logging.getLogger("some.library")
    logger.propagate = False
    logger.addHandler(handler)
    yield Log(stream, handler)
    logger.removeHandler(handler)
    handler.close()


def complain(times: int, words: str = "Cannot publish", cause: str = AWAY) -> None:
    for _ in range(times):
        logging.getLogger("some.library").error(words, extra={"cause": cause})


def test_a_cause_has_one_line_and_then_a_count(log: Log) -> None:
    complain(300)
    complain(300, "Cannot receive")
    log.handler.tell()
    assert log.lines == [f"ERROR Cannot publish: {AWAY}", f"ERROR Cannot publish (599 times more): {AWAY}"]


def test_what_goes_on_has_one_line_a_minute(log: Log) -> None:
    for times in (2, 5, 3):
        complain(times)
        log.handler.tell()
    assert len(log.lines) == 4


def test_what_was_over_for_a_minute_is_new_again(log: Log) -> None:
    complain(2)
    for _ in range(2):
        log.handler.tell()
    complain(1)
    assert log.lines[-1] == f"ERROR Cannot publish: {AWAY}"


def test_the_minute_ends_by_itself() -> None:
    stream = io.StringIO()
    handler = logs.Folding(logging.StreamHandler(stream), seconds=0.01)
    for _ in range(9):
        handler.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": "away"}))
    until(lambda: "times more" in stream.getvalue())
    handler.close()


def test_another_cause_and_an_exception_in_another_place_have_their_own(log: Log) -> None:
    complain(1)
    complain(1, cause="Connection closed by server.")
    for wrong in ("1 / 0", "{}['a']"):
        try:
            eval(wrong)
        except Exception:
            logging.getLogger("some.library").exception("it failed")
    assert len([line for line in log.lines if line.startswith("ERROR ")]) == 4


def test_the_count_names_the_requests_so_that_each_can_be_found(log: Log) -> None:
    for request in ("a1", "b2", "b2", "c3"):
        more = {"cause": "a bug", "about": request}
        logging.getLogger("some.library").error("%s failed", request, extra=more)
    log.handler.tell()
    assert log.lines[-1] == "ERROR a1 failed (3 times more: b2, c3): a bug"


def test_what_is_still_uncounted_is_told_at_the_end(log: Log) -> None:
    complain(3)
    log.handler.close()
    assert "(2 times more)" in log.lines[-1]


@pytest.fixture
def server_without_redis(tmp_path: Path) -> Iterator[Server]:
    """A server that is told of a Redis which is not there."""
    more = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}", **empty_database()}
    server = Server(tmp_path, free_port(), more)
    server.start()
    yield server
    server.end()


def test_without_redis_the_log_says_the_cause_once(server_without_redis: Server) -> None:
    with rooms(server_without_redis) as open_room:
        ana, ben = open_room("Ana", "Ben")
        with together(ana, ben):
            for _ in range(5):
                ana.ask("rename_seat", name="Anna")
    server_without_redis.stop()
    lines = [line for line in server_without_redis.log().splitlines() if "through Redis" in line]
    assert all("refused" in line for line in lines)
    assert len([line for line in lines if "times more" not in line]) == 1
