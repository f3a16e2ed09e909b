"""A server that stops asks everybody to come back, and they do: by themselves, with their seats as they were."""

import gc
import json
import time

import pytest
from cast import Person, until
from conftest import Server, rooms
from sqlalchemy import select

from facilitator import database
from facilitator.demo.client import RoomClient
from facilitator.room.tables import JournalRow


def kinds_of_events(meeting: str) -> list[str]:
    with database.read() as session:
        rows = session.scalars(select(JournalRow.events).where(JournalRow.meeting_id == meeting)).all()
    return [event["event"] for row in rows for event in json.loads(row)]


def stays(person: Person) -> RoomClient:
    """A client of the seat that connects again by itself, as browsers do."""
    return RoomClient(person.base_url, person.meeting, person.token, patience=30).connect()


# The client library leaves the sockets of attempts that failed to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(180)
def test_who_is_here_when_it_stops_is_here_when_it_is_back(own_server: Server) -> None:
    with rooms(own_server) as open_room:
        ana, ben = open_room("Ana", "Ben")
        ben.connect()
        back = stays(ana)
        try:
            own_server.stop()
            until(lambda: not ben.is_connected)
            assert [each["code"] for each in ben.events("goodbye")] == ["restarting"]
            assert "seat_left" not in kinds_of_events(ana.meeting)
            own_server.start()
            until(lambda: back.is_connected, 30)
            assert back.send("start")
            time.sleep(1)
            assert "seat_left" not in kinds_of_events(ana.meeting)
            until(lambda: kinds_of_events(ana.meeting).count("seat_left") == 1, 30)  # Ben does not come back.
        finally:
            back.leave()
            gc.collect()


def test_it_ends_in_order(own_server: Server) -> None:
    own_server.process.terminate()
    assert own_server.process.wait(15) == 0
    assert "Traceback" not in own_server.log()
    assert "Worker graceful timeout" not in own_server.log()
