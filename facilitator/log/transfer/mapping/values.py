"""Values as files write them: texts, lists and mappings, read as what a field needs."""

from __future__ import annotations

import datetime
import json
from typing import Any

from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.records import ParseError, RawValue
from facilitator.tokens import hashed


def as_text(value: RawValue) -> str:
    """A value as somebody would write it on a line of its own."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def as_paragraphs(value: RawValue) -> str:
    """A value as text, each item of a list on a line of its own."""
    return "\n".join(map(as_text, value)) if isinstance(value, list) else as_text(value)


def as_list(value: RawValue, field: str) -> list[Any]:
    """:raises ParseError: when it is no list."""
    if not isinstance(value, list):
        raise ParseError("This needs to be a list.", field=field)
    return value


def as_texts(value: RawValue, field: str) -> list[str]:
    """:raises ParseError: when it is no list."""
    return [as_text(each) for each in as_list(value, field)]


def as_mapping(value: RawValue | None) -> dict[str, Any]:
    """A mapping; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_day(value: RawValue) -> datetime.date:
    """:raises ParseError: when it names no day."""
    try:
        return dates.parse_day(as_text(value))
    except ValueError as error:
        raise ParseError(str(error), field="date") from error


def is_yes(value: RawValue | None) -> bool:
    """Whether a value says yes: ``true``, ``yes`` or ``1``."""
    return str(value).casefold() in {"true", "yes", "1"}


def short_hash(text: str) -> str:
    """What stands for a text in a key, which has room for little: 32 hex digits."""
    return hashed(text)[:32]
