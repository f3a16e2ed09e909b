"""A whole log as one JSON file, as `facilitator export --format json` writes it, or one summary as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from facilitator.log.entry import content as contents
from facilitator.log.entry.meeting_summary import content_of
from facilitator.log.transfer.decoding import read_text
from facilitator.log.transfer.mapping.map_fields import FORMAT, is_own_format, map_fields
from facilitator.log.transfer.mapping.values import as_text, short_hash
from facilitator.log.transfer.records import (
    TOO_DEEP,
    ImportIssue,
    Location,
    ParsedItem,
    ParseError,
    RawValue,
)
from facilitator.summary import model as summaries
from facilitator.summary.model import Summary

Place = tuple[int, int]
"""The begin and the end of a part of a text, as character offsets; the end is exclusive."""
_OBJECT = re.compile(r"\s*\{(.*)\}\s*", re.DOTALL)
_LIST = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
_NAME = re.compile(r'\s*"(\w+)"\s*:')
_OF_A_SUMMARY = {"meeting", "learnings", "stages"}
_MARKS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},]', re.DOTALL)


def read_json(file: Path, name: PurePosixPath) -> Iterator[ParsedItem | ImportIssue]:
    """The items of the entries, and an issue for each entry that cannot be read. The others are still read.

    The location of an item is the line on which its entry begins.

    :raises ParseError: when the file is neither an export of a log nor a summary.
    """
    text = read_text(file)
    places = _members(text)
    if "format" not in places and set(places) >= _OF_A_SUMMARY:
        yield _item(_exported(_summary(text)), Location(str(name)))
        return
    line, before = 1, 0
    for begin, end in _entries(text, places):
        source = text[begin:end].lstrip()
        first = end - len(source)
        line, before = line + text.count("\n", before, first), first
        yield _found(source, Location(str(name), line))


def _entries(text: str, places: dict[str, Place]) -> list[Place]:
    if not {"format", "entries"} <= set(places):
        raise _no_export("it needs a format and entries")
    try:
        ours = is_own_format(msgspec.json.decode(text[slice(*places["format"])]))
    except msgspec.MsgspecError as error:
        raise _no_export(str(error)) from error
    if not ours:
        raise ParseError(f"It is no export of a log: its format is not {FORMAT}.")
    return list(_parts(text, _LIST.fullmatch(text, *places["entries"])))


def _members(text: str) -> dict[str, Place]:
    """The places of the values of the file's one object, by their names."""
    named = ((_NAME.match(text, begin, end), end) for begin, end in _parts(text, _OBJECT.fullmatch(text)))
    return {found[1]: (found.end(), end) for found, end in named if found}


def _parts(text: str, whole: re.Match[str] | None) -> Iterator[Place]:
    """The places of the top-level parts of a list or an object, even when a part has errors in it.

    A JSON parser would stop at the first error and would not find where the next part begins.

    :param whole: the list or the object; its first group is the text between the brackets.
    :raises ParseError: when it is None, or its brackets do not match.
    """
    if whole is None:
        raise _no_export("it has no beginning or no end")
    (begin, end), depth = whole.span(1), 0
    for mark in _MARKS.finditer(text, begin, end):
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth < 0:
            break
        if mark[0] == "," and depth == 0:
            yield begin, mark.start()
            begin = mark.end()
    if depth:
        raise _no_export("a bracket is missing")
    if begin < end and not text[begin:end].isspace():
        yield begin, end


def _no_export(why: str) -> ParseError:
    return ParseError(f"It is no export of a log, as `facilitator export` writes it: {why}.")


def _found(source: str, where: Location) -> ParsedItem | ImportIssue:
    try:
        data: Any = msgspec.json.decode(source)
    except RecursionError:
        return ImportIssue(where, TOO_DEEP)
    except msgspec.MsgspecError as error:
        hint = "Look for a broken escape (\\u…), a number out of range or a missing bracket"
        return ImportIssue(where, f"This entry is no JSON: {error}. {hint}.")
    if not isinstance(data, dict):
        return ImportIssue(where, "An entry needs to be an object.")
    return _item(data, where)


def _item(data: dict[str, Any], where: Location) -> ParsedItem:
    mapped = map_fields(data, own=True)
    values = mapped.values
    values["format"] = FORMAT
    return ParsedItem(where, _key(values), values, mapped.extra, dict.fromkeys(values, where.line))


def _key(values: Mapping[str, RawValue]) -> str:
    """What identifies the entry, also when its file is brought again."""
    if not values.get("id") and isinstance(meeting := values.get("meeting"), dict):
        return f"meeting:{short_hash(as_text(meeting.get('meeting') or ''))}"
    titled = short_hash(f"{as_text(values.get('title', ''))}\n{as_text(values.get('date', ''))}")
    return f"id:{values['id']}" if values.get("id") else f"title:{titled}"


def _summary(text: str) -> Summary:
    """The summary that the file is, as ``summary.json`` has it.

    :raises ParseError: when there is something wrong in it.
    """
    try:
        return msgspec.json.decode(text, type=Summary)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _no_summary(error) from error


def _no_summary(error: Exception) -> ParseError:
    return ParseError(f"This is no summary as facilitator writes it: {error}.")


def _exported(summary: Summary) -> dict[str, Any]:
    """The entry that has this summary, as an export of a log has it."""
    meeting = {"meeting": summaries.dump(summary)} if summary.meeting else {}
    try:
        return contents.dump(content_of(summary)) | meeting
    except ValueError as error:  # A day that is none.
        raise _no_summary(error) from error


def render_json(entries: list[dict[str, Any]]) -> bytes:
    """The JSON file with these entries, indented so that people can read it too."""
    return msgspec.json.format(msgspec.json.encode({"format": FORMAT, "entries": entries}), indent=1) + b"\n"
