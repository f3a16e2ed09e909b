"""Six people who write while something happens to the server or to its database."""

import gc
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from cast import Person, agree, together, until
from conftest import Server, rooms
from socketio.exceptions import SocketIOError
from sqlalchemy import select

from facilitator import database
from facilitator.meeting import events
from facilitator.meeting.evolve import fold
from facilitator.meeting.model import Meeting
from facilitator.room.store import read_state
from facilitator.room.tables import JournalRow, MeetingRow
from facilitator.tokens import new_id

NAMES = ("Ana", "Ben", "Cleo", "Dina", "Emil", "Fay")
ENOUGH = 5
# What docs/wire.md says to send again.
AGAIN = ("busy", "too_fast", "unavailable")


@dataclass
class Writer:
    """Somebody who parks a thought, then drops the one before, and insists on each until it is answered.

    A command that was lost or that happened twice would get one of the next ones refused.
    """

    person: Person
    stop: threading.Event
    addresses: Iterator[str]
    """Where to connect when the connection was lost, as a proxy would choose: one server after another."""
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[object] = field(default_factory=list)

    def write(self) -> None:
        parked = None
        while not self.stop.is_set():
            item = new_id()
            self._insist("park", item=item, text="A thought")
            if parked is not None:
                self._insist("drop_parked", item=parked)
            parked = item

    def _insist(self, name: str, **data: str) -> None:
        command_id = new_id()
        while True:
            try:
                self._connect()
                answer = self.person.ask(name, command_id=command_id, **data)
            except (SocketIOError, TimeoutError):
                time.sleep(0.05)
                continue
            if answer["ok"]:
                self.acknowledged[command_id] = answer["seq"]
                return
            if answer["code"] not in AGAIN:
                self.refused.append((name, answer))
                return
            time.sleep(0.2)

    def _connect(self) -> None:
        if not self.person.socket.connected:
            self.person.leave()
            self.person = Person(next(self.addresses), self.person.meeting, self.person.token, patience=2)
            self.person.connect()


def write_through(trouble: Callable[[], None], *servers: Server) -> None:
    """Let six people write during the trouble and after it, and see that all is well."""
    with rooms(*servers) as open_room:
        _write(open_room(*NAMES), trouble, cycle(server.url for server in servers))


def _write(people: list[Person], trouble: Callable[[], None], addresses: Iterator[str]) -> None:
    with together(people[0]):
        people[0].send("start")
    first = state_of(people[0].meeting)
    writers = [Writer(person, threading.Event(), addresses) for person in people]
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        trouble()
        # However slow the machine is: what is claimed is about commands, not about seconds.
        until(lambda: all(len(writer.acknowledged) > ENOUGH for writer in writers), 60)
    finally:
        for writer in writers:
            writer.stop.set()
        for thread in threads:
            thread.join(60)
    try:
        all_is_well(writers, first)
    finally:
        for writer in writers:
            writer.person.leave()
        # The client library leaves the sockets of connections that failed to the garbage collector.
        gc.collect()


def all_is_well(writers: list[Writer], first: tuple[int, Meeting]) -> None:
    everybody = [writer.person for writer in writers]
    meeting = everybody[0].meeting
    with database.read() as session:
        rows = session.scalars(
            select(JournalRow)
            .where(JournalRow.meeting_id == meeting, JournalRow.seq > 0)
            .order_by(JournalRow.seq)
        ).all()
    kept = {row.command_id: row.seq for row in rows}
    for writer in writers:
        assert writer.refused == []
        assert len(writer.acknowledged) > ENOUGH
        assert writer.acknowledged.items() <= kept.items()
    happened = [event for row in rows[first[0] :] for event in events.load(json.loads(row.events))]
    assert (rows[-1].seq, fold(first[1], happened)) == state_of(meeting)
    for person in everybody:
        person.call("check", {"seq": 0})
    agree(*everybody)


def state_of(meeting: str) -> tuple[int, Meeting]:
    with database.read() as session:
        row = session.get_one(MeetingRow, meeting)
        return row.seq, read_state(session, row.id)
