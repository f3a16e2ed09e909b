"""What programs send and get about actions."""

from __future__ import annotations

from marshmallow import Schema, fields

from facilitator.api.entry_answers import INSTANT
from facilitator.api.paging import PageQuery
from facilitator.fields import Strict, one_of
from facilitator.log.entry.action_status import STATES


class ActionsQuery(PageQuery):
    state = fields.String(
        load_default="",
        validate=one_of(("", *STATES, "ended")),
        metadata={"description": "`ended` is any but `open`."},
    )
    mine = fields.String(
        load_default="",
        validate=one_of(("", "yes")),
        metadata={"description": "`yes`: only those that belong to the account."},
    )


class FollowedActionSchema(Schema):
    id = fields.String(required=True)
    entry = fields.String(required=True, metadata={"description": "The id of the entry that has it."})
    entry_title = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["step", "experiment"]})
    what = fields.String(required=True)
    hypothesis = fields.String(required=True)
    test = fields.String(required=True)
    signal = fields.String(required=True)
    owner = fields.String(
        required=True, metadata={"description": "Empty when the entry is shared without names."}
    )
    due = fields.Date(required=True, allow_none=True)
    support = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": list(STATES)})
    done_at = fields.Integer(required=True, allow_none=True, metadata=INSTANT)
    created_at = fields.Integer(required=True, metadata=INSTANT)
    updated_at = fields.Integer(required=True, metadata=INSTANT)


class ActionsSchema(Schema):
    actions = fields.List(fields.Nested(FollowedActionSchema), required=True)


class StateSchema(Strict):
    state = fields.String(
        required=True,
        validate=one_of(STATES),
        metadata={
            "description": "A step ends as `done`, an experiment as what it came to, either as `dropped`."
        },
    )
