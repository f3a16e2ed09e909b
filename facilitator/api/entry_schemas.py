"""What programs send about entries, and how they ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields, post_load

from facilitator.api.meeting_schemas import builds_on
from facilitator.fields import Change, Flag, Id, Strict, Text, one_of
from facilitator.log.entry import action_status
from facilitator.log.entry.schemas import DraftSchema, OwnContentSchema
from facilitator.log.pages.recall import AskSchema
from facilitator.log.revisions.reviewing import ANSWERS
from facilitator.log.revisions.sharing_rules import NAMES
from facilitator.log.revisions.summary_links import DAYS
from facilitator.log.search.newest import MOST_COUNTED


class NewEntrySchema(OwnContentSchema):
    """The content of a finished entry; ``builds_on`` stands beside it in what is loaded."""

    builds_on = builds_on()

    @post_load
    def as_content(self, data: dict[str, Any], **more: Any) -> Any:
        used = data.pop("builds_on")
        return {"content": super().as_content(data, **more), "builds_on": used}


class NewDraftSchema(DraftSchema):
    """The content of a draft; ``builds_on`` stands beside it in what is loaded."""

    builds_on = builds_on()

    @post_load
    def as_content(self, data: dict[str, Any], **more: Any) -> Any:
        used = data.pop("builds_on")
        return {"content": super().as_content(data, **more), "builds_on": used}


class EntryChangeSchema(Change, DraftSchema):
    """Some fields of an entry; what is left out stays as it is. It gives what was sent, as it was."""

    builds_on = builds_on()
    finished = Flag(metadata={"description": "`true` finishes a draft."})

    @post_load(pass_original=True)
    def as_content(self, _data: dict[str, Any], original: Any = None, **_: Any) -> Any:
        return dict(original)


class SharingSchema(Strict):
    names = fields.String(
        required=True,
        validate=one_of(NAMES),
        metadata={
            "description": "Whether readers who were not there see names: `no`, `drivers` (no names, but what "
            "drove it, word for word; only of a meeting's entry), or `yes`."
        },
    )
    agreed = Text(
        500,
        load_default="",
        metadata={"description": "How the group agreed to share. An entry from a meeting needs it."},
    )


class NewSummaryLinkSchema(SharingSchema):
    days = fields.Integer(
        load_default=30, validate=one_of(DAYS), metadata={"description": "For how many days it works."}
    )


class ReviewSchema(Strict):
    answer = fields.String(required=True, validate=one_of(ANSWERS))


class RecallSchema(AskSchema):
    """A text that is being written, for which earlier entries are looked for."""


class TagsQuery(Schema):
    q = Text(40, load_default="", metadata={"description": "How a word of the tag begins."})


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


class EntriesQuery(Schema):
    """The log's own address, for programs: what makes no sense there filters nothing."""

    q = fields.String(metadata={"description": "Words to look for; in quotes, they stand together."})
    category = fields.String()
    tag = fields.String()
    outcome = fields.String(metadata={"description": "`worked`, `partly` or `did not work`."})
    year = fields.String()
    quarter = fields.String(metadata={"description": "`1` to `4`, of any year or of `year`."})
    mine = fields.String(metadata={"description": "`yes`: only those that the account wrote."})
    meetings = fields.String(metadata={"description": "`yes`: only those that a meeting left."})
    open = fields.String(metadata={"description": "`yes`: only those with an open action."})
    driver = fields.String(metadata={"description": "A word of what drove it, whatever its ending."})
    steps = fields.String(
        metadata={"description": f"What became of a step: {_listed(action_status.STEP_STATUS)}."}
    )
    experiments = fields.String(
        metadata={"description": f"What became of an experiment: {_listed(action_status.EXPERIMENT_STATUS)}."}
    )
    sort = fields.String(
        metadata={
            "description": "`relevance`, or `date` with the newest first. "
            f"When more than {MOST_COUNTED} entries have the words, what was written last comes first."
        }
    )
    after = fields.String(
        metadata={
            "description": "Where the page begins, as the link to it and `older` say. When the log has changed so "
            "much meanwhile that no page follows, the answer is 422 `bad_page`: start again without it."
        }
    )


class RevisionsQuery(Schema):
    after = Id(empty=True, load_default="")
