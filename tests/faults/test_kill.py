"""The server is killed while six people write: what was acknowledged is there, once, for everybody."""

import random
import time

import pytest
from conftest import Server
from faults.writing import write_through

# See `write_through`.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def kill_while_writing(server: Server, times: int) -> None:
    def kill() -> None:
        for _ in range(times):
            time.sleep(random.uniform(0.5, 1.5))
            server.kill()
            server.start()

    write_through(kill, server)


@pytest.mark.timeout(180)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(own_server: Server) -> None:
    kill_while_writing(own_server, 3)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_in_twenty_kills(own_server: Server) -> None:
    kill_while_writing(own_server, 20)
