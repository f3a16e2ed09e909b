"""Requests that no browser sends, to the real server: each is answered, and none of them by a 500."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from random import Random

import pytest
import requests
from conftest import Server
from flask.testing import FlaskClient
from html_page import Page

CHUNKS = (
    b"ZZ\r\nabc\r\n0\r\n\r\n",
    b"-1\r\nabc\r\n0\r\n\r\n",
    b"3\r\nabcd\r\n0\r\n\r\n",
    b"3;x=\n\r\nabc\r\n0\r\n\r\n",
    b"\r\n",
)
KINDS = ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x")
PARTS = (
    b"Content-Disposition: form-data",
    b'Content-Disposition: form-data; filename="a"',
    b"Content-Disposition: attachment",
    b"Content-Disposition: form-data; name*=x",
    b"Content-Disposition: form-data; name*=utf-99''x",
    b'Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=nope',
    b"",
)
PATHS = ("/", "/sign-in", "/join/x", "/room/x", "/log?q=%ff", "/api/v1/entries", "/static/css/base.css", "/healthz",
         "/socket.io/?EIO=4&transport=websocket", "/%ff%fe", "//", "/setup/x", "/account")  # fmt: skip
HEADERS = (b"Host", b"Cookie", b"Accept", b"Accept-Language", b"Accept-Encoding", b"Content-Type", b"Content-Length",
           b"Authorization", b"Origin", b"Referer", b"User-Agent", b"X-Forwarded-For", b"X-Forwarded-Host", b"Range",
           b"If-Modified-Since", b"If-None-Match", b"If-Range", b"Upgrade", b"Connection", b"Sec-WebSocket-Key",
           b"Sec-WebSocket-Version", b"X-CSRFToken", b"X-HTTP-Method-Override")  # fmt: skip
VALUES = (b"", b" ", b"\xff\xfe", b"a" * 4000, b'"', b";;;,,,", b"==;=", b"%00%ff", b"[::1", b"http://[", b"a:b:c",
          b"bytes=0-", b"bytes=5-2,9", b"0", b"-1", b"9" * 30, b"websocket", b"Bearer \xe9", b"Basic /////w==",
          b"multipart/form-data", b'multipart/form-data; boundary="', b"application/json; charset=nope",
          b"text/html;q=nan", b"*/*;q=1e999", b"Mon, 99 Foo 0000", b'W/"x', b"seat_x=1; seat_x=2", b"sign_in=\xc3\x28",
          b"facilitator=.eJ.x.y", b'a="\\777"', b"x*=utf-99''%ff", b"::ffff:1.2.3.4", b"unknown, _x")  # fmt: skip


def status(server: Server, request: bytes) -> int:
    """The status of the answer, 0 if the connection ended without one."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(request)
        with suppress(ConnectionError):
            answer = client.recv(64)
            found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
            return int(found[1]) if found else 0
    return 0


@pytest.fixture
def signed(server: Server) -> str:
    """The header lines of a request with a session and its CSRF token."""
    with requests.Session() as browser:
        token = Page(browser.get(f"{server.url}/sign-in", timeout=30).text).value("[name=csrf_token]")
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return f"Host: 127.0.0.1:{server.port}\r\nCookie: {cookies}\r\nX-CSRFToken: {token}\r\n"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/join/xxxxxxxxxxxxxxxx"])
def test_chunks_that_are_none_are_the_clients_mistake(
    server: Server, signed: str, path: str, kind: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\n{signed}Content-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
    for chunks in CHUNKS:
        assert (chunks, status(server, head.encode() + chunks) // 100) == (chunks, 4)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_form_may_have_no_name(client: FlaskClient, part: bytes) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    body = b"--x\r\n" + part + b"\r\n\r\nfoo\r\n--x--\r\n"
    sent = client.post("/sign-in", data=body, content_type="multipart/form-data; boundary=x")
    assert sent.status_code == 400  # Its CSRF token is looked for among the names of its fields.
    client.application.config["WTF_CSRF_ENABLED"] = False
    assert (
        client.post("/sign-in", data=body, content_type="multipart/form-data; boundary=x").status_code == 422
    )


@pytest.mark.parametrize("seed", range(6))
def test_no_header_breaks_a_page(server: Server, seed: int) -> None:
    chance = Random(seed)
    for _ in range(60):
        lines = [(b"Host", f"127.0.0.1:{server.port}".encode())]
        lines += [(chance.choice(HEADERS), chance.choice(VALUES)) for _ in range(chance.randint(1, 4))]
        method = chance.choice(("GET", "GET", "POST", "HEAD", "OPTIONS", "PUT", "TRACE"))
        head = f"{method} {chance.choice(PATHS)} HTTP/1.1\r\n".encode()
        request = head + b"".join(name + b": " + value + b"\r\n" for name, value in lines) + b"\r\n"
        told = status(server, request + b"a=b")
        assert (request, told // 100 in (0, 1, 2, 3, 4) or told == 501) == (request, True)
    assert requests.get(f"{server.url}/healthz", timeout=30).status_code == 200
