"""A client of a room: takes a seat, sends commands, keeps the view up to date.

It uses the protocol of docs/wire.md over a real socket. The demonstration and the tests use it, and it is an
example of a client::

    ben = RoomClient.join("http://127.0.0.1:5000", join_url, "Ben")
    ben.send("raise_hand")
    ben.wait_until(lambda: ben.view["seats"][ben.seat].get("hand"))
    ben.leave()
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Self

import requests
import socketio
from socketio.exceptions import SocketIOError

from facilitator.meeting import patch
from facilitator.refused import Refused
from facilitator.tokens import new_id

NAMESPACE = "/room"
EVENTS = ("view", "patch", "me", "goodbye", "disconnect")
PATIENCE_SECONDS = 20.0
# Refusals that are over after a while: the command is to be sent again, with the same id.
AGAIN = ("busy", "too_fast", "unavailable")
FIRST_PAUSE_SECONDS = 0.2


class RoomClient:
    """A client with one seat of a meeting. `connect` opens its connection and `leave` closes it.

    :ivar seq: the number of the last command that the view includes; -1 before the first view.
    :ivar view: what everybody in the room sees, as in docs/wire.md.
    :ivar me: what only this seat sees: its name, its role, what it may do.
    :ivar socket: the Socket.IO client, for what this class does not do.
    """

    def __init__(
        self,
        base_url: str,
        meeting: str,
        token: str,
        *,
        patience: float = PATIENCE_SECONDS,
        reconnects: bool = True,
    ) -> None:
        """A client for a seat that was taken before. It is not connected yet.

        :param base_url: the server's address, without a slash at its end.
        :param meeting: the meeting's id.
        :param token: the seat's token.
        :param patience: for how many seconds it waits for an answer or a change.
        :param reconnects: whether it connects again automatically after the connection was lost.
        """
        self.base_url, self.meeting, self.token, self.patience = base_url, meeting, token, patience
        self.seq = -1
        self.view: dict[str, Any] = {}
        self.me: dict[str, Any] = {}
        self._me_seq = -1
        self._ahead: dict[int, dict[str, Any]] = {}
        self._changed = threading.Condition()
        self.socket = _socket(reconnects)
        for event in EVENTS:
            self.socket.on(event, partial(self._hear, event), namespace=NAMESPACE)

    @classmethod
    def join(cls, base_url: str, join_url: str, name: str) -> Self:
        """Take a seat through the meeting's link, and connect.

        :param join_url: the link, or the secret part of it.
        :raises Refused: with the server's code and sentence.
        """
        link = join_url.rstrip("/").rpartition("/")[2]
        seat = _asked(requests.post(f"{base_url}/api/v1/join/{link}", json={"name": name}, timeout=30))
        return cls(base_url, seat["meeting"], seat["token"]).connect()

    def connect(self, *, auth: object = None, headers: Mapping[str, str] | None = None) -> Self:
        """Open the connection, and return once the first view is here.

        :param auth: the credentials to send instead of the seat's token.
        :param headers: headers to send with the WebSocket's request.
        :raises socketio.exceptions.ConnectionError: when the server cannot be reached or refuses the client.
        """
        self.socket.connect(
            self.base_url,
            headers=dict(headers or {}),
            auth={"meeting": self.meeting, "token": self.token} if auth is None else auth,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            wait_timeout=self.patience,
        )
        self.wait_until(lambda: self.me)
        return self

    @property
    def seat(self) -> str:
        """The id of this seat."""
        return str(self.me["seat"])

    @property
    def name(self) -> str:
        """The name of the person on this seat; "Somebody" before the first view."""
        return str(self.me.get("name", "Somebody"))

    @property
    def is_connected(self) -> bool:
        """Whether the connection is open."""
        return bool(self.socket.connected)

    def send(self, name: str, /, **data: Any) -> int:
        """Send one command, wait until this client's view includes it, and return the `seq` that it got.

        :raises Refused: with the server's code and sentence.
        :raises TimeoutError: when the change does not come.
        :raises socketio.exceptions.SocketIOError: when no answer comes, or there is no connection.
        """
        answer = self.ask(name, **data)
        if not answer["ok"]:
            raise Refused(answer["code"], answer["message"])
        self.catch_up(answer["seq"])
        return int(answer["seq"])

    def ask(self, name: str, /, *, command_id: str | None = None, **data: Any) -> dict[str, Any]:
        """Send one command and return the server's answer, also if it was refused.

        While the server is busy or cannot save, the command is sent again, as long as this client's patience.

        :param command_id: the id of an earlier command to send again; the server carries it out only once.
        :raises socketio.exceptions.SocketIOError: when no answer comes, or there is no connection.
        """
        command = {"id": command_id or new_id(), "name": name, "data": data}
        pause, end = FIRST_PAUSE_SECONDS, time.monotonic() + self.patience
        while True:
            answer = self.call("command", command)
            if answer["ok"] or answer["code"] not in AGAIN or time.monotonic() + pause > end:
                return answer
            time.sleep(pause)
            pause *= 2

    def call(self, event: str, *data: Any) -> dict[str, Any]:
        """Send one event unchanged and return the server's answer to it.

        :raises socketio.exceptions.SocketIOError: when no answer comes, or there is no connection.
        """
        answer: dict[str, Any] = self.socket.call(event, data, namespace=NAMESPACE, timeout=self.patience)
        return answer

    def wait_until(self, true: Callable[[], object], seconds: float | None = None) -> None:
        """Wait until `true` returns something true. It is called again after each received message.

        :param seconds: the longest time to wait, instead of this client's patience.
        :raises TimeoutError: when that takes too long.
        """
        seconds = self.patience if seconds is None else seconds
        with self._changed:
            if not self._changed.wait_for(true, seconds):
                raise TimeoutError(f"{self.name} waited {seconds:g} s at seq {self.seq}")

    def catch_up(self, seq: int) -> None:
        """Wait until this client's view has reached `seq`.

        :raises TimeoutError: when that takes too long.
        """
        self.wait_until(lambda: self.seq >= seq)

    def fresh(self) -> RoomClient:
        """A new client for the same seat, connected, with a whole view from the server."""
        return RoomClient(self.base_url, self.meeting, self.token).connect()

    def leave(self) -> None:
        """Close the connection. The seat stays."""
        self.socket.disconnect()
        if self.socket.eio.ws is not None:
            self.socket.eio.ws.shutdown()

    def on_event(self, event: str, message: Any) -> None:
        """A hook for subclasses, called with each received message before it changes this client's view."""

    # The client library handles each message in a thread of its own, so messages may come in another order.

    def _hear(self, event: str, message: Any = None) -> None:
        with self._changed:
            self.on_event(event, message)
            self._take_in(event, message)
            missed = event == "patch" and self.seq >= 0 and bool(self._ahead)
            self._changed.notify_all()
        if missed:
            # If the connection is lost, this may fail: the next connection begins with a whole view.
            with contextlib.suppress(SocketIOError):
                self.socket.emit("check", {"seq": self.seq}, namespace=NAMESPACE)

    def _take_in(self, event: str, message: Any) -> None:
        if event == "view" and message["seq"] >= self.seq:
            self.seq, self.view = message["seq"], message["shared"]
        if event == "patch":
            self._ahead[message["base"]] = message
        if event in ("view", "me") and message["seq"] >= self._me_seq:
            self._me_seq, self.me = message["seq"], message["me"]
        self._apply_ahead()

    def _apply_ahead(self) -> None:
        while found := self._ahead.pop(self.seq, None):
            self.seq, self.view = found["seq"], patch.apply(self.view, found["shared"])
        self._ahead = {base: later for base, later in self._ahead.items() if base > self.seq}


def _socket(reconnects: bool) -> socketio.Client:
    return socketio.Client(
        reconnection=reconnects,
        reconnection_delay=0.2,
        reconnection_delay_max=2,
        handle_sigint=False,
        # A program comes from no page, so it should send no Origin header. The library would send one.
        websocket_extra_options={"suppress_origin": True},
    )


def open_meeting(base_url: str, api_token: str, **prepared: Any) -> tuple[str, RoomClient]:
    """Create a meeting with an API token. Returns its link and a connected client with its leader's seat.

    :param prepared: the fields of a meeting as the API takes them. The leader has the account's name.
    :raises Refused: with the server's code and sentence.
    """
    headers = {"Authorization": f"Bearer {api_token}"}
    made = _asked(requests.post(f"{base_url}/api/v1/meetings", json=prepared, headers=headers, timeout=30))
    return made["join_url"], RoomClient(base_url, made["id"], made["seat_token"]).connect()


def _asked(response: requests.Response) -> dict[str, Any]:
    data: dict[str, Any] = response.json()
    if not response.ok:
        raise Refused(data["code"], data["message"], response.status_code)
    return data
