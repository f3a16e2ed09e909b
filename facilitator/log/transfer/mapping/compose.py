"""From what a file says of an item to what the log keeps of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from marshmallow import ValidationError

from facilitator.fields import sentence_of, tidy
from facilitator.log.entry import content as contents
from facilitator.log.entry.content import (
    LONGEST,
    MOST_ACTIONS,
    MOST_BYTES,
    MOST_TAGS,
    TEXTS,
    ActionSchema,
    Content,
    ContentSchema,
    DraftSchema,
)
from facilitator.log.transfer.formats import headings
from facilitator.log.transfer.mapping import dates, field_names
from facilitator.log.transfer.records import ImportRecord, ParsedItem, ParseError, RawValue, RevisionRecord
from facilitator.log.transfer.schema import LAST_INSTANT, ExportedRevision
from facilitator.summary import model as summaries

OURS = frozenset(
    {
        *("format", "id", "author", "visibility", "named", "agreed"),
        *("created_at", "updated_at", "origin", "extra", "meeting"),
        *("uses", "version", "look_at", "revisions"),
    }
)
"""What is meant as we mean it only in a file that says it is ours."""
IN_MILLISECONDS = "milliseconds since 1970, and no later than the year 9999"
FORMAT = "facilitator-log/1"
_FORMATS = re.compile(r"facilitator-log/\d+", re.ASCII)
VISIBILITIES = ("private", "group", "everyone")
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_ORIGIN = re.compile(r".{1,180}/[0-9a-f]{16}")
_LISTED = re.compile(r"[,;\n]")
_ACTION_FIELDS = frozenset(ActionSchema().fields)


def is_own_format(said: object) -> bool:
    """Whether a file that says this of its format was written by a log like this one.

    :raises Unreadable: when that was a newer one.
    """
    if said != FORMAT and _FORMATS.fullmatch(str(said)):
        raise ParseError(f"It is written as {said}, and this version reads {FORMAT}.", field="format")
    return said == FORMAT


def map_fields(
    values: Mapping[str, RawValue], *, ours: bool
) -> tuple[dict[str, RawValue], dict[str, str], dict[str, str]]:
    """Values by our fields, the other ones as text under their own names, and each field's own name.

    When several names stand for one field, the plainest is it and the others are kept as text.
    """
    known = sorted(
        (found[1], name, found[0])
        for name in values
        if (found := field_names.field_of(name)) and _is_meant(found[0], ours)
    )
    told: dict[str, RawValue] = {}
    spelled: dict[str, str] = {}
    for _, name, field in known:
        if field not in told:
            told[field], spelled[field] = values[name], name
    taken = set(spelled.values())
    return told, {name: as_text(value) for name, value in values.items() if name not in taken}, spelled


def _is_meant(field: str, ours: bool) -> bool:
    return ours or field not in OURS


def to_record(found: ParsedItem) -> ImportRecord:
    """The item as it can go into the log.

    :raises Unreadable: when something in it cannot be kept as it is.
    """
    told, extra, notes = dict(found.told), dict(found.extra), list[str]()
    draft = _is_yes(told.get("draft"))
    if "format" in told:
        data = _ours(told)
        extra |= {name: as_text(value) for name, value in _mapping(told.get("extra")).items()}
    else:
        data = _theirs(found, told, extra, notes)
    content = _checked(data, draft)
    kept = {tidy(name): tidy(text, lines=True) for name, text in extra.items()}
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise ParseError("What it says besides is longer than 200 KB.")
    made = ImportRecord(
        found.where, found.key, item_digest(found), content, kept, draft=draft, notes=tuple(notes)
    )
    return _with_ours(made, told) if "format" in told else made


def item_digest(found: ParsedItem) -> str:
    """What changes when the item is changed in its file, and at no other time."""
    said = json.dumps([found.told, found.extra], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def short_hash(text: str) -> str:
    """What stands for a text in a key, which has room for little."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_text(value: RawValue) -> str:
    """A value as somebody would write it on a line of its own."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _checked(data: dict[str, Any], draft: bool) -> Content:
    schema = DraftSchema() if draft else ContentSchema()
    try:
        content: Content = schema.load(data)
    except ValidationError as invalid:
        field = str(next(iter(invalid.messages_dict)))
        raise ParseError(sentence_of(invalid), field=field) from invalid
    return content


# --- a file of ours --------------------------------------------------------------------------------


def _ours(told: Mapping[str, RawValue]) -> dict[str, Any]:
    plain = {name: told[name] for name in ("title", "category", *TEXTS, "outcome") if name in told}
    return {
        **plain,
        "date": _day(told.get("date", "")).isoformat(),
        "tags": _strings(told.get("tags", []), "tags"),
        "learned": _strings(told.get("learned", []), "learned"),
        "actions": [_known(action) for action in _list(told.get("actions", []), "actions")],
    }


def _known(action: Any) -> dict[str, Any]:
    if not isinstance(action, dict):
        raise ParseError("An action needs to be a list of names and values.", field="actions")
    return {
        name: value or None if name == "due" else value for name, value in action.items() if name != "done_at"
    }


def _with_ours(made: ImportRecord, told: Mapping[str, RawValue]) -> ImportRecord:
    plain = {name: as_text(told.get(name, "")) for name in ("id", "author", "visibility", "agreed")}
    origin = tidy(as_text(told.get("origin", "")))
    if plain["id"] and not _ID.fullmatch(plain["id"]):
        raise ParseError("This is no id of an entry.", field="id")
    if origin and not _ORIGIN.fullmatch(origin):
        raise ParseError("This is no key of an import. Leave it out.", field="origin")
    if plain["visibility"] and plain["visibility"] not in VISIBILITIES:
        raise ParseError(f"Choose one of: {', '.join(VISIBILITIES)}.", field="visibility")
    return replace(
        made,
        id=plain["id"],
        author=tidy(plain["author"]).lower(),
        visibility=plain["visibility"],
        agreed=tidy(plain["agreed"], lines=True),
        origin=origin,
        named=_is_yes(told.get("named")),
        created_at=_instant(told, "created_at"),
        updated_at=_instant(told, "updated_at"),
        summary=_summary(told.get("meeting")),
        done_at=tuple(
            _instant(each, "done_at", "actions") for each in _list(told.get("actions", []), "actions")
        ),
        uses=tuple(filter(None, map(tidy, _strings(told.get("uses", []), "uses")))),
        version=_number(told, "version"),
        look_at=_instant(told, "look_at"),
        revisions=tuple(_revision(each) for each in _list(told.get("revisions", []), "revisions")),
    )


def _revision(told: Any) -> RevisionRecord:
    try:
        said = msgspec.convert(told, ExportedRevision)
        before = contents.dump(DraftSchema().load(said.before))
    except msgspec.ValidationError as invalid:
        raise ParseError(f"This is no revision of an entry: {invalid}.", field="revisions") from invalid
    except ValidationError as invalid:
        raise ParseError(sentence_of(invalid), field="revisions") from invalid
    return RevisionRecord(said.version, said.at, said.kind, said.by, before)


def _instant(told: Mapping[str, RawValue], name: str, within: str = "") -> int:
    said = str(told.get(name, "0"))
    if not re.fullmatch(r"\d{1,15}", said, re.ASCII) or int(said) > LAST_INSTANT:
        raise ParseError(f"{name} needs to be {IN_MILLISECONDS}.", field=within or name)
    return int(said)


def _number(told: Mapping[str, RawValue], name: str) -> int:
    said = str(told.get(name, "0"))
    if not re.fullmatch(r"\d{1,9}", said, re.ASCII):
        raise ParseError("This needs to be a whole number.", field=name)
    return int(said)


def _summary(told: RawValue | None) -> dict[str, Any] | None:
    if not told:
        return None
    try:
        summary = summaries.dump(summaries.load(_mapping(told)))
    except msgspec.ValidationError as invalid:
        raise ParseError(f"This is no summary of a meeting: {invalid}.", field="meeting") from invalid
    if not all(0 <= number <= LAST_INSTANT for number in _numbers(summary)):
        raise ParseError(
            "This is no summary of a meeting: a number in it is below 0 or too large.", field="meeting"
        )
    return summary


def _numbers(value: Any) -> Iterator[float]:
    """Each instant, length of time and count in it: pages reckon with them."""
    if isinstance(value, int | float):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _numbers(each)


# --- a file of somebody else -----------------------------------------------------------------------


def _theirs(
    found: ParsedItem, told: dict[str, RawValue], extra: dict[str, str], notes: list[str]
) -> dict[str, Any]:
    texts = {name: _paragraphs(told[name]) for name in TEXTS if name in told}
    category, tags = _filed(told, extra)
    data: dict[str, Any] = {
        "title": _paragraphs(told.get("title", "")),
        "date": _their_day(found, told, extra, notes).isoformat(),
        "category": category,
        "tags": tags,
        "learned": _learned(told.get("learned", [])),
    }
    if summary := _paragraphs(told.get("summary", "")):
        _put_first(texts, "happened", summary)
    if said := _paragraphs(told.get("outcome", "")):
        data["outcome"] = field_names.outcome_of(said)
        if not data["outcome"]:
            extra["outcome"] = said
    data["actions"] = list(_their_actions(told.get("actions", []), texts, extra))
    return data | texts


def _their_day(
    found: ParsedItem, told: Mapping[str, RawValue], extra: dict[str, str], notes: list[str]
) -> datetime.date:
    said = as_text(told.get("date", "")).strip()
    if not said:
        notes.append(f"It names no date: {found.fallback} was taken, the file's own.")
        return _day(found.fallback)
    if not dates.is_whole(said):
        extra["date"] = said
    return _day(said)


def _day(said: Any) -> datetime.date:
    try:
        return dates.day(as_text(said))
    except ValueError as error:
        raise ParseError(str(error), field="date") from error


def _filed(told: Mapping[str, RawValue], extra: dict[str, str]) -> tuple[str, list[str]]:
    """A category of ours, and everything else that an item is filed under as tags."""
    filed = [*_split(told.get("category", "")), *_split(told.get("categories", ""))]
    category = next((known for each in filed if (known := field_names.category_of(each))), "other")
    tags = [each for each in filed if field_names.category_of(each) != category] + _split(
        told.get("tags", "")
    )
    fitting = [tag for tag in dict.fromkeys(tags) if len(tag) <= LONGEST["tag"]][:MOST_TAGS]
    if left := [tag for tag in dict.fromkeys(tags) if tag not in fitting]:
        extra["more tags"] = ", ".join(left)
    return category, fitting


def _split(value: RawValue) -> list[str]:
    parts = value if isinstance(value, list) else _LISTED.split(as_text(value))
    return [said for part in parts if (said := tidy(as_text(part)).removeprefix("#"))]


def _learned(value: RawValue) -> list[str]:
    if isinstance(value, list):
        return [as_text(each) for each in value]
    text = as_text(value)
    return headings.items(text) or [text]


def _their_actions(value: RawValue, texts: dict[str, str], extra: dict[str, str]) -> Iterable[dict[str, Any]]:
    """Steps for the items of a list; prose about them is what is to be done next time."""
    listed = value if isinstance(value, list) else headings.items(as_text(value))
    for number, item in enumerate(listed if listed is not None else [value], 1):
        ticked, said = headings.box(as_text(item)) if not isinstance(item, dict) else (False, "")
        if isinstance(item, dict):
            unknown = {name: item[name] for name in item if name not in _ACTION_FIELDS}
            extra |= {f"action {number}, {name}": as_text(unknown[name]) for name in unknown}
            yield {name: item[name] for name in item if name in _ACTION_FIELDS}
        elif listed is None or len(said) > LONGEST["action"] or number > MOST_ACTIONS:
            texts["next_time"] = "\n\n".join(filter(None, (texts.get("next_time", ""), said)))
        elif said.strip():
            yield {"what": said, "state": "done" if ticked else "open"}


def _put_first(texts: dict[str, str], name: str, text: str) -> None:
    after = texts.get(name, "")
    texts[name] = after if after.startswith(text) else "\n\n".join(filter(None, (text, after)))


def _paragraphs(value: RawValue) -> str:
    return "\n".join(map(as_text, value)) if isinstance(value, list) else as_text(value)


# --- shapes ----------------------------------------------------------------------------------------


def _is_yes(value: RawValue | None) -> bool:
    return str(value).casefold() in {"true", "yes", "1"}


def _list(value: RawValue, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise ParseError("This needs to be a list.", field=field)
    return value


def _strings(value: RawValue, field: str) -> list[str]:
    return [as_text(each) for each in _list(value, field)]


def _mapping(value: RawValue | None) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
