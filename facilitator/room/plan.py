"""The plan of a meeting, its agenda, columns and ground rules: the schema of what is sent, and how it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from marshmallow import ValidationError, fields, post_load

from facilitator.fields import ID, Strict, Text, WholeNumber, at_most, one_of
from facilitator.meeting import agenda, columns
from facilitator.meeting.columns import COLUMN_KINDS, Column, Columns
from facilitator.meeting.commands import LIMITS, MOST
from facilitator.meeting.ground_rules import texts_of
from facilitator.meeting.model import Meeting, Stage
from facilitator.refused import Refused
from facilitator.tokens import new_id

PLAN = ("agenda", "columns", "rules")
USUAL_MINUTES = 60
LENGTHS = frozenset({"minutes", "template"})
"""What says an agenda by its length: ``template`` is declared for meetings only."""


class StageSchema(Strict):
    kind = fields.String(required=True, validate=one_of(agenda.KINDS))
    title = Text(LIMITS["stage"], load_default="")
    seconds = WholeNumber(1, agenda.LONGEST_MINUTES * 60, required=True)


_ID_OF_COLUMN = re.compile("|".join((*COLUMN_KINDS, ID.pattern)))


def _is_id_of_column(sent: str) -> None:
    if sent and not _ID_OF_COLUMN.fullmatch(sent):
        raise ValidationError("This is no id of a column. Leave it out.")


class ColumnSchema(Strict):
    id = fields.String(
        load_default="",
        validate=_is_id_of_column,
        metadata={
            "pattern": f"^({_ID_OF_COLUMN.pattern})?$",
            "description": "That of a column that is there, so that its cards stay in it.",
        },
    )
    title = Text(LIMITS["column"], min=1, required=True, empty="Give the column a title.")
    hint = Text(LIMITS["hint"], load_default="")
    counts_as = fields.String(
        load_default="",
        validate=one_of(("", *COLUMN_KINDS)),
        metadata={"description": "The usual column as whose cards its own are told, or empty."},
    )


class PlanSchema(Strict):
    """The plan of a meeting or a template. `load` gives ``stages``, ``columns`` and ``rules``.

    Columns and rules that are left out are None; the agenda is then made from the length.
    """

    minutes = WholeNumber(agenda.SHORTEST_MINUTES, agenda.LONGEST_MINUTES, load_default=None)
    agenda = fields.List(fields.Nested(StageSchema), load_default=None, allow_none=True)
    columns = fields.List(
        fields.Nested(ColumnSchema),
        load_default=None,
        validate=at_most(MOST["columns"], "columns"),
        metadata={"description": "What people write cards into, one to six; the usual four when left out."},
    )
    rules = fields.List(
        Text(LIMITS["rule"], min=1, empty="Write the rule, or leave it out."),
        load_default=None,
        validate=at_most(MOST["rules"], "rules"),
        metadata={"description": "How the group wants to talk; the usual ground rules when left out."},
    )

    @post_load
    def as_details(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        rows, minutes = data.pop("agenda"), data.pop("minutes")
        data["stages"] = self._usual_agenda(data, minutes) if rows is None else _agenda_of(rows)
        data["columns"] = _columns_of(data["columns"])
        data["rules"] = None if data["rules"] is None else tuple(data["rules"])
        return data

    def _usual_agenda(self, data: dict[str, Any], minutes: int | None) -> tuple[Stage, ...]:
        """The agenda that nobody wrote, made from the length."""
        return agenda.standard(minutes or USUAL_MINUTES)


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """The plan of a meeting, in the words of `PlanSchema`."""
    return in_words(meeting.stages, meeting.columns, texts_of(meeting.rules))


def in_words(stages: Iterable[Stage], columns: Columns, rules: Iterable[str]) -> dict[str, Any]:
    """A plan as it is sent and kept: the rows of its agenda, of its columns, and its rules."""
    return {
        "agenda": [{"kind": each.kind, "title": each.title, "seconds": each.seconds} for each in stages],
        "columns": [
            {"id": key, "title": each.title, "hint": each.hint, "counts_as": each.counts_as}
            for key, each in columns.items()
        ],
        "rules": list(rules),
    }


def names_asked(sent: Iterable[str]) -> set[str]:
    """The names that `PlanSchema` gives to what was sent: each way to say an agenda gives ``stages``."""
    return {"stages" if name in {*LENGTHS, "agenda"} else name for name in sent}


def _agenda_of(rows: list[dict[str, Any]]) -> tuple[Stage, ...]:
    try:
        return agenda.accept([agenda.stage(row["kind"], row["seconds"], row["title"]) for row in rows])
    except Refused as refused:
        raise ValidationError(refused.message, "agenda") from refused


def _columns_of(rows: list[dict[str, Any]] | None) -> Columns | None:
    if rows is None:
        return None
    sent = [(row["id"], Column(row["title"], 0, row["hint"], row["counts_as"])) for row in rows]
    try:
        return columns.accept(columns.with_ids(sent, new_id))
    except Refused as refused:
        raise ValidationError(refused.message, "columns") from refused
