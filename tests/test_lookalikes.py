"""Names that are easily taken for each other are found, in any script and spelling."""

import pytest

from facilitator.lookalikes import lookalike, name_taken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Аna", "Ana"),  # a Cyrillic capital A
        ("Вen", "ben"),  # only the capital of the Cyrillic letter looks like a B
        ("ΑΝΑ", "ana"),  # Greek capitals
        ("Jose\u0301", "JOSÉ"),
        ("Ana\u200b", "Ana"),
        ("𝓐na", "Ana"),
        ("Ben 1", "Ben l"),
        ("STRASSE", "Straße"),
        ("علی\u200c", "علی"),
    ],
)
def test_names_that_look_alike(one: str, other: str) -> None:
    assert lookalike(one, ["Cleo", other]) == other
    assert lookalike(other, [one]) == one


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "Anna"), ("Jose", "José"), ("Ольга", "Olga"), ("Ben 1", "Ben 2")]
)
def test_names_that_differ(one: str, other: str) -> None:
    assert lookalike(one, [other]) is None


def test_the_sentence_says_why() -> None:
    assert (
        str(name_taken("ana", "Ana", "is here")) == "Somebody called Ana is here. Add something to your name."
    )
    assert str(name_taken("Аna", "Ana", "is here")).startswith("“Аna” looks the same as Ana, who is here.")
