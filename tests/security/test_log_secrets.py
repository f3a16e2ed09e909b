"""No line of the log has anything that lets somebody in, whichever library writes it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Server, empty_database, free_port

from facilitator.masking import mask
from facilitator.tokens import new_id, new_token

# Every place in which a request can carry a secret, with `{}` for it.
REQUESTS = [
    *(
        f"GET {path}{{}} HTTP/1.1"
        for path in ("/setup/", "/invitation/", "/reset/", "/join/", "/api/v1/join/")
    ),
    "POST /invitation/{} HTTP/1.1",
    "GET /join%2F{} HTTP/1.1",
    "GET /sign-in/provider/back?state={0}&code={0} HTTP/1.1",
    "GET /socket.io/?EIO=4&transport=websocket&sid={} HTTP/1.1",
    "GET /socket.io/?EIO=4&transport=polling&sid={} HTTP/1.1",
    "POST /socket.io/?EIO=4&transport=polling&sid={} HTTP/1.1",
    "GET /log?q={} HTTP/1.1",
    "GET / HTTP/1.1\r\nCookie: sign_in={0}; __Host-seat_abc={0}; facilitator={0}",
    "GET /api/v1/entries HTTP/1.1\r\nAuthorization: Bearer {}",
    "GET / HTTP/1.1\r\nReferer: http://localhost/reset/{}",
    # Requests that cannot be read.
    "GET /join/{}",
    "GET /join/{} HTTP/9",
    "GE T/join/{} HTTP/1.1",
    "/join/{}",
    "{} /join/x HTTP/1.1",
    "GET / HTTP/1.1\r\nCookie {}: x",
    "GET / HTTP/1.1\r\nAuthorization: Bearer\x01{}",
    "GET / HTTP/1.1\r\nA: b\r\n folded {}",
    "POST / HTTP/1.1\r\nTransfer-Encoding: {}",
    "GET / HTTP/1.1\r\nExpect: {}",
]


@pytest.fixture
def talkative(tmp_path: Path) -> Iterator[Server]:
    """A server that logs as much as it can, each request too."""
    more = {"FACILITATOR_LOG_LEVEL": "debug", "GUNICORN_CMD_ARGS": "--access-logfile -"}
    made = Server(tmp_path, free_port(), empty_database() | more)
    made.start()
    yield made
    made.end()


def ask(server: Server, head: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"{head}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        with contextlib.suppress(OSError):
            while connection.recv(65536):
                pass


def test_a_real_server_logs_no_secret_at_any_level(talkative: Server) -> None:
    secret = new_token()
    for request in REQUESTS:
        ask(talkative, request.format(secret))
    ask(talkative, "GET /healthz?last HTTP/1.1")
    time.sleep(0.3)
    log = talkative.log()
    assert "GET /healthz?… HTTP/1.1" in log
    assert log.count("GET /join/…") >= 2
    assert log.count("Invalid request from ip=127.0.0.1: ") >= 4
    # Half of it counts as well. The link to the first account is printed on purpose.
    assert [line for line in log.splitlines() if secret[:16] in line] == []


SCRIPT = """
import logging, sys, threading
from facilitator import masking
masking.install()
logging.basicConfig(level="DEBUG")
secret = sys.argv[1]
def fail(): raise ValueError(f"http://localhost/reset/{secret}")
try: fail()
except ValueError: logging.getLogger("any.library").exception("it failed with %s", {"token": secret})
logging.getLogger("other").debug("Cookie: a=b; sign_in=%s", secret)
logging.getLogger("other").error("odd %d", "/join/" + secret)
handler = logging.getLogger("own"); handler.addHandler(logging.StreamHandler()); handler.info("code=%s", secret)
threading.Thread(target=fail).start()
"""


@pytest.mark.parametrize("make", [new_id, new_token])
def test_no_library_and_no_traceback_logs_a_secret(make: Callable[[], str]) -> None:
    secret = make()
    done = subprocess.run([sys.executable, "-c", SCRIPT, secret], capture_output=True, text=True, check=True)
    assert "it failed with {'token': …}" in done.stderr
    assert done.stderr.count("ValueError: http://localhost/reset/…") == 2
    assert secret not in done.stderr + done.stdout


@pytest.mark.parametrize(
    "line",
    [
        "an attempt that succeeded stays counted: ConnectionError",
        "command failed in meeting Zk3_x8Qd91mBq-0aTt5YyA with OperationalError: disk is full",
        "sign_in_failed account=Zk3_x8Qd91mBq-0aTt5YyA network=2001:db8::/64 token_id=Zk3_x8Qd91mBq-0aTt5YyA",
        '  File "/opt/facilitator/lib/facilitator/room/gateway/namespace.py", line 12, in on_event',
    ],
)
def test_what_an_operator_needs_stays(line: str) -> None:
    assert mask(line) == line
    assert mask(mask("Cookie: a=b; c=d\nGET /log?q=x")) == mask("Cookie: a=b; c=d\nGET /log?q=x")
