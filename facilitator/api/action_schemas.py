"""What programs send and get about actions."""

from __future__ import annotations

from marshmallow import fields

from facilitator.api.answers import INSTANT, Answer
from facilitator.api.entry_answers import ActionToldSchema
from facilitator.api.paging import PageQuery
from facilitator.fields import one_of
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


class FollowedActionSchema(ActionToldSchema):
    entry = fields.String(required=True, metadata={"description": "The id of the entry that has it."})
    entry_title = fields.String(required=True)
    may = fields.Boolean(
        required=True, metadata={"description": "Whether the account may say what came of it."}
    )
    done_at = fields.Integer(required=True, allow_none=True, metadata=INSTANT)
    created_at = fields.Integer(required=True, metadata=INSTANT)
    updated_at = fields.Integer(required=True, metadata=INSTANT)


class ActionsSchema(Answer):
    actions = fields.List(fields.Nested(FollowedActionSchema), required=True)
