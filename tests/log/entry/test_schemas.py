"""What an entry may say, whoever sends it."""

import pytest
from marshmallow import ValidationError

from facilitator.log.entry.schemas import ContentSchema, DraftSchema


def test_unknown_fields_are_a_mistake_that_is_said() -> None:
    with pytest.raises(ValidationError, match="no such field"):
        DraftSchema().load({"mood": "good"})


@pytest.mark.parametrize(
    ("kind", "state", "fits"),
    [("step", "worked", False), ("experiment", "done", False), ("step", "done", True)],
)
def test_an_action_ends_as_its_kind_does(kind: str, state: str, fits: bool) -> None:
    sent = {"actions": [{"kind": kind, "what": "Ask", "state": state}]}
    if fits:
        assert DraftSchema().load(sent).actions[0].state == state
        return
    with pytest.raises(ValidationError, match="no end of such an action"):
        DraftSchema().load(sent)


def test_what_cannot_be_seen_is_no_title_no_tag_and_no_owner() -> None:
    with pytest.raises(ValidationError, match="a title"):
        ContentSchema().load({"title": "\u200b"})
    owned = {"actions": [{"what": "Ask", "owner": "\u2060"}]}
    loaded = DraftSchema().load({"tags": ["a,\u200b,a\u00ad"]} | owned)
    assert (loaded.tags, loaded.actions[0].owner) == (("a",), "")


def test_a_comma_parts_two_tags_whoever_sends_them() -> None:
    assert DraftSchema().load({"tags": ["Rhine, Main", "rhine"]}).tags == ("Rhine", "Main")
    with pytest.raises(ValidationError, match="At most 20 tags"):
        DraftSchema().load({"tags": [f"a{n}, b{n}" for n in range(15)]})
