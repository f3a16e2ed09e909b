"""A webhook reaches nothing that only the server can reach, however its URL, its name or its answer are written."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import free_port
from fixtures.certificate import certificate_for
from flask import Flask
from webhooks.conftest import Receiver, allow

from facilitator.outbox import NotDelivered
from facilitator.webhooks import conversation, targets
from facilitator.webhooks.conversation import Answer

NAME = "hooks.example"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


@pytest.fixture
def elsewhere(receiver: Receiver) -> Iterator[Receiver]:
    """A second receiver on this machine, at an address to which we may not send."""
    made = Receiver(host="127.0.0.2")
    made.open()
    yield made
    made.close()


def post(url: str) -> Answer:
    return conversation.post(url, b"{}", {}, 2.0)


def refused(url: str) -> str:
    with pytest.raises(NotDelivered) as found:
        post(url)
    return found.value.code


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Lets `hooks.example` have these addresses, one answer after another; what was asked."""

    def answer(*addresses: str) -> list[str]:
        asked: list[str] = []
        left = iter(addresses)
        real = socket.getaddrinfo

        def look_up(host: Any, port: Any, *more: Any, **named: Any) -> Any:
            if host != NAME:
                return real(host, port, *more, **named)
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in next(left).split()]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        return asked

    return answer


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "168.63.129.16",
        "169.254.169.254", "172.31.255.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
        "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "4000::1", "no address",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(bound: Flask, address: str) -> None:
    assert not targets.is_allowed(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_a_public_one_is_allowed(bound: Flask, address: str) -> None:
    assert targets.is_allowed(address)


def test_the_setting_allows_more_and_only_that(bound: Flask) -> None:
    allow(bound, "10.1.0.0/16", "fd00:1::/64")
    may = ("10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5")
    may_not = ("10.2.0.1", "fd00:2::5", "127.0.0.1")
    assert [targets.is_allowed(each) for each in (*may, *may_not)] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    "url",
    [
        "", "hooks.example", "ftp://hooks.example/", "file:///etc/passwd", "gopher://hooks.example/",
        "javascript:alert(1)", "http:///path", "https://ana:secret@hooks.example/", "https://ana@hooks.example/",
        "https://hooks.example:22/", "https://hooks.example:0/", "https://hooks.example:99999/",
        "https://hooks.example/a b", "https://hooks.example/\r\nHost: other", "https://hooks.example\\@other/",
        "https://hooks.example/\u202e", "https://[::1/", f"https://hooks.example/{'a' * 2000}",
    ],
)  # fmt: skip
def test_what_is_no_url_of_a_receiver_is_refused(bound: Flask, url: str) -> None:
    with pytest.raises(NotDelivered) as found:
        targets.target_of(url)
    assert found.value.code == "url_unfit"


def test_a_url_has_its_parts(bound: Flask) -> None:
    assert targets.target_of("HTTPS://Hooks.Example/a/b?c=d#e") == targets.Target(
        "https", "hooks.example", 443, "/a/b?c=d"
    )
    assert targets.target_of("http://[2606:4700::1111]:8080") == targets.Target(
        "http", "2606:4700::1111", 8080, "/"
    )
    assert targets.target_of("https://bücher.example/").host == "xn--bcher-kva.example"


@pytest.mark.parametrize("host", ["127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "[::1]"])
def test_however_an_address_is_written_it_is_refused(elsewhere: Receiver, host: str) -> None:
    assert refused(f"http://{host}:{elsewhere.port}/") == "network_refused"
    assert elsewhere.got == []


def test_a_redirect_is_followed_with_what_was_sent(receiver: Receiver) -> None:
    receiver.status, receiver.more = 308, {"Location": "/moved"}
    receiver.on_request = lambda: setattr(receiver, "status", 308 if len(receiver.got) < 2 else 200)
    assert post(receiver.url).status == 200
    assert [(got.path, got.body) for got in receiver.got] == [
        ("/hook?key=a-secret-of-the-receiver", b"{}"),
        ("/moved", b"{}"),
    ]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_into_a_private_network_is_refused(
    receiver: Receiver, elsewhere: Receiver, status: int
) -> None:
    receiver.status, receiver.more = status, {"Location": elsewhere.url}
    assert refused(receiver.url) == "network_refused"
    assert elsewhere.got == []


@pytest.mark.parametrize(
    "location", ["ftp://hooks.example/", "http://user:word@127.0.0.1/", "http://[", "/again"]
)
def test_a_redirect_to_nowhere_or_without_end_is_refused(receiver: Receiver, location: str) -> None:
    receiver.status, receiver.more = 307, {"Location": location}
    assert refused(receiver.url) == "redirected"
    assert len(receiver.got) == (4 if location == "/again" else 1)


def test_a_name_is_looked_up_once_and_that_address_is_taken(
    receiver: Receiver, elsewhere: Receiver, names: Callable[..., list[str]]
) -> None:
    """The second answer is the attack: a name whose address changes after it was checked."""
    asked = names("127.0.0.1", "127.0.0.2")
    assert post(f"http://{NAME}:{receiver.port}/").status == 200
    assert (asked, elsewhere.got) == ([NAME], [])
    assert receiver.got[0].headers["host"] == f"{NAME}:{receiver.port}"
    assert refused(f"http://{NAME}:{elsewhere.port}/") == "network_refused"
    assert elsewhere.got == []


def test_one_private_address_among_several_is_enough_to_refuse(
    receiver: Receiver, names: Callable[..., list[str]]
) -> None:
    names("127.0.0.1 127.0.0.2")
    assert refused(f"http://{NAME}:{receiver.port}/") == "network_refused"


def test_the_next_address_is_taken_when_one_is_away(
    bound: Flask, receiver: Receiver, names: Callable[..., list[str]]
) -> None:
    allow(bound, "127.0.0.0/8")
    names("127.0.0.3 127.0.0.1")
    assert post(f"http://{NAME}:{receiver.port}/").status == 200


def test_the_time_is_bounded_also_when_other_addresses_are_silent(
    bound: Flask, receiver: Receiver, names: Callable[..., list[str]]
) -> None:
    allow(bound, "127.0.0.0/8")
    names("127.0.0.3 127.0.0.4 127.0.0.1")
    receiver.mood = "drips"
    end = threading.Timer(10, receiver.let_go.set)
    end.start()
    with _silent("127.0.0.3", receiver.port), _silent("127.0.0.4", receiver.port):
        began = time.monotonic()
        assert refused(f"http://{NAME}:{receiver.port}/") == "no_answer"
        assert 1 < time.monotonic() - began < 4
    end.cancel()


@contextmanager
def _silent(host: str, port: int) -> Iterator[None]:
    """A port at which nobody answers, because as many wait there as may."""
    with socket.create_server((host, port), backlog=0) as listener, ExitStack() as waiting:
        for _ in range(2):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield


def test_a_name_that_nobody_has_says_so(bound: Flask) -> None:
    assert refused("https://no-such-host.invalid/") == "no_such_host"


def test_an_encrypted_receiver_proves_its_name_whatever_its_address(
    receiver: Receiver, names: Callable[..., list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_for(tmp_path, NAME)
    encrypted = Receiver(port=free_port())
    encrypted.open()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server_names: list[str] = []
    context.sni_callback = lambda _sock, name, _context: server_names.append(name)
    encrypted.server.socket = context.wrap_socket(encrypted.server.socket, server_side=True)
    names("127.0.0.1", "127.0.0.1")
    url = f"https://{NAME}:{encrypted.port}/"
    assert refused(url) == "receiver_not_encrypted"
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    assert post(url).status == 200
    assert set(server_names) == {NAME}
    # It has a certificate, though not for this name.
    assert refused(f"https://127.0.0.1:{encrypted.port}/") == "receiver_not_encrypted"
    assert len(encrypted.got) == 1
    encrypted.close()
