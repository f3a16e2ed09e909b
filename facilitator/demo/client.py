"""A person in a room, as a program: takes a seat, sends commands, keeps the view up to date.

It speaks the wire of docs/wire.md over a real socket, so it serves the demonstration, the tests
and as an example of a client::

    ben = Person("http://127.0.0.1:5000", join_url, "Ben")
    ben.send("raise_hand")
    ben.wait_until(lambda: ben.view["seats"][ben.seat].get("hand"))
    ben.leave()
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import requests
import socketio

from facilitator.meeting import patch
from facilitator.refused import Refused
from facilitator.tokens import new_id

NAMESPACE = "/room"
PATIENCE_SECONDS = 20.0


class Person:
    """Joins through a link at once and stays connected until `leave`.

    :param base_url: the server's address, without a slash at its end.
    :param join_url: the meeting's link, or the secret part of it.
    :raises Refused: what the server says against it.
    """

    def __init__(self, base_url: str, join_url: str, name: str) -> None:
        link = join_url.rstrip("/").rpartition("/")[2]
        seat = _asked(requests.post(f"{base_url}/api/v1/join/{link}", json={"name": name}, timeout=30))
        self._sit(base_url, seat["meeting"], seat["token"])

    @classmethod
    def seated(cls, base_url: str, meeting: str, token: str) -> Person:
        """Somebody who has a seat already, such as the leader who made the meeting."""
        person = cls.__new__(cls)
        person._sit(base_url, meeting, token)
        return person

    def _sit(self, base_url: str, meeting: str, token: str) -> None:
        self.base_url, self.meeting, self.token = base_url, meeting, token
        self.seq = -1
        self.view: dict[str, Any] = {}
        self.me: dict[str, Any] = {}
        self._me_seq = -1
        self._ahead: dict[int, dict[str, Any]] = {}
        self._changed = threading.Condition()
        self._socket = socketio.Client(reconnection_delay=0.2, reconnection_delay_max=2, handle_sigint=False)
        hearing = {"view": self._on_view, "patch": self._on_patch, "me": self._on_me}
        for event, hear in {**hearing, "disconnect": self._on_disconnect}.items():
            self._socket.on(event, hear, namespace=NAMESPACE)
        self._socket.connect(
            base_url,
            namespaces=[NAMESPACE],
            auth={"meeting": meeting, "token": token},
            transports=["websocket"],
            wait_timeout=PATIENCE_SECONDS,
        )
        self.wait_until(lambda: self.me)

    @property
    def seat(self) -> str:
        """The id of this person's seat."""
        return str(self.me["seat"])

    @property
    def is_connected(self) -> bool:
        """Whether the room is in reach; a connection that was lost is sought again."""
        return bool(self._socket.connected)

    @property
    def name(self) -> str:
        """This person's name in the room."""
        return str(self.me.get("name", "Somebody"))

    def send(self, name: str, /, **data: Any) -> int:
        """Send one command and return the `seq` that it got, once this person's view has it.

        :raises Refused: with the server's code and sentence.
        """
        command = {"id": new_id(), "name": name, "data": data}
        answer = self._socket.call("command", command, namespace=NAMESPACE, timeout=PATIENCE_SECONDS)
        if not answer["ok"]:
            raise Refused(answer["code"], answer["message"])
        self.catch_up(answer["seq"])
        return int(answer["seq"])

    def wait_until(self, true: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> None:
        """Return once `true` says so; it is asked again whenever the view has changed.

        :raises TimeoutError: when that takes too long.
        """
        with self._changed:
            if not self._changed.wait_for(true, seconds):
                raise TimeoutError(f"{self.name} waited {seconds:g} s at seq {self.seq}")

    def catch_up(self, seq: int) -> None:
        """Return once this person's view has reached `seq`."""
        self.wait_until(lambda: self.seq >= seq)

    def fresh(self) -> Person:
        """The same seat on a new connection, whose view comes whole from the server."""
        return Person.seated(self.base_url, self.meeting, self.token)

    def leave(self) -> None:
        """Close the connection. The seat stays."""
        self._socket.disconnect()

    # The client library hears each message in a thread of its own, so two may change places.

    def _on_view(self, message: dict[str, Any]) -> None:
        with self._changed:
            if message["seq"] >= self.seq:
                self.seq, self.view = message["seq"], message["shared"]
                self._apply_ahead()
        self._on_me(message)

    def _on_patch(self, message: dict[str, Any]) -> None:
        with self._changed:
            self._ahead[message["base"]] = message
            self._apply_ahead()
            missed = bool(self._ahead)
        if missed:
            self._socket.emit("check", {"seq": self.seq}, namespace=NAMESPACE)

    def _apply_ahead(self) -> None:
        while found := self._ahead.pop(self.seq, None):
            self.seq, self.view = found["seq"], patch.apply(self.view, found["shared"])
        self._ahead = {base: later for base, later in self._ahead.items() if base > self.seq}
        self._changed.notify_all()

    def _on_disconnect(self, _reason: str) -> None:
        with self._changed:
            self._changed.notify_all()

    def _on_me(self, message: dict[str, Any]) -> None:
        with self._changed:
            if message["seq"] >= self._me_seq:
                self._me_seq, self.me = message["seq"], message["me"]
                self._changed.notify_all()


def open_meeting(base_url: str, api_token: str, **prepared: Any) -> tuple[str, Person]:
    """Make a meeting with an API token; returns its link and its leader, seated.

    :param prepared: what the API takes for a meeting; the account's name leads.
    :raises Refused: what the server says against it.
    """
    headers = {"Authorization": f"Bearer {api_token}"}
    made = _asked(requests.post(f"{base_url}/api/v1/meetings", json=prepared, headers=headers, timeout=30))
    return made["join_url"], Person.seated(base_url, made["id"], made["seat_token"])


def _asked(response: requests.Response) -> dict[str, Any]:
    data: dict[str, Any] = response.json()
    if not response.ok:
        raise Refused(data["code"], data["message"], response.status_code)
    return data
