"""Mapping the fields of a file that is no export of facilitator, without loss.

A value that fits no field goes into ``extra``, under its own name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from facilitator.characters import tidy
from facilitator.log.entry.content import LONGEST, MOST_ACTIONS, MOST_LEARNINGS, MOST_TAGS, TEXTS
from facilitator.log.entry.schemas import ActionSchema
from facilitator.log.transfer.mapping import actions, dates, field_names
from facilitator.log.transfer.mapping.lists import Item, Items, list_items
from facilitator.log.transfer.mapping.values import as_day, as_paragraphs, as_text, distinct_names, is_yes
from facilitator.log.transfer.records import ParsedItem, RawValue

_ACTION = ActionSchema()
_SEPARATORS = re.compile(r"[,;|\n]|\s+(?=#)")


def content_data(item: ParsedItem, extra: dict[str, str]) -> dict[str, Any]:
    """The data for the schema of an entry's content.

    :param extra: values that fit no field are added to it.
    :raises ParseError: when the date cannot be parsed.
    """
    values = item.values
    texts = {name: as_paragraphs(values[name]) for name in TEXTS if name in values}
    category, tags = _category_and_tags(values, extra)
    data: dict[str, Any] = {
        "title": _title(values, extra),
        "date": _day(item, extra).isoformat(),
        "category": category,
        "tags": tags,
        "learned": _learned(values.get("learned", []), texts),
    }
    if summary := as_paragraphs(values.get("summary", "")):
        _put_first(texts, "happened", summary)
    if said := as_paragraphs(values.get("outcome", "")):
        data["outcome"] = field_names.outcome_of(said)
        if not data["outcome"]:
            extra[distinct_names([*extra, "outcome"])[-1]] = said
    said = as_text(values.get("draft", ""))
    if not is_yes(said) and said.casefold() not in {"", "false", "no", "0"}:
        extra[distinct_names([*extra, "draft"])[-1]] = said
    data["actions"] = list(_actions(values.get("actions", []), texts, extra))
    return data | texts


def _day(item: ParsedItem, extra: dict[str, str]) -> datetime.date:
    said = as_text(item.values.get("date", "")).strip()
    if not said:
        return as_day(item.fallback_date)
    if not dates.names_one_day(said, only=True):
        name = next((taken.name for taken in item.names if taken.field == "date"), "date")
        extra[distinct_names([*extra, name])[-1]] = said
    return as_day(said)


def _title(values: Mapping[str, RawValue], extra: dict[str, str]) -> str:
    """The title. One that is too long is cut, and kept whole besides."""
    title, longest = " ".join(as_paragraphs(values.get("title", "")).split()), LONGEST["title"]
    if len(title) <= longest:
        return title
    extra[distinct_names([*extra, "title"])[-1]] = title
    return f"{title[: longest - 1]}…"


def _category_and_tags(values: Mapping[str, RawValue], extra: dict[str, str]) -> tuple[str, list[str]]:
    """The first known category of an item (or ``other``), and its other categories and tags as tags."""
    filed = [*_split(values.get("category", "")), *_split(values.get("categories", ""))]
    category = next((known for each in filed if (known := field_names.category_of(each))), "other")
    tags = [each for each in filed if field_names.category_of(each) != category]
    tags = list(dict.fromkeys(tags + _split(values.get("tags", ""))))
    fitting = [tag for tag in tags if len(tag) <= LONGEST["tag"]][:MOST_TAGS]
    if left := [tag for tag in tags if tag not in fitting]:
        extra[distinct_names([*extra, "more tags"])[-1]] = ", ".join(left)
    return category, fitting


def _split(value: RawValue) -> list[str]:
    parts = value if isinstance(value, list) else _SEPARATORS.split(as_text(value))
    return [said for part in parts if (said := tidy(as_text(part)).removeprefix("#"))]


def _items(value: RawValue, *, steps: bool = False) -> Items:
    """The items of a list; one of them may have a list in it."""
    if not isinstance(value, list):
        return list_items(as_text(value), steps=steps)
    items, rest = list[Item](), list[str]()
    for each in value:
        inside = list_items(each, steps=steps) if isinstance(each, str) else Items()
        items += inside.items or [each if each and isinstance(each, dict) else as_text(each)]
        rest += [inside.rest] if inside.items else []
    return Items(items, _joined(*rest))


def _learned(value: RawValue, texts: dict[str, str]) -> list[str]:
    """The items of a list, or prose as one. Surplus items, “N/A” and what is in none go into ``happened``."""
    found = _items(value)
    lessons, none = list[str](), list[str]()
    for each in found.items:
        said = _row(each) if isinstance(each, dict) else each
        (none if field_names.is_nothing(said.strip(" .\n")) else lessons).append(said)
    if rest := _joined(*none, *lessons[MOST_LEARNINGS:], found.rest):
        texts["happened"] = _joined(texts.get("happened", ""), f"## Lessons learned\n\n{rest}")
    return lessons[:MOST_LEARNINGS]


def _row(cells: Mapping[str, RawValue]) -> str:
    (_, first), *others = cells.items()
    return "\n".join([as_text(first), *(f"{name}: {as_text(cell)}" for name, cell in others)])


def _actions(value: RawValue, texts: dict[str, str], extra: dict[str, str]) -> Iterable[dict[str, Any]]:
    """Actions for the items of a list. Prose, items that can be none and surplus items go into ``next_time``."""
    found = _items(value, steps=True)
    too_many = [as_text(item) for item in found.items[MOST_ACTIONS:]]
    others = []
    for number, item in enumerate(found.items[:MOST_ACTIONS], 1):
        action, left = actions.from_cells(item) if isinstance(item, dict) else (actions.from_words(item), {})
        if action and not _keep_valid(action, left):
            others.append(as_text(item))
            continue
        extra |= {f"action {number}, {name}": text for name, text in left.items()}
        yield from [action] if action else []
    if rest := _joined(*others, *too_many, found.rest):
        texts["next_time"] = _joined(texts.get("next_time", ""), rest)


def _keep_valid(action: dict[str, Any], left: dict[str, str]) -> bool:
    """Move what no action can say, such as a ticket without an address, to the rest. Whether an action is left."""
    while wrong := _ACTION.validate(action):
        if "what" in wrong:
            return False
        left |= {name: as_text(action.pop(name)) for name in wrong}
    return True


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


def _put_first(texts: dict[str, str], name: str, text: str) -> None:
    after = texts.get(name, "")
    texts[name] = after if after.startswith(text) else _joined(text, after)
