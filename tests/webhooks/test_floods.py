"""A receiver that talks without a pause keeps nobody else in the server waiting."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fixtures.certificate import certificate_for

LONGEST_SECONDS = 30
CONTINUE = b"HTTP/1.1 100 C\r\n\r\n"
TRAILERS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
# What each server begins with, and what it says again and again.
FLOODS = ((b"", CONTINUE, "no_answer"), (TRAILERS, b"a: b\r\n", "200"))
# One greenlet sends; another one must have its turns meanwhile.
SCRIPT = """
from gevent import monkey; monkey.patch_all()
import sys, time
import gevent
from facilitator.outbox import NotDelivered
from facilitator.webhooks import conversation, targets

targets.is_allowed = lambda address: True
last = longest = 0.0

def tick():
    global last, longest
    while True:
        last = time.monotonic()
        gevent.sleep(0.01)
        longest = max(longest, time.monotonic() - last)

gevent.spawn(tick)
for url in sys.argv[1:]:
    gevent.sleep(0.05)
    longest = 0.0
    try:
        said = conversation.post(url, b"{}", {}, 2.0).status
    except NotDelivered as failed:
        said = failed.code
    gevent.sleep(0.02)
    print(said, longest < 0.5)
"""


@pytest.fixture
def floods(tmp_path: Path) -> Iterator[list[str]]:
    """The URLs of receivers that flood, without TLS and with it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate_for(tmp_path, "localhost"))
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(2 * len(FLOODS))]
    for number, listener in enumerate(listeners):
        first, again, _ = FLOODS[number // 2]
        given = (listener, context if number % 2 else None, first, again * 5000)
        threading.Thread(target=_flood, args=given, daemon=True).start()
    ports = [listener.getsockname()[1] for listener in listeners]
    yield [f"http{'s' * (number % 2)}://localhost:{port}/" for number, port in enumerate(ports)]
    for listener in listeners:
        listener.close()


def _flood(listener: socket.socket, context: ssl.SSLContext | None, first: bytes, again: bytes) -> None:
    with suppress(OSError):
        raw, _ = listener.accept()
        with context.wrap_socket(raw, server_side=True) if context else raw as client:
            client.recv(65_536)
            client.sendall(first)
            while True:
                client.sendall(again)


def test_talk_without_a_pause_keeps_nobody_waiting(floods: list[str], tmp_path: Path) -> None:
    [certificate] = tmp_path.glob("*.pem")
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT, *floods],
        env=os.environ | {"SSL_CERT_FILE": str(certificate)},
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    expected = [f"{said} True" for *_, said in FLOODS for _ in range(2)]
    assert (process.stdout.splitlines(), process.stderr) == (expected, "")
