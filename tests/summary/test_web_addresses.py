import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.summary.web_addresses import split_at_addresses

CASES = json.loads(Path(__file__).parents[1].joinpath("web-addresses.json").read_text("utf-8"))
"""The node test has the same."""


def links(text: str) -> list[str]:
    return [part for part, link in split_at_addresses(text) if link]


@pytest.mark.parametrize(("text", "addresses"), CASES)
def test_the_addresses_in_a_text_are_those_that_the_room_finds(text: str, addresses: list[str]) -> None:
    assert links(text) == addresses


@given(st.text() | st.text("htps:/.()[]<> \n\"'a", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(part for part, _ in split_at_addresses(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "http://a\n\n" * 20_000,
        "http://" * 29_000,
        "http://" + "(" * 200_000,
        "http://" + "." * 200_000,
        "http://(a" * 22_000,
        "http://a/[(" * 22_000,
        "http://a" + "." * 200_000 + "@",
    ],
)
def test_no_text_takes_for_ever(text: str) -> None:
    assert "".join(part for part, _ in split_at_addresses(text)) == text
