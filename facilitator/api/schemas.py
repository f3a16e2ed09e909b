"""What programs send and get, besides `PrepareSchema`; the OpenAPI document is made from these."""

from collections.abc import Iterable

from marshmallow import Schema, fields

from facilitator.fields import one_of
from facilitator.log.entry import action_status
from facilitator.log.entry.schemas import ActionSchema
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.summary.formats import FORMATS


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


class MadeSchema(Schema):
    id = fields.String(metadata={"description": "The meeting's id."})
    join_url = fields.String(metadata={"description": "The link to send around."})
    seat_token = fields.String(metadata={"description": "Opens the leader's seat, in the room and here."})


class SeatSchema(Schema):
    meeting = fields.String(metadata={"description": "The meeting's id."})
    seat = fields.String(metadata={"description": "The seat's id, as the room's views show it."})
    token = fields.String(metadata={"description": "Opens this seat, in the room and here."})


class WaitingSchema(Schema):
    meeting = fields.String(metadata={"description": "The meeting's id."})
    token = fields.String(metadata={"description": "Opens the seat after a yes, and nothing until then."})
    number = fields.Integer(metadata={"description": "What the room's question shows, to be said there."})


class SummaryQuery(Schema):
    format = fields.String(
        load_default="json",
        validate=one_of(tuple(FORMATS)),
    )


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
            "description": "The `older` of the page before. When the log has changed so much meanwhile that no page "
            "follows, the answer is 422 `bad_page`: start again without it."
        }
    )


class NewEntrySchema(Schema):
    id = fields.String(metadata={"description": "The entry's id."})
    url = fields.String(metadata={"description": "Its page."})


class LineSchema(NewEntrySchema):
    meeting = fields.String(metadata={"description": "The meeting that left it, if one did."})
    title = fields.String()
    date = fields.Date()
    category = fields.String()
    tags = fields.List(fields.String())
    learned = fields.List(fields.String())
    outcome = fields.String(metadata={"description": "`worked`, `partly`, `did not work` or empty."})
    visibility = fields.String(metadata={"enum": ["private", "group", "everyone"]})
    draft = fields.Boolean(metadata={"description": "Whether its author has not finished it."})
    version = fields.Integer(metadata={"description": "Counts the changes of its content."})
    created_at = fields.Integer(metadata={"description": "Milliseconds since the epoch."})
    updated_at = fields.Integer(metadata={"description": "Milliseconds since the epoch."})


class EntriesSchema(Schema):
    entries = fields.List(fields.Nested(LineSchema))
    total = fields.Integer(
        metadata={
            "description": f"How many there are on all pages, up to {MOST_COUNTED}. When no entry has all of the "
            "words, these have some of them; when too many have, some of the rarer ones."
        }
    )
    more = fields.Boolean(metadata={"description": "Whether the pages have more than `total`."})
    older = fields.String(metadata={"description": "Where the next page begins; absent on the last."})


class EntrySchema(LineSchema):
    did = fields.String()
    expected = fields.String()
    happened = fields.String()
    impact = fields.String()
    drove = fields.String(metadata={"description": "Empty when it stays with those who were in the meeting."})
    next_time = fields.String()
    actions = fields.List(fields.Nested(ActionSchema))
    author = fields.String(metadata={"description": "Absent when it is shared without names."})
    builds_on = fields.List(fields.String(), metadata={"description": "Ids of entries that were used in it."})
    used_in = fields.List(fields.String(), metadata={"description": "Ids of entries in which it was used."})


class ErrorSchema(Schema):
    ok = fields.Boolean(metadata={"enum": [False]})
    code = fields.String(metadata={"description": "A stable word for programs."})
    message = fields.String(metadata={"description": "A sentence for people."})
