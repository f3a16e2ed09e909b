"""One way to normalise what people type: nothing of a text is lost, and nothing in a name is hidden."""

import pytest

from facilitator.characters import tidy, tidy_name

NOTHING_TO_SEE = ("", " ", "\u200b", "\u3164\u2800", "\u200d\n\ufeff", "\U000e0041", "\xad\u2060")


@pytest.mark.parametrize("text", NOTHING_TO_SEE)
def test_a_text_in_which_nothing_can_be_seen_is_empty(text: str) -> None:
    assert tidy(text) == tidy(text, lines=True) == tidy_name(text) == ""


@pytest.mark.parametrize(
    "text", ["👩\u200d💻 fixed it", "می\u200cخواهم", "क\u094d\u200dष", "a\u202eb", "❤\ufe0f"]
)
def test_a_text_keeps_its_joiners_and_marks(text: str) -> None:
    assert tidy(text) == text


def test_signs_are_composed() -> None:
    assert tidy("Jose\u0301") == tidy_name("Jose\u0301") == "José"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\u200b", "Ana"),
        ("\u202eanA", "anA"),
        ("A\xadn\u2060a", "Ana"),
        ("Ana\u2800B", "AnaB"),
        ("A\x85na", "A na"),
    ],
)
def test_a_name_has_nothing_hidden(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize(
    "name",
    [
        "میراث\u200cخوار",
        "ক\u09cd\u200cষ",
        "র\u200d\u09cdযাচেল",
        "葛\U000e0100城",
        "Ana 👩\u200d💻",
        "❤\ufe0f\u200d🔥",
    ],
)
def test_a_name_keeps_what_its_script_needs(name: str) -> None:
    assert tidy_name(name) == name


def test_a_joiner_that_joins_nothing_is_taken_out() -> None:
    assert tidy_name("A\u200dna") == tidy_name("An\u200ca\u200d") == "Ana"
    assert tidy_name("क\u094d\u200d\u200d") == "क\u094d\u200d"
