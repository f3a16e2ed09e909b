"""An entry as it travels between logs: plain data, and the JSON Schema of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from facilitator.log.entry import content as contents
from facilitator.log.entry.content import Content
from facilitator.log.entry.tables import Entry
from facilitator.log.transfer.extras import Extras
from facilitator.summary.model import CAME_OF, TICKET, Summary

LAST_INSTANT = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since 1970: no calendar of ours goes further."""
Instant = Annotated[int, Meta(ge=0, le=LAST_INSTANT, description="Milliseconds since 1970, UTC")]


class ExportedAction(Struct, kw_only=True, omit_defaults=True):
    """A step (what, who, by when) or an experiment (hypothesis, test, signal, review date)."""

    id: str
    kind: Literal["step", "experiment"]
    what: str = ""
    hypothesis: str = ""
    test: str = ""
    signal: str = ""
    owner: str = ""
    due: Annotated[str, Meta(description="A step's deadline or an experiment's review date, YYYY-MM-DD")] = ""
    support: str = ""
    state: Literal["open", "done", "worked", "partly", "did not work", "dropped"] = "open"
    worked: Annotated[
        Literal["", "yes", "no", "cannot tell"], Meta(description="Whether a step that is done worked")
    ] = ""
    came_of: Annotated[str, Meta(description=CAME_OF)] = ""
    learned: Annotated[str, Meta(description="What an experiment taught")] = ""
    ticket: Annotated[str, Meta(description=TICKET)] = ""
    done_at: Annotated[Instant, Meta(description="When it ended, milliseconds since 1970, UTC")] = 0


RevisionKind = Literal[
    "edit",
    "import",
    "restore",
    "shared",
    "taken back",
    "link made",
    "link ended",
    "still true",
    "no longer",
    "changed",
    "result",
]


class ExportedRevision(Struct, kw_only=True, omit_defaults=True):
    """What somebody did with an entry, and what it said until then."""

    version: Annotated[int, Meta(ge=0, lt=10**9, description="The version that this ended or looked at")]
    at: Instant
    kind: (
        Literal["edit", "import", "restore", "shared", "taken back", "link made", "link ended"]
        | Literal["still true", "no longer", "changed", "result"]
    )
    by: Annotated[str, Meta(description="The e-mail address of the account that did it")] = ""
    before: Annotated[dict[str, Any], Meta(description="Title, date and all the other fields of the content")]


class ExportedEntry(Struct, kw_only=True, omit_defaults=True):
    """One entry. What is empty is left out."""

    id: str
    title: str = ""
    date: Annotated[str, Meta(description="The day it happened, YYYY-MM-DD")]
    category: str
    tags: list[str] = []
    outcome: Literal["", "worked", "partly", "did not work"] = ""
    learned: Annotated[list[str], Meta(description="What was learned, one text each")] = []
    did: str = ""
    expected: str = ""
    happened: str = ""
    impact: str = ""
    drove: str = ""
    next_time: str = ""
    actions: list[ExportedAction] = []
    visibility: Literal["private", "group", "everyone"]
    author: Annotated[str, Meta(description="The e-mail address of the account whose it is")] = ""
    named: Annotated[bool, Meta(description="Whether those it is shared with read the names")] = False
    tells_drivers: Annotated[
        bool, Meta(description="Whether those it is shared with read what drove it, though not the names")
    ] = False
    agreed: Annotated[str, Meta(description="What the group agreed about sharing it")] = ""
    draft: bool = False
    created_at: Instant
    updated_at: Instant
    origin: Annotated[str, Meta(description="The key under which it was imported")] = ""
    extra: Annotated[dict[str, str], Meta(description="What an imported file said besides")] = {}
    uses: Annotated[list[str], Meta(description="The ids of the earlier entries that were used in it")] = []
    follows: Annotated[
        str, Meta(description="The id of the entry of the earlier meeting that its own followed")
    ] = ""
    version: Annotated[int, Meta(description="How many versions of its content there were")] = 0
    look_at: Annotated[
        Instant, Meta(description="When it is worth another look, milliseconds since 1970, UTC")
    ] = 0
    revisions: Annotated[list[ExportedRevision], Meta(description="What was done with it, oldest first")] = []
    meeting: Annotated[Summary | None, Meta(description="The whole summary of the meeting that left it")] = (
        None
    )


class ExportedLog(Struct, kw_only=True):
    """A whole log."""

    format: Literal["facilitator-log/1"]
    entries: list[ExportedEntry]


def export_entry(
    entry: Entry, content: Content, author: str, summary: Mapping[str, Any] | None, extras: Extras
) -> dict[str, Any]:
    """The entry as plain data, what is empty left out.

    :param author: the e-mail address of its account, if the reader may know it.
    """
    said = contents.dump(content) | {
        "id": entry.id,
        "visibility": entry.visibility,
        "author": author,
        "named": entry.named,
        "tells_drivers": entry.tells_drivers,
        "agreed": extras.agreed,
        "draft": entry.draft,
        "created_at": _dated(entry.created_at),
        "updated_at": _dated(entry.updated_at),
        "origin": extras.origin,
        "extra": dict(extras.extra),
        "meeting": summary,
        "uses": extras.uses,
        "follows": extras.follows,
        "version": extras.version,
        "look_at": _dated(extras.review_at),
        "revisions": [each | {"at": _dated(each["at"])} for each in extras.revisions],
    }
    said["actions"] = [
        {**action, "due": action["due"] or "", "done_at": _dated(extras.done_at.get(action["id"], 0))}
        for action in said["actions"]
    ]
    data: dict[str, Any] = msgspec.to_builtins(msgspec.convert(said, ExportedEntry))
    return data


def _dated(at: int) -> int:
    """The instant, or the last one that there is: another look at what is of late 9999 would come after it."""
    return min(at, LAST_INSTANT)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an export."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(ExportedLog)}
