"""Servers to measure, each in a process group of its own, and what such a group uses."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Group:
    """The processes of one server: all that have its process group."""

    leader: int

    def pids(self) -> list[int]:
        return [pid for pid in _all_pids() if _group_of(pid) == self.leader]

    def cpu_seconds(self) -> float:
        """Seconds of processor time that the group has used so far, in user and system mode."""
        stats = [fields for pid in self.pids() if (fields := _stat(pid))]
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICKS

    def pss_bytes(self) -> int:
        """Memory of the group, in bytes, where a page that n processes share counts as 1/n for each."""
        return sum(_pss(pid) for pid in self.pids())


@dataclass(frozen=True)
class Server:
    """A running server.

    :ivar token: the API token with which meetings are opened; empty for the broadcaster.
    :ivar start_seconds: from the start of the program to the first answer of /healthz.
    """

    url: str
    token: str
    group: Group
    start_seconds: float


@contextmanager
def facilitator(
    program: tuple[str, ...] = (), *, data: Path | None = None, **settings: str
) -> Iterator[Server]:
    """The product on an empty SQLite database.

    :param program: what to start it with, such as :func:`bench.slow_disk.program`.
    :param data: the folder for its data; without one, a temporary folder. :func:`prepare` may have been there.
    :param settings: its other settings, by the names of their variables.
    """
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environ = os.environ | {"FACILITATOR_DATA_DIR": str(data or folder), "PORT": str(port)} | settings
        token = prepare(Path(folder)) if data is None else _prepared()[1]
        with _running([*program, *_facilitator("serve")], environ, port, token) as server:
            yield server


def prepare(folder: Path) -> str:
    """Put an empty SQLite database of the product into a folder. Returns an API token of the account in it."""
    prepared, token = _prepared()
    shutil.copytree(prepared.name, folder, dirs_exist_ok=True)
    return token


@contextmanager
def broadcaster(program: tuple[str, ...] = ()) -> Iterator[Server]:
    """The server that ours is compared with, :mod:`bench.broadcaster`, on an empty SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environ = os.environ | {"BENCH_DATABASE": str(Path(folder) / "broadcaster.db")}
        gunicorn = (
            "-m",
            "gevent.monkey",
            "--module",
            "gunicorn",
            "--worker-class",
            "gevent",
            "--workers",
            "1",
        )
        where = ("--worker-connections", "4000", "--bind", f"127.0.0.1:{port}", "--log-level", "warning")
        command = [*program, sys.executable, *gunicorn, *where, "bench.broadcaster:create_app()"]
        with _running(command, environ, port, "") as server:
            yield server


@contextmanager
def _running(command: list[str], environ: dict[str, str], port: int, token: str) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environ, start_new_session=True)
    try:
        _wait(process, port)
        took = time.perf_counter() - began
        yield Server(f"http://127.0.0.1:{port}", token, Group(process.pid), took)
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if _is_healthy(port):
            return
        time.sleep(0.005)
    raise SystemExit("the server did not start")


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole group, at once if it does not end by itself."""
    for ask in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, ask)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _facilitator(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "facilitator", *arguments]


@cache
def _prepared() -> tuple[tempfile.TemporaryDirectory[str], str]:
    """A data directory with a new database, and an API token of the account in it. Made once a process."""
    folder = tempfile.TemporaryDirectory()
    environ = os.environ | {"FACILITATOR_DATA_DIR": folder.name}
    email = "bench@example.org"
    account = ("account", "create", "--name", "Bench", "--email", email, "--password", secrets.token_hex(16))
    for command in (("upgrade",), account, ("token", "create", "--name", "bench", "--account", email)):
        done = subprocess.run(_facilitator(*command), env=environ, check=True, capture_output=True, text=True)
    return folder, done.stdout.split()[-1]


def _all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _group_of(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[2]) if fields else None


def _stat(pid: int) -> list[str]:
    """What stands in /proc/<pid>/stat after the program's name: state, parent, group, …; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith("Pss:")]
    return int(kilobytes) * 1024
