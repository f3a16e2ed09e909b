"""What programs send and get about actions."""

from __future__ import annotations

from marshmallow import fields

from facilitator.api.answers import INSTANT, Answer
from facilitator.api.entry_answers import ActionToldSchema
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


class FollowedActionSchema(ActionToldSchema):
    entry = fields.String(required=True, metadata={"description": "The id of the entry that has it."})
    entry_title = fields.String(required=True)
    done_at = fields.Integer(required=True, allow_none=True, metadata=INSTANT)
    created_at = fields.Integer(required=True, metadata=INSTANT)
    updated_at = fields.Integer(required=True, metadata=INSTANT)


class ActionsSchema(Answer):
    actions = fields.List(fields.Nested(FollowedActionSchema), required=True)


class StateSchema(Strict):
    state = fields.String(
        required=True,
        validate=one_of(STATES),
        metadata={
            "description": "A step ends as `done`, an experiment as what it came to, either as `dropped`."
        },
    )
