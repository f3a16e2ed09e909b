"""What becomes of each item of an import, and of all of them: for the page of the import, and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct

from facilitator.log.entry.content import TEXTS
from facilitator.log.transfer.records import DateFrom, ImportIssue, ImportRecord, ImportResult, NameKind

BEGINS = 200
"""So many characters of a text are told."""


class ActionOutcome(Struct, kw_only=True, omit_defaults=True):
    what: str
    owner: str = ""
    due: str = ""
    state: str = "open"


class ItemOutcome(Struct, kw_only=True, omit_defaults=True):
    """What becomes of one item. Of long texts the beginning is told; what is empty is left out."""

    file: str
    line: int
    result: ImportResult
    title: str = ""
    date: str
    date_from: Annotated[
        DateFrom, Meta(description="Whether the item says it, its file's name, or only when the file changed")
    ] = "file"
    category: str = "other"
    outcome: str = ""
    tags: list[str] = []
    texts: Annotated[dict[str, str], Meta(description="The texts by our fields, such as happened")] = {}
    learned: list[str] = []
    actions: list[ActionOutcome] = []
    extra: Annotated[dict[str, str], Meta(description="What fits no field and is kept beside the entry")] = {}
    entry: Annotated[str, Meta(description="The id of the entry, if there is one by now")] = ""


class IssueOutcome(Struct, kw_only=True):
    """An item, or a whole file, that cannot be brought."""

    file: str
    line: int
    message: str


class NameOutcome(Struct, kw_only=True):
    """A column, a key or a heading, how many items have it, and what it is taken as: see `chosen.CHOICES`."""

    name: str
    kind: NameKind
    field: str
    items: int


class ImportOutcome(Struct, kw_only=True, omit_defaults=True):
    """An import as a whole. ``written`` says whether it happened, or only would."""

    format: Literal["facilitator-import/1"] = "facilitator-import/1"
    written: bool
    results: dict[str, int]
    names: list[NameOutcome] = []
    undated: Annotated[int, Meta(description="How many have the day when their file was changed last")] = 0
    left: Annotated[dict[str, int], Meta(description="Endings of files that were not read")] = {}


def outcome_of(item: ImportRecord, result: ImportResult, entry_id: str) -> ItemOutcome:
    content = item.content
    texts = {name: getattr(content, name) for name in TEXTS}
    return ItemOutcome(
        file=item.location.file,
        line=item.location.line,
        result=result,
        title=content.title,
        date=content.date.isoformat(),
        date_from=item.date_from,
        category=content.category,
        outcome=content.outcome,
        tags=list(content.tags),
        texts=_begun(texts),
        learned=[_begin(text) for text in content.learned],
        actions=[
            ActionOutcome(
                what=_begin(each.headline),
                owner=each.owner,
                due=each.due.isoformat() if each.due else "",
                state=each.state,
            )
            for each in content.actions
        ],
        extra=_begun(item.extra),
        entry=entry_id,
    )


def remark_on_days(undated: int) -> str:
    """What is said once about all items that name no day, or ``""``."""
    if not undated:
        return ""
    many = "1 item names" if undated == 1 else f"{undated:,} items name"
    return f"{many} no date: the day of the file's last change was taken."


def remark_on_left(left: Mapping[str, int]) -> str:
    """What is said once about all files that were not read, or ``""``."""
    kinds = (f"{number:,} {ending or 'without ending'}" for ending, number in left.items())
    return f"Not read, as nothing in them is an entry of its own: {', '.join(kinds)}." if left else ""


def issue_of(issue: ImportIssue) -> IssueOutcome:
    return IssueOutcome(file=issue.location.file, line=issue.location.line, message=issue.message)


def _begun(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: _begin(text) for name, text in texts.items() if text}


def _begin(text: str) -> str:
    return text if len(text) <= BEGINS else f"{text[: BEGINS - 1].rstrip()}…"
