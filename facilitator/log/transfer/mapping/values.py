"""Converting the values in files (texts, lists and mappings) to the types that fields need."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.records import ParseError, RawValue
from facilitator.tokens import hashed


def as_text(value: RawValue) -> str:
    """A value as text on one line: a list of texts with commas, other structures as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def as_paragraphs(value: RawValue) -> str:
    """A value as text, with each item of a list on its own line."""
    return "\n".join(map(as_text, value)) if isinstance(value, list) else as_text(value)


def as_list(value: RawValue, field: str) -> list[Any]:
    """The value, which must be a list.

    :raises ParseError: when it is no list.
    """
    if not isinstance(value, list):
        raise ParseError("This needs to be a list.", field=field)
    return value


def as_texts(value: RawValue, field: str) -> list[str]:
    """The items of a list as texts.

    :raises ParseError: when the value is no list.
    """
    return [as_text(each) for each in as_list(value, field)]


def as_mapping(value: RawValue | None) -> dict[str, Any]:
    """The value if it is a mapping, else an empty mapping."""
    return value if isinstance(value, dict) else {}


def as_day(value: RawValue) -> datetime.date:
    """The date in the value.

    :raises ParseError: when it is no date.
    """
    try:
        return dates.parse_day(as_text(value))
    except ValueError as error:
        raise ParseError(str(error), field="date") from error


def distinct_names(names: Iterable[str]) -> list[str]:
    """The names of values, each once, so that of two values with one name none replaces the other.

    A name that came before gets a number: ``Note (2)``. A missing one is that of its place: ``Column 5``.
    """
    found: dict[str, None] = {}
    times: Counter[str] = Counter()
    for place, name in enumerate(names, 1):
        plain = distinct = name or f"Column {place}"
        while distinct in found:
            times[plain] += 1
            distinct = f"{plain} ({times[plain] + 1})"
        found[distinct] = None
    return list(found)


def is_yes(value: RawValue | None) -> bool:
    """Whether a value means yes: ``true``, ``yes`` or ``1``, in upper or lower case."""
    return str(value).casefold() in {"true", "yes", "1"}


def short_hash(text: str) -> str:
    """A digest of the text for use in a key, 32 hex digits."""
    return hashed(text)[:32]
