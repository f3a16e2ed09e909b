"""The views of one room, of which only those parts are computed anew that read something that has changed.

A part of a view is a pure function of the state. While it runs, it is noted which fields of the state it reads;
as long as these are the same objects, so is the part. States share what a change leaves alone, so a new card
costs what has to do with cards, however much else there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from inspect import getattr_static
from typing import Any, Generic, TypeVar, cast

from .model import Ballots, Meeting
from .view import PARTS, View, me_view, present

Part = TypeVar("Part")

_FIELDS = frozenset(each.name for each in fields(Meeting))


class _Read:
    """A state as its views see it, which notes the fields that they read."""

    def __init__(self, state: Meeting) -> None:
        self.state = state
        self.noted: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in _FIELDS:
            self.noted.add(name)
            return getattr(self.state, name)
        found = getattr_static(Meeting, name)
        return found.__get__(self) if isinstance(found, property) else partial(found, self)


class _Memo(Generic[Part]):
    """One part of a view, and the fields of the state from which it was computed."""

    def __init__(self, compute: Callable[[Meeting], Part]) -> None:
        self._compute = compute
        self._part: Part | None = None
        self._from: dict[str, object] | None = None

    def of(self, state: Meeting) -> Part:
        if self._from is None or any(getattr(state, name) is not it for name, it in self._from.items()):
            read = _Read(state)
            self._part = self._compute(cast(Meeting, read))
            self._from = {name: getattr(state, name) for name in read.noted}
        return cast(Part, self._part)


class ViewMemo:
    """What was computed last for one room. A part that read nothing new is the same object as before."""

    def __init__(self) -> None:
        self._parts = {name: _Memo(compute) for name, compute in PARTS.items()}
        self._private: dict[str, _Memo[View]] = {}
        self._ballots: Ballots | None = None

    def shared(self, state: Meeting) -> View:
        """As `view.shared_view`."""
        return present(**{name: memo.of(state) for name, memo in self._parts.items()})

    def private(self, state: Meeting, ballots: Ballots) -> dict[str, View]:
        """As `view.me_view`, of the seats that are here, by seat id.

        :param ballots: the same object as before, unless a ballot has changed.
        """
        if ballots is not self._ballots:
            self._private, self._ballots = {}, ballots
        here = [seat for seat in state.seats if state.seats[seat].here]
        self._private = {seat: self._private.get(seat) or self._memo(seat, ballots) for seat in here}
        return {seat: memo.of(state) for seat, memo in self._private.items()}

    @staticmethod
    def _memo(seat: str, ballots: Ballots) -> _Memo[View]:
        return _Memo(lambda state: me_view(state, seat, ballots))
