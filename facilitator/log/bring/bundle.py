"""A whole log as one JSON file, as `facilitator export --format json` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from facilitator.log.bring.brought import Bad, Found, Unreadable, Where
from facilitator.log.bring.compose import FORMAT, is_ours, sort_out
from facilitator.log.bring.text import read_text


def read(file: Path, name: PurePosixPath) -> Iterator[Found | Bad]:
    """What each entry says; its place is the line on which it begins.

    :raises Unreadable: when it is no export of a log.
    """
    text = read_text(file)
    try:
        said = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        entries = msgspec.json.decode(said["entries"], type=list[msgspec.Raw])
        ours = is_ours(msgspec.json.decode(said["format"]))
    except (msgspec.MsgspecError, KeyError) as error:
        raise Unreadable(f"It is no export of a log, as `facilitator export` writes it ({error}).") from error
    if not ours:
        raise Unreadable(f"It is no export of a log: its format is not {FORMAT}.")
    place = 0
    for raw in entries:
        source = bytes(raw).decode()
        place = max(text.find(source, place), place)
        yield _found(source, Where(str(name), text.count("\n", 0, place) + 1))
        place += len(source)


def _found(source: str, where: Where) -> Found | Bad:
    data: Any = msgspec.json.decode(source)
    if not isinstance(data, dict):
        return Bad(where, "An entry needs to be an object.")
    told, extra, _ = sort_out(data, ours=True)
    told["format"] = FORMAT
    key = f"id:{told['id']}" if told.get("id") else f"title:{told.get('title')}:{told.get('date')}"
    return Found(where, key, told, extra, dict.fromkeys(told, where.line))


def write(entries: list[dict[str, Any]]) -> bytes:
    """All of them, readable by people as well."""
    return msgspec.json.format(msgspec.json.encode({"format": FORMAT, "entries": entries}), indent=1) + b"\n"
