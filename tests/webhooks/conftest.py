"""What tests of webhooks share: a receiver, which is a real HTTP server with moods."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import pytest
from conftest import free_port
from fixtures.mail import SITE
from flask import Flask

from facilitator import clock, database
from facilitator.tokens import new_id
from facilitator.webhooks import store
from facilitator.webhooks.events import TITLES
from facilitator.webhooks.tables import Webhook

LONGER_THAN_A_TEST = 60


@dataclass(frozen=True)
class Got:
    """A request that arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """A server that takes what webhooks send. In a mood it does something else, such as ``stalls``.

    :ivar status: what it answers, with `more` headers and `text`.
    :ivar on_request: called when it has all of a request, before it answers.
    :ivar let_go: set when those who stall shall end.
    """

    port: int = field(default_factory=free_port)
    host: str = "127.0.0.1"
    mood: str = ""
    status: int = 200
    more: dict[str, str] = field(default_factory=dict)
    text: str = "ok"
    got: list[Got] = field(default_factory=list)
    on_request: Callable[[], object] = lambda: None
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/hook?key=a-secret-of-the-receiver"

    def open(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer((self.host, self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["content-length"]))
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.got.append(Got(request.path, headers, body))
        self.on_request()
        request.close_connection = True
        if self.mood == "hangs up":
            return
        if self.mood == "stalls":
            self.let_go.wait(LONGER_THAN_A_TEST)
        if self.mood == "drips":
            while not self.let_go.wait(0.1):
                request.wfile.write(b"H")
        if self.mood == "says no HTTP":
            request.wfile.write(b"220 mail.example.org ESMTP\r\n")
            return
        self._answer(request)

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(self.status)
        for name, value in self.more.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(self.text.encode())
        if self.mood == "talks without end":
            while not self.let_go.wait(0.01):
                request.wfile.write(b"and so on " * 1000)


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def receiver(bound: Flask) -> Iterator[Receiver]:
    """A receiver that is open, at an address to which the application may send."""
    allow(bound, "127.0.0.1/32")
    made = Receiver()
    made.open()
    yield made
    made.close()


def allow(app: Flask, *networks: str) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(
        settings, base_url=SITE, webhook_networks=tuple(ip_network(each) for each in networks)
    )


def webhook(url: str, format_: str = "standard", events: Sequence[str] = tuple(TITLES)) -> Webhook:
    """A webhook that is on."""
    sent = {"name": f"The channel {new_id()}", "format": format_, "url": url, "events": list(events)}
    with database.session() as session:
        return store.make(session, sent, clock.now())


def the(made: Webhook) -> Webhook:
    with database.read() as session:
        return session.get_one(Webhook, made.id)
