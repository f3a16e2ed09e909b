"""Below Socket.IO: frames that are nonsense, frames that are too large, readers that are slow."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cast import OpenRoom, Person, together
from conftest import Server
from websocket import (
    ABNF,
    WebSocket,
    WebSocketConnectionClosedException,
    WebSocketTimeoutException,
    create_connection,
)
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import TextMessage

from facilitator.room.gateway.outbox import frame_of
from facilitator.tokens import new_id


@contextmanager
def raw(server: Server, *, read: bool = True) -> Iterator[WebSocket]:
    """A WebSocket that has had Engine.IO's greeting."""
    url = server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    made = create_connection(url, timeout=5, header=["Sec-WebSocket-Extensions: permessage-deflate"])
    try:
        assert not read or heard(made).startswith("0{")
        yield made
    finally:
        made.shutdown()


def heard(opened: WebSocket) -> str:
    """The next text that the server sends."""
    text = opened.recv()
    assert isinstance(text, str)
    return text


def end_of(opened: WebSocket) -> int:
    """The close code that the server ends the connection with."""
    while True:
        opcode, data = opened.recv_data()
        if opcode == ABNF.OPCODE_CLOSE:
            return int.from_bytes(data[:2], "big")


def join(opened: WebSocket, person: Person) -> None:
    """Connect to the room and read its first view."""
    auth = json.dumps({"meeting": person.meeting, "token": person.token})
    opened.send(f"40/room,{auth}")
    assert heard(opened).startswith("40/room,{")
    assert heard(opened).startswith('42/room,["view"')


@pytest.mark.parametrize("length", [1, 125, 126, 65_535, 65_536])
def test_a_text_of_any_length_is_framed_once_for_everybody(length: int) -> None:
    text = "é" + "x" * (length - 2) if length > 1 else "2"
    reader = Connection(ConnectionType.CLIENT)
    reader.receive_data(frame_of(text))
    assert list(reader.events()) == [TextMessage(data=text)]
    assert frame_of(text) is frame_of(text)


@pytest.mark.parametrize("frame", ["x", "bAAAA", "é", "7", " ", "\x00"])
def test_a_frame_that_is_no_engine_packet_ends_the_connection(server: Server, frame: str) -> None:
    with raw(server) as opened:
        opened.send(frame)
        assert end_of(opened) == 1003


def test_an_empty_frame_ends_the_connection(server: Server) -> None:
    with raw(server) as opened:
        opened.send("")
        assert end_of(opened) == 1003


def test_a_binary_frame_ends_the_connection(server: Server) -> None:
    with raw(server) as opened:
        opened.send_binary(b"4")
        assert end_of(opened) == 1003


@pytest.mark.parametrize(
    "packet",
    [
        "4",
        "4x",
        "49",
        "4²",
        "42/room",
        "42/room,",
        "42/room,{}",
        "42/room,[]",
        "42/room,[1]",
        '42/room,"command"',
        '42/room,["connect",{}]',
        '42/room,["disconnect","x"]',
        "42/room,[",
        '42/room,1["command"',
        "42/room," + "9" * 200 + '["command",{}]',
        '42/other,["command",{}]',
        '451-/room,["command",{"_placeholder":true,"num":0}]',
        '4599999999-/room,["command",{}]',
        '46/room,1["x"]',
        '44/room,"x"',
        '4{"a":1}',
        "42/room," + "[" * 30_000,
    ],
)
def test_a_packet_that_cannot_be_read_ends_the_connection_with_a_goodbye(
    open_room: OpenRoom, server: Server, packet: str
) -> None:
    (ana,) = open_room("Ana")
    with raw(server) as opened:
        join(opened, ana)
        opened.send(packet)
        assert '"goodbye",{"code":"bad_message"' in heard(opened)
        assert end_of(opened) == 1000


def test_after_all_that_the_room_still_answers(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        assert ana.call("check", {"seq": ana.seq})["ok"]


def test_an_event_before_connecting_ends_the_connection(server: Server) -> None:
    with raw(server) as opened:
        opened.send('42/room,1["check",{"seq":0}]')
        assert end_of(opened) == 1000


@pytest.mark.parametrize("length", [65_537, 1_000_000])
def test_a_message_over_64_kib_is_refused_as_it_arrives(server: Server, length: int) -> None:
    with raw(server) as opened:
        opened.send("4" + "x" * (length - 1))
        assert end_of(opened) == 1009


def test_the_limit_counts_bytes(server: Server) -> None:
    with raw(server) as opened:
        opened.send("4" + "€" * 30_000)
        assert end_of(opened) == 1009


def test_a_message_of_just_under_64_kib_is_read(open_room: OpenRoom, server: Server) -> None:
    (ana,) = open_room("Ana")
    with raw(server) as opened:
        join(opened, ana)
        head, tail = '42/room,7["check",{"seq":1,"x":"', '"}]'
        opened.send(head + "x" * (65_536 - len(head) - len(tail)) + tail)
        assert '"code":"invalid"' in heard(opened)


def test_a_ping_after_the_end_is_passed_over(server: Server) -> None:
    with raw(server) as opened:
        assert opened.sock
        farewell = ABNF.create_frame("1", ABNF.OPCODE_TEXT).format()
        opened.sock.sendall(farewell + ABNF.create_frame("", ABNF.OPCODE_PING).format())
        assert end_of(opened) == 1000
    assert "Traceback" not in server.log()


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        pytest.param(b"\x81\x01x", 1002, id="not masked"),
        pytest.param(b"\xc1\x80\0\0\0\0", 1002, id="reserved bit"),
        pytest.param(b"\x80\x80\0\0\0\0", 1002, id="continues nothing"),
        pytest.param(b"\x88\x81\0\0\0\0x", 1002, id="half a close code"),
        pytest.param(b"\x81\x82\0\0\0\0\xc3\x28", 1007, id="no UTF-8"),
    ],
)
def test_a_frame_that_is_none_ends_the_connection(server: Server, frame: bytes, code: int) -> None:
    with raw(server) as opened:
        assert opened.sock
        opened.sock.sendall(frame)
        assert end_of(opened) == code
    assert "Traceback" not in server.log()


def test_nothing_is_compressed(server: Server) -> None:
    with raw(server) as opened:
        headers = opened.getheaders()
        assert headers
        assert "sec-websocket-extensions" not in headers


def test_a_request_without_a_key_is_no_websocket(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        head = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n"
        plain.sendall((head + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n").encode())
        assert plain.recv(4096).startswith(b"HTTP/1.1 400")


def test_a_slow_reader_gets_every_byte(open_room: OpenRoom, server: Server) -> None:
    (ana,) = open_room("Ana")
    with raw(server) as opened:
        assert opened.sock
        opened.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        join(opened, ana)
        for field in ("expected", "happened", "impact"):
            changed = {"field": field, "was": "", "text": "é" * 4000}
            edit = {"id": new_id(), "name": "edit_recount", "data": changed}
            opened.send("42/room," + json.dumps(["command", edit]))
        for _ in range(40):
            opened.send("42/room," + json.dumps(["check", {"seq": 0}]))
        time.sleep(1)
        views = [json.loads(text[8:])[1] for text in _texts(opened) if '"view"' in text]
        assert len(views) == 40
        assert all(view["shared"]["recount"]["impact"] == "é" * 4000 for view in views)


def _texts(opened: WebSocket) -> Iterator[str]:
    """What comes until nothing comes for two seconds; pings are answered."""
    opened.settimeout(2)
    try:
        while True:
            text = heard(opened)
            if text == "2":
                opened.send("3")
            yield text
    except (WebSocketTimeoutException, WebSocketConnectionClosedException):
        return
