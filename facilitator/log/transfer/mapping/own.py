"""Reading the fields of an export of facilitator: each is taken unchanged, or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from marshmallow import ValidationError

from facilitator.characters import tidy, tidy_name
from facilitator.fields import sentence_of
from facilitator.log.entry import content as contents
from facilitator.log.entry.content import TEXTS
from facilitator.log.entry.schemas import DraftSchema
from facilitator.log.transfer.mapping.values import as_day, as_list, as_mapping, as_text, as_texts, is_yes
from facilitator.log.transfer.records import ImportRecord, ParseError, RawValue, RevisionRecord
from facilitator.log.transfer.schema import LAST_INSTANT, ExportedRevision
from facilitator.meeting.scales import Scale
from facilitator.summary import model as summaries
from facilitator.summary import words

IN_MILLISECONDS = "milliseconds since 1970, and no later than the year 9999"
MOST_OF_A_SORT, MOST_SUMMARY_BYTES = 1000, 2 * 1024 * 1024
VISIBILITIES = ("private", "group", "everyone")
_SCALES = {"safety": words.SAFETY, "roti": words.ROTI}
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_ORIGIN = re.compile(r".{1,180}/[0-9a-f]{16}")


def content_data(values: Mapping[str, RawValue]) -> dict[str, Any]:
    """The data for the schema of an entry's content.

    :raises ParseError: when the date, the tags, the learnings or the actions have the wrong form.
    """
    plain = {name: values[name] for name in ("title", "category", *TEXTS, "outcome") if name in values}
    return {
        **plain,
        "date": as_day(values.get("date", "")).isoformat(),
        "tags": as_texts(values.get("tags", []), "tags"),
        "learned": as_texts(values.get("learned", []), "learned"),
        "actions": [_action(action) for action in as_list(values.get("actions", []), "actions")],
    }


def with_own_fields(record: ImportRecord, values: Mapping[str, RawValue]) -> ImportRecord:
    """The record with the fields that only our own exports have, such as author, visibility and revisions.

    :raises ParseError: when one of them is invalid.
    """
    plain = {name: as_text(values.get(name, "")) for name in ("id", "author", "visibility", "agreed")}
    origin = tidy(as_text(values.get("origin", "")))
    if plain["id"] and not _ID.fullmatch(plain["id"]):
        raise ParseError("This is no id of an entry.", field="id")
    if origin and not _ORIGIN.fullmatch(origin):
        raise ParseError("This is no key of an import. Leave it out.", field="origin")
    if plain["visibility"] and plain["visibility"] not in VISIBILITIES:
        raise ParseError(f"Choose one of: {', '.join(VISIBILITIES)}.", field="visibility")
    return replace(
        record,
        id=plain["id"],
        author=tidy_name(plain["author"]).lower(),
        visibility=plain["visibility"],
        agreed=tidy(plain["agreed"], lines=True),
        origin=origin,
        named=is_yes(values.get("named")),
        tells_drivers=is_yes(values.get("tells_drivers")),
        created_at=_instant(values, "created_at"),
        updated_at=_instant(values, "updated_at"),
        summary=_summary(values.get("meeting")),
        done_at=_ends(values),
        uses=tuple(filter(None, map(tidy, as_texts(values.get("uses", []), "uses")))),
        follows=tidy(as_text(values.get("follows", ""))),
        version=_number(values, "version"),
        review_at=_instant(values, "look_at"),
        revisions=tuple(_revision(each) for each in as_list(values.get("revisions", []), "revisions")),
    )


def _action(action: Any) -> dict[str, Any]:
    if not isinstance(action, dict):
        raise ParseError("An action needs to be a list of names and values.", field="actions")
    return {
        name: value or None if name == "due" else value for name, value in action.items() if name != "done_at"
    }


def _ends(values: Mapping[str, RawValue]) -> tuple[int, ...]:
    """The ends of the actions in their order, in milliseconds since the epoch, 0 if unknown."""
    return tuple(
        _instant(each, "done_at", "actions") for each in as_list(values.get("actions", []), "actions")
    )


def _revision(data: Any) -> RevisionRecord:
    try:
        said = msgspec.convert(data, ExportedRevision)
        before = contents.dump(DraftSchema().load(said.before))
    except msgspec.ValidationError as invalid:
        raise ParseError(f"This is no revision of an entry: {invalid}.", field="revisions") from invalid
    except ValidationError as invalid:
        raise ParseError(sentence_of(invalid), field="revisions") from invalid
    return RevisionRecord(said.version, said.at, said.kind, said.by, before)


def _instant(values: Mapping[str, RawValue], name: str, within: str = "") -> int:
    said = str(values.get(name, "0"))
    if not re.fullmatch(r"\d{1,15}", said, re.ASCII) or int(said) > LAST_INSTANT:
        raise ParseError(f"{name} needs to be {IN_MILLISECONDS}.", field=within or name)
    return int(said)


def _number(values: Mapping[str, RawValue], name: str) -> int:
    said = str(values.get(name, "0"))
    if not re.fullmatch(r"\d{1,9}", said, re.ASCII):
        raise ParseError("This needs to be a whole number.", field=name)
    return int(said)


def _summary(data: RawValue | None) -> dict[str, Any] | None:
    if not data:
        return None
    try:
        summary = summaries.dump(summaries.load(as_mapping(data)))
    except msgspec.ValidationError as invalid:
        raise ParseError(f"This is no summary of a meeting: {invalid}.", field="meeting") from invalid
    if not all(0 <= number <= LAST_INSTANT for number in _numbers(summary)):
        raise ParseError(
            "This is no summary of a meeting: a number in it is below 0 or too large.", field="meeting"
        )
    if not all(_is_tally(summary[poll], scale) for poll, scale in _SCALES.items()):
        raise ParseError("This is no summary of a meeting: its answers fit no scale.", field="meeting")
    if _is_too_large(summary):
        raise ParseError("This is no summary of a meeting: none is as long as this.", field="meeting")
    return summary


def _is_tally(tally: dict[str, Any], scale: Scale) -> bool:
    """Whether the answers are of the scale, and not absurdly many."""
    counts = tally["counts"] or {}
    return set(counts) <= set(map(str, scale.scores)) and sum(counts.values()) <= MOST_OF_A_SORT


def _is_too_large(summary: dict[str, Any]) -> bool:
    """Whether the summary has more than the largest meeting could leave: its page would block all others."""
    if any(len(each) > MOST_OF_A_SORT for each in summary.values() if isinstance(each, list | tuple)):
        return True
    return len(json.dumps(summary, ensure_ascii=False).encode()) > MOST_SUMMARY_BYTES


def _numbers(value: Any) -> Iterator[float]:
    """All numbers in the summary, at any depth. They are checked because pages calculate with them."""
    if isinstance(value, int | float):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _numbers(each)
