"""Registering folds, the functions that apply events, and helpers that change a collection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_type_hints

from ..events import Event
from ..model import Meeting, Poll

Fold = Callable[[Meeting, Any], Meeting]
AnyFold = TypeVar("AnyFold", bound=Fold)

FOLDS: dict[type[Event], Fold] = {}


def folds(function: AnyFold) -> AnyFold:
    """Register a function for the event class that its parameter ``event`` is annotated with."""
    FOLDS[get_type_hints(function)["event"]] = function
    return function


def put(state: Meeting, collection: str, key: str, item: Any) -> Meeting:
    return _with(state, collection, {**getattr(state, collection), key: item})


def change(state: Meeting, collection: str, key: str, **fields: Any) -> Meeting:
    return put(state, collection, key, replace(getattr(state, collection)[key], **fields))


def drop(state: Meeting, collection: str, key: str) -> Meeting:
    rest = {other: item for other, item in getattr(state, collection).items() if other != key}
    return _with(state, collection, rest)


def order(state: Meeting, collection: str, keys: Sequence[str]) -> Meeting:
    """The collection with these of its keys first, in this order."""
    items = getattr(state, collection)
    rest = sorted(items.keys() - set(keys), key=lambda key: items[key].pos)
    ordered = {key: replace(items[key], pos=pos) for pos, key in enumerate([*keys, *rest])}
    return _with(state, collection, ordered)


def change_polls(state: Meeting, changed: Callable[[Poll], Poll]) -> Meeting:
    return replace(state, polls={name: changed(poll) for name, poll in state.polls.items()})


def _with(state: Meeting, collection: str, items: Any) -> Meeting:
    return replace(state, **{collection: items})
