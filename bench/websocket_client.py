"""A WebSocket client that costs little, so that hundreds of them measure a server and not themselves.

It knows what our servers send: whole text frames, unmasked, without compression.
"""

from __future__ import annotations

import base64
import secrets
import struct
import time
from collections.abc import Callable, Iterator

import gevent
from gevent import socket

Address = tuple[str, int]
PATH = "/socket.io/?EIO=4&transport=websocket"
_TEXT, _CLOSE = 1, 8
# Data is XORed with the mask, so this one leaves it as it is. It is valid, and costs nothing.
_MASK = bytes(4)


class Client:
    """One WebSocket.

    :param hear: is called with each text, as bytes of UTF-8, and the instant at which it arrived, in seconds of
        `time.perf_counter`.
    :param lost: is called when the server has ended the connection.
    """

    def __init__(
        self, address: Address, hear: Callable[[bytes, float], None], lost: Callable[[], None]
    ) -> None:
        self._socket = socket.socket()
        self._socket.connect(address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._hear = hear
        self._lost = lost
        rest = self._shake_hands(address)
        self._listening = gevent.spawn(self._listen, rest)

    def send(self, text: str) -> None:
        data = text.encode()
        head = bytes([0x80 | _TEXT, 0x80 | len(data)]) if len(data) < 126 else _long_head(len(data))
        self._socket.sendall(head + _MASK + data)

    def close(self) -> None:
        self._listening.kill()
        self._socket.close()

    def _shake_hands(self, address: Address) -> bytearray:
        """Ask for the WebSocket. What came behind the answer is returned."""
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        self._socket.sendall(
            f"GET {PATH} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        got = bytearray()
        while b"\r\n\r\n" not in got:
            piece = self._socket.recv(4096)
            if not piece:
                raise ConnectionError("the server ended the connection in the handshake")
            got += piece
        head, _, rest = got.partition(b"\r\n\r\n")
        if b" 101 " not in head.partition(b"\r\n")[0]:
            raise ConnectionError(head.decode())
        return rest

    def _listen(self, buffer: bytearray) -> None:
        at = time.perf_counter()
        while True:
            for kind, text in _frames(buffer):
                if kind == _CLOSE:
                    return self._lost()
                self._hear(text, at)
            try:
                piece = self._socket.recv(65536)
            except OSError:
                piece = b""
            if not piece:
                return self._lost()
            at = time.perf_counter()
            buffer += piece


def _long_head(length: int) -> bytes:
    return struct.pack("!BBH", 0x80 | _TEXT, 0x80 | 126, length)


def _frames(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """Take the whole frames out of the buffer: of each the kind and the text."""
    while len(buffer) >= 2:
        length, begin = buffer[1] & 0x7F, 2
        if length == 126:
            length, begin = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            length, begin = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < begin + length:
            return
        kind, text = buffer[0] & 0x0F, bytes(buffer[begin : begin + length])
        del buffer[: begin + length]
        yield kind, text
