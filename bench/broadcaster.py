"""The least that a server of rooms could do, to compare ours with: `python -m bench.broadcaster`.

It is Flask-SocketIO with one gevent worker of gunicorn and takes the events of our wire: a `command` is
stored in SQLite (WAL, synchronous FULL), acknowledged after the commit, and sent to everybody in its room as a
`patch` of the size of ours. It checks nothing and knows no rules, seats or views. All commands that wait are
committed together, in a thread, while the loop goes on.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from typing import Any

import gevent
import pysqlite3.dbapi2 as sqlite
from flask import Flask, request
from flask_socketio import Namespace, SocketIO, join_room
from gevent.event import AsyncResult, Event
from gevent.threadpool import ThreadPool

from bench import processes

# Those of ours that make a difference to what it costs.
OPTIONS: dict[str, Any] = {
    "async_mode": "gevent",
    "async_handlers": False,
    "transports": ["websocket"],
    "allow_upgrades": False,
    "ping_interval": 10,
    "ping_timeout": 8,
}

Written = tuple[str, str, str]
"""What is stored of a command: the room, the command's id, and its name and data as JSON."""


class Store:
    """The database. One greenlet commits whatever has come since its last commit."""

    def __init__(self, path: str) -> None:
        self._database = sqlite.connect(path, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE IF NOT EXISTS command (seq INTEGER PRIMARY KEY, room, id, body)")
        self._waiting: list[tuple[Written, AsyncResult[int]]] = []
        self._some = Event()
        self._threads = ThreadPool(1)
        gevent.spawn(self._commit_for_ever)

    def save(self, written: Written) -> int:
        """The number of the stored command, once it is on disk."""
        done: AsyncResult[int] = AsyncResult()
        self._waiting.append((written, done))
        self._some.set()
        seq = done.get()
        assert seq is not None
        return seq

    def _commit_for_ever(self) -> None:
        while True:
            self._some.wait()
            self._some.clear()
            batch, self._waiting = self._waiting, []
            seqs = self._threads.apply(self._write, ([written for written, _ in batch],))
            for (_, done), seq in zip(batch, seqs, strict=True):
                done.set(seq)

    def _write(self, rows: list[Written]) -> list[int]:
        insert = "INSERT INTO command (room, id, body) VALUES (?, ?, ?)"
        self._database.execute("BEGIN IMMEDIATE")
        seqs = [self._database.execute(insert, row).lastrowid for row in rows]
        self._database.execute("COMMIT")
        return seqs


class Room(Namespace):
    """The namespace `/room`. Who connects names a room and is in it."""

    def __init__(self, socketio: SocketIO, store: Store) -> None:
        super().__init__("/room")
        self._socketio = socketio
        self._store = store
        self._rooms: dict[str, str] = {}

    def on_connect(self, auth: dict[str, str]) -> None:
        self._rooms[_sid()] = auth["meeting"]
        join_room(auth["meeting"])
        self.emit("view", {"seq": 0, "now": _now(), "shared": {}, "me": {}}, room=_sid())

    def on_disconnect(self, _reason: str) -> None:
        self._rooms.pop(_sid(), None)

    def on_command(self, command: dict[str, Any]) -> dict[str, Any]:
        room, data = self._rooms[_sid()], command["data"]
        seq = self._store.save((room, command["id"], json.dumps([command["name"], data])))
        card = {"column": data["column"], "pos": seq, "text": data["text"]}
        patch = {"base": seq - 1, "seq": seq, "now": _now(), "shared": {"cards": {data["card"]: card}}}
        self._socketio.emit("patch", patch, to=room, namespace="/room")
        return {"ok": True, "seq": seq}


def create_app() -> Flask:
    """The server, on the SQLite file that `BENCH_DATABASE` names."""
    app = Flask(__name__)
    socketio = SocketIO(app, **OPTIONS)
    socketio.on_namespace(Room(socketio, Store(os.environ["BENCH_DATABASE"])))
    app.add_url_rule("/healthz", "healthz", lambda: "ok")
    app.add_url_rule("/join/<room>", "join", _join, methods=["POST"])
    return app


def _join(room: str) -> dict[str, str]:
    return {"meeting": room, "token": secrets.token_urlsafe(16)}


def _now() -> int:
    return time.time_ns() // 1_000_000


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid


def main() -> None:
    with processes.broadcaster() as server:
        print(f"the broadcaster listens on {server.url} (Ctrl-C stops it)")
        while True:
            time.sleep(60)


if __name__ == "__main__":
    main()
