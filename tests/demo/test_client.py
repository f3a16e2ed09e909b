"""The client keeps its view whole, in whatever order messages come."""

from __future__ import annotations

from typing import Any

import pytest

from facilitator.demo.client import NAMESPACE, RoomClient
from facilitator.tokens import new_id


class Wire:
    """A client that is connected to nothing: messages are handed to it, and what it sends is kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client = RoomClient("http://127.0.0.1:1", new_id(), new_id())
        self.sent: list[tuple[str, Any]] = []
        monkeypatch.setattr(
            self.client.socket, "emit", lambda event, data, **_: self.sent.append((event, data))
        )

    def brings(self, event: str, **message: Any) -> None:
        self.client.socket.handlers[NAMESPACE][event](message)

    def brings_view(self, seq: int) -> None:
        self.brings("view", seq=seq, shared={"step": seq}, me={"seat": "ben"})

    def brings_patch(self, base: int) -> None:
        self.brings("patch", base=base, seq=base + 1, shared={"step": base + 1})


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


def test_it_applies_patches_that_changed_places(wire: Wire) -> None:
    wire.brings_view(4)
    wire.brings_patch(5)
    assert wire.client.view == {"step": 4}
    wire.brings_patch(4)
    assert (wire.client.seq, wire.client.view) == (6, {"step": 6})


def test_it_asks_for_what_it_missed(wire: Wire) -> None:
    wire.brings_view(4)
    wire.brings_patch(7)
    assert wire.sent == [("check", {"seq": 4})]
    wire.brings_view(8)
    assert (wire.client.seq, wire.client.view) == (8, {"step": 8})


def test_it_drops_what_it_has_already(wire: Wire) -> None:
    wire.brings_view(4)
    wire.brings_patch(2)
    wire.brings("me", seq=3, me={"seat": "old"})
    assert (wire.client.view, wire.client.seat, wire.sent) == ({"step": 4}, "ben", [])


def test_a_patch_before_the_first_view_asks_for_nothing(wire: Wire) -> None:
    wire.brings_patch(4)
    assert wire.sent == []
    wire.brings_view(4)
    assert wire.client.view == {"step": 5}


def test_it_says_when_it_waited_in_vain(wire: Wire) -> None:
    wire.brings_view(4)
    with pytest.raises(TimeoutError, match="at seq 4"):
        wire.client.wait_until(lambda: wire.client.seq > 4, 0.01)
