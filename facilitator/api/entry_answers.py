"""What programs get about entries."""

from __future__ import annotations

from marshmallow import fields

from facilitator.api.answers import INSTANT, Answer
from facilitator.log.entry.action_status import ANSWERS, STATES
from facilitator.log.revisions.sharing_rules import NAMES
from facilitator.log.search.newest import MOST_COUNTED
from facilitator.summary.model import CAME_OF, TICKET


class OfferSchema(Answer):
    id = fields.String(required=True)
    title = fields.String(required=True)
    date = fields.Date(required=True)
    outcome = fields.String(required=True)
    learning = fields.String(required=True, metadata={"description": "The first thing that was learned."})
    tried = fields.String(
        required=True,
        metadata={"description": "How many of its actions worked, and how many did not, in words; or empty."},
    )
    private = fields.Boolean(required=True, metadata={"description": "Whether only its author can read it."})
    no_longer = fields.Boolean(
        required=True, metadata={"description": "Whether somebody said that it is no longer true."}
    )
    reason = fields.String(
        required=True,
        metadata={"description": "Its sentence that is nearest to the text; empty if `learning` says it."},
    )


class OffersSchema(Answer):
    entries = fields.List(
        fields.Nested(OfferSchema), required=True, metadata={"description": "At most three; often none."}
    )
    used = fields.List(
        fields.Nested(OfferSchema), required=True, metadata={"description": "Those of `used` in the request."}
    )


class TagsSchema(Answer):
    tags = fields.List(fields.String(), required=True)


class EntryMadeSchema(Answer):
    id = fields.String(required=True, metadata={"description": "The entry's id."})
    url = fields.String(required=True, metadata={"description": "Its page."})


class EntryHeadSchema(Answer):
    """The parts of an entry's content that lists have, too."""

    title = fields.String(required=True)
    date = fields.Date(required=True)
    category = fields.String(required=True)
    tags = fields.List(fields.String(), required=True)
    learned = fields.List(fields.String(), required=True)
    outcome = fields.String(
        required=True, metadata={"description": "`worked`, `partly`, `did not work` or empty."}
    )


class EntryLineSchema(EntryMadeSchema, EntryHeadSchema):
    meeting = fields.String(metadata={"description": "The meeting that left it, if one did."})
    visibility = fields.String(required=True, metadata={"enum": ["private", "group", "everyone"]})
    draft = fields.Boolean(required=True, metadata={"description": "Whether its author has not finished it."})
    version = fields.Integer(required=True, metadata={"description": "Counts the changes of its content."})
    created_at = fields.Integer(required=True, metadata=INSTANT)
    updated_at = fields.Integer(required=True, metadata=INSTANT)


class EntriesSchema(Answer):
    entries = fields.List(fields.Nested(EntryLineSchema), required=True)
    total = fields.Integer(
        required=True,
        metadata={
            "description": f"How many there are on all pages, up to {MOST_COUNTED}. When no entry has all of the "
            "words, these have some of them; when too many have, some of the rarer ones."
        },
    )
    more = fields.Boolean(
        required=True, metadata={"description": "Whether the pages have more than `total`."}
    )
    older = fields.String(metadata={"description": "Where the next page begins; absent on the last."})


class ActionToldSchema(Answer):
    id = fields.String(required=True)
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
    worked = fields.String(
        required=True,
        metadata={"description": "Whether a step that is done worked.", "enum": ["", *ANSWERS]},
    )
    came_of = fields.String(required=True, metadata={"description": CAME_OF + "."})
    learned = fields.String(required=True, metadata={"description": "What an experiment taught."})
    ticket = fields.String(required=True, metadata={"description": TICKET + "."})


class ContentToldSchema(EntryHeadSchema):
    """What an entry says."""

    did = fields.String(required=True)
    expected = fields.String(required=True)
    happened = fields.String(required=True)
    impact = fields.String(required=True)
    drove = fields.String(
        required=True,
        metadata={"description": "Empty when it stays with those who were in the meeting."},
    )
    next_time = fields.String(required=True)
    actions = fields.List(fields.Nested(ActionToldSchema), required=True)


class EntrySchema(EntryLineSchema, ContentToldSchema):
    author = fields.String(metadata={"description": "Absent when it is shared without names."})
    names = fields.String(required=True, metadata={"enum": list(NAMES)})
    validity = fields.String(
        metadata={"description": "The last answer to “still true?”; absent when nobody gave one."}
    )
    may = fields.List(
        fields.String(metadata={"enum": ["change", "share", "delete"]}),
        required=True,
        metadata={"description": "What the account may do with it."},
    )
    builds_on = fields.List(
        fields.String(), required=True, metadata={"description": "Ids of entries that were used in it."}
    )
    follows = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The id of the entry of the meeting that its own followed, or null."},
    )
    followed_by = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Ids of the entries of meetings that followed its own."},
    )
    used_in = fields.List(
        fields.String(), required=True, metadata={"description": "Ids of entries in which it was used."}
    )


class SummaryLinkSchema(Answer):
    id = fields.String(required=True)
    url = fields.String(required=True, metadata={"description": "Whoever has it can read the summary."})
    names = fields.String(required=True, metadata={"enum": list(NAMES)})
    agreed = fields.String(required=True, metadata={"description": "How the group agreed to it."})
    created_at = fields.Integer(required=True, metadata=INSTANT)
    expires_at = fields.Integer(required=True, metadata=INSTANT)


class SummaryLinksSchema(Answer):
    links = fields.List(fields.Nested(SummaryLinkSchema), required=True)


class RevisionSchema(Answer):
    id = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "The version that it was done with."})
    kind = fields.String(required=True)
    at = fields.Integer(required=True, metadata=INSTANT)
    by = fields.String(required=True, metadata={"description": "Empty for somebody without an account."})
    before = fields.Nested(
        ContentToldSchema, required=True, metadata={"description": "What it said until then."}
    )


class RevisionsSchema(Answer):
    revisions = fields.List(fields.Nested(RevisionSchema), required=True)
