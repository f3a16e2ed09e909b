"""Mapping the fields of a file that is no export of facilitator, without loss.

A value that fits no field goes into ``extra``, under its own name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from facilitator.characters import tidy
from facilitator.log.entry.content import LONGEST, MOST_ACTIONS, MOST_TAGS, TEXTS
from facilitator.log.transfer.mapping import actions, dates, field_names
from facilitator.log.transfer.mapping.lists import list_items
from facilitator.log.transfer.mapping.values import as_day, as_paragraphs, as_text
from facilitator.log.transfer.records import ParsedItem, RawValue

_SEPARATORS = re.compile(r"[,;|\n]|\s+(?=#)")


def content_data(item: ParsedItem, extra: dict[str, str], notes: list[str]) -> dict[str, Any]:
    """The data for the schema of an entry's content.

    :param extra: values that fit no field are added to it.
    :param notes: sentences about assumptions are added to it.
    :raises ParseError: when the date cannot be parsed.
    """
    values = item.values
    texts = {name: as_paragraphs(values[name]) for name in TEXTS if name in values}
    category, tags = _category_and_tags(values, extra)
    data: dict[str, Any] = {
        "title": as_paragraphs(values.get("title", "")),
        "date": _day(item, extra, notes).isoformat(),
        "category": category,
        "tags": tags,
        "learned": _learned(values.get("learned", [])),
    }
    if summary := as_paragraphs(values.get("summary", "")):
        _put_first(texts, "happened", summary)
    if said := as_paragraphs(values.get("outcome", "")):
        data["outcome"] = field_names.outcome_of(said)
        if not data["outcome"]:
            extra["outcome"] = said
    data["actions"] = list(_actions(values.get("actions", []), texts, extra))
    return data | texts


def _day(item: ParsedItem, extra: dict[str, str], notes: list[str]) -> datetime.date:
    said = as_text(item.values.get("date", "")).strip()
    if not said:
        return as_day(item.fallback_date)
    if not dates.names_one_day(said):
        extra["date"] = said
    return as_day(said)


def _category_and_tags(values: Mapping[str, RawValue], extra: dict[str, str]) -> tuple[str, list[str]]:
    """The first known category of an item (or ``other``), and its other categories and tags as tags."""
    filed = [*_split(values.get("category", "")), *_split(values.get("categories", ""))]
    category = next((known for each in filed if (known := field_names.category_of(each))), "other")
    tags = [each for each in filed if field_names.category_of(each) != category]
    tags = list(dict.fromkeys(tags + _split(values.get("tags", ""))))
    fitting = [tag for tag in tags if len(tag) <= LONGEST["tag"]][:MOST_TAGS]
    if left := [tag for tag in tags if tag not in fitting]:
        extra["more tags"] = ", ".join(left)
    return category, fitting


def _split(value: RawValue) -> list[str]:
    parts = value if isinstance(value, list) else _SEPARATORS.split(as_text(value))
    return [said for part in parts if (said := tidy(as_text(part)).removeprefix("#"))]


def _learned(value: RawValue) -> list[str]:
    if isinstance(value, list):
        return [as_text(each) for each in value]
    text = as_text(value)
    return list_items(text) or [text]


def _actions(value: RawValue, texts: dict[str, str], extra: dict[str, str]) -> Iterable[dict[str, Any]]:
    """Steps for the items of a list. Prose, too long items and surplus items go into ``next_time``."""
    listed = value if isinstance(value, list) else list_items(as_text(value))
    for number, item in enumerate(listed if listed is not None else [value], 1):
        if isinstance(item, dict):
            action, left = actions.from_cells(item)
            extra |= {f"action {number}, {name}": text for name, text in left.items()}
        else:
            action = actions.from_words(as_text(item))
        what = action.get("what", "")
        if listed is None or len(what) > LONGEST["action"] or number > MOST_ACTIONS:
            texts["next_time"] = "\n\n".join(filter(None, (texts.get("next_time", ""), as_text(item))))
        elif action:
            yield action


def _put_first(texts: dict[str, str], name: str, text: str) -> None:
    after = texts.get(name, "")
    texts[name] = after if after.startswith(text) else "\n\n".join(filter(None, (text, after)))
