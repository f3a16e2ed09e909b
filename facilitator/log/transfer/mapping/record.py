"""Converting one parsed item of a file to the record that the import writes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError

from facilitator.characters import tidy
from facilitator.fields import sentence_of
from facilitator.log.entry.content import MOST_BYTES, Content
from facilitator.log.entry.schemas import ContentSchema, DraftSchema
from facilitator.log.transfer.mapping import foreign, own
from facilitator.log.transfer.mapping.values import as_mapping, as_text, is_yes
from facilitator.log.transfer.records import ImportRecord, ParsedItem, ParseError
from facilitator.tokens import hashed


def to_record(item: ParsedItem) -> ImportRecord:
    """The checked record for a parsed item.

    :raises ParseError: when something in it is invalid or too long.
    """
    is_own, extra = "format" in item.values, dict(item.extra)
    draft = is_yes(item.values.get("draft"))
    if is_own:
        data = own.content_data(item.values)
        extra |= {name: as_text(value) for name, value in as_mapping(item.values.get("extra")).items()}
    else:
        data = foreign.content_data(item, extra)
    record = ImportRecord(
        item.location,
        item.key,
        item_digest(item),
        _content(data, draft),
        _tidied(extra),
        draft=draft,
        date_from=item.date_from if is_own or as_text(item.values.get("date", "")).strip() else "last change",
        names=item.names,
    )
    return own.with_own_fields(record, item.values) if is_own else record


def item_digest(item: ParsedItem) -> str:
    """A digest of the item, 16 hex digits. It changes only when the item changes in its file."""
    return hashed(json.dumps([item.values, item.extra], sort_keys=True, ensure_ascii=False))[:16]


def _content(data: dict[str, Any], draft: bool) -> Content:
    try:
        content: Content = _schema(draft).load(data)
    except ValidationError as invalid:
        field = str(next(iter(invalid.messages_dict)))
        raise ParseError(sentence_of(invalid), field=field) from invalid
    return content


@cache
def _schema(draft: bool) -> Schema:
    """The schema. Making it takes longer than loading one entry."""
    return DraftSchema() if draft else ContentSchema()


def _tidied(extra: dict[str, str]) -> dict[str, str]:
    kept = {tidy(name): tidy(text, lines=True) for name, text in extra.items()}
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise ParseError("What it says besides is longer than 200 KB.")
    return kept
