"""The views of one room, of which only those parts are computed anew that read something that has changed.

A part of a view is a pure function of the state. While it runs, it is noted which fields of the state it reads;
as long as these are the same objects, so is the part. States share what a change leaves alone, so a new card
costs what has to do with cards, however much else there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from dataclasses import fields
from functools import partial
from inspect import getattr_static
from typing import Any, Generic, TypeVar, cast

from .model import Ballots, Meeting
from .view import PARTS, Each, View, me_view, present

Part = TypeVar("Part")
Noted = str | tuple[str, str]
"""The name of a field of the state, or of a collection with the key of one item."""

_FIELDS = frozenset(each.name for each in fields(Meeting))


class _Read:
    """A state as its views see it, which notes the fields that they read.

    Of a collection from which only some items are read, it notes these: pairs of the field's name and a key.
    """

    def __init__(self, state: Meeting) -> None:
        self.state = state
        self.noted: set[Noted] = set()

    def __getattr__(self, name: str) -> Any:
        if name in _FIELDS:
            value = getattr(self.state, name)
            if isinstance(value, dict):
                return _ReadItems(name, value, self.noted)
            self.noted.add(name)
            return value
        found = getattr_static(Meeting, name)
        return found.__get__(self) if isinstance(found, property) else partial(found, self)


class _ReadItems(Mapping[str, Any]):
    """A collection of the state, which notes what is read of it."""

    def __init__(self, name: str, items: Mapping[str, Any], noted: set[Noted]) -> None:
        self._name = name
        self._items = items
        self._noted = noted

    def __getitem__(self, key: str) -> Any:
        self._noted.add((self._name, key))
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def items(self) -> ItemsView[str, Any]:
        return self._all().items()

    def values(self) -> ValuesView[Any]:
        return self._all().values()

    def _all(self) -> Mapping[str, Any]:
        self._noted.add(self._name)
        return self._items


def _changed(before: Meeting, after: Meeting) -> set[Noted]:
    """The names of the fields that differ, and with them the keys of the items that do."""
    changed: set[Noted] = set()
    for name in _FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(new, dict) and old is not new:
            items = {(name, key) for key in old.keys() | new if old.get(key) is not new.get(key)}
            if items or list(old) != list(new):
                changed |= {name, *items}
        elif old is not new:
            changed.add(name)
    return changed


class _Items:
    """A part made of items. The view of an item that is the same object as before is not made again."""

    def __init__(self, each: Each) -> None:
        self._each = each
        self._shown: dict[str, tuple[object, View]] = {}

    def __call__(self, state: Meeting) -> View:
        items: Mapping[str, object] = getattr(state, self._each.collection)
        self._shown = {key: self._show(key, item) for key, item in items.items()}
        return {key: shown for key, (_, shown) in self._shown.items()}

    def _show(self, key: str, item: object) -> tuple[object, View]:
        before = self._shown.get(key)
        return before if before and before[0] is item else (item, self._each.show(item))


class _Memo(Generic[Part]):
    """One part of a view, and which fields of the state it was computed from."""

    def __init__(self, compute: Callable[[Meeting], Part]) -> None:
        self._compute = compute
        self._part: list[Part] = []
        self._from: set[Noted] = set()

    def of(self, state: Meeting) -> Part:
        if not self._part:
            read = _Read(state)
            self._part.append(self._compute(cast(Meeting, read)))
            self._from = read.noted
        return self._part[0]

    def forget(self, changed: set[Noted]) -> None:
        """Compute it anew next time, if it was computed from one of these."""
        if not self._from.isdisjoint(changed):
            self._part.clear()


class ViewMemo:
    """What was computed last for one room. A part that read nothing new is the same object as before."""

    def __init__(self) -> None:
        self._state: Meeting | None = None
        self._parts = {name: _Memo(_remembering(part)) for name, part in PARTS.items()}
        self._private: dict[str, _Memo[View]] = {}
        self._ballots: Ballots | None = None

    def shared(self, state: Meeting) -> View:
        """As `view.shared_view`."""
        self._look_at(state)
        return present(**{name: memo.of(state) for name, memo in self._parts.items()})

    def private(self, state: Meeting, ballots: Ballots, seats: Collection[str]) -> dict[str, View]:
        """As `view.me_view`, by seat id.

        :param ballots: the same object as before, unless a ballot has changed.
        :param seats: the ids of the seats whose views are wanted.
        """
        self._look_at(state)
        if ballots is not self._ballots:
            self._private, self._ballots = {}, ballots
        self._private = {seat: self._private.get(seat) or self._memo(seat, ballots) for seat in seats}
        return {seat: memo.of(state) for seat, memo in self._private.items()}

    def _look_at(self, state: Meeting) -> None:
        """Forget what was computed from something that differs from the state before."""
        if self._state is not None and state is not self._state:
            changed = _changed(self._state, state)
            for memo in (*self._parts.values(), *self._private.values()):
                memo.forget(changed)
        self._state = state

    @staticmethod
    def _memo(seat: str, ballots: Ballots) -> _Memo[View]:
        return _Memo(lambda state: me_view(state, seat, ballots))


def _remembering(part: Callable[[Meeting], Any]) -> Callable[[Meeting], Any]:
    return _Items(part) if isinstance(part, Each) else part
