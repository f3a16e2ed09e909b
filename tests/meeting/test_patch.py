"""The cases of RFC 7396, appendix A, and the way from one view to the next."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.meeting.patch import apply, diff

APPENDIX: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]

views = st.dictionaries(
    st.sampled_from("abcd"),
    st.recursive(
        st.integers(0, 3) | st.sampled_from(["", "x"]),
        lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@pytest.mark.parametrize(("target", "patch", "result"), APPENDIX)
def test_the_cases_of_the_standard(target: Any, patch: Any, result: Any) -> None:
    assert apply(target, patch) == result


@given(views, views)
def test_a_difference_leads_from_one_view_to_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert apply(before, diff(before, after)) == after


@given(views)
def test_there_is_no_difference_between_a_view_and_itself(view: dict[str, Any]) -> None:
    assert diff(view, view) == {}


def test_only_what_changed_travels() -> None:
    before = {"cards": {"a": {"text": "x", "pos": 0}, "b": {"text": "y", "pos": 1}}, "clock": {"since": 1}}
    after = {"cards": {"b": {"text": "z", "pos": 1}}, "clock": {"since": 1}}
    assert diff(before, after) == {"cards": {"a": None, "b": {"text": "z"}}}


def test_what_it_is_given_stays_as_it_is() -> None:
    target = {"a": {"b": 1}}
    apply(target, {"a": {"b": None}})
    assert target == {"a": {"b": 1}}
