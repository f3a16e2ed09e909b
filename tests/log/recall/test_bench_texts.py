"""The texts that recall is measured on are what the benchmark takes them for."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.recall import texts
from facilitator.log.entry.content import TEXTS
from facilitator.log.entry.schemas import OwnContentSchema

OF_DOMAINS = dict(texts.entries(texts.DOMAINS))


def words(fields: dict[str, str]) -> int:
    return len(" ".join(fields.values()).split())


@pytest.mark.parametrize("of", texts.SETS)
def test_each_entry_of_a_set_can_be_saved(of: str) -> None:
    for _, fields in texts.entries(of):
        read = OwnContentSchema().load(fields | {"date": "2026-01-05", "learned": [fields["learned"]]})
        assert fields.keys() <= {"title", "category", "outcome", "learned", *TEXTS}
        assert read.title == fields["title"]


def test_each_key_is_of_one_entry_and_each_description_of_one_key() -> None:
    keys = Counter(key for of in texts.SETS for key, _ in texts.entries(of))
    assert set(keys.values()) == {1}
    assert {key for of in texts.SETS for key, _ in texts.descriptions(of)} <= keys.keys()
    assert {key for key, _ in texts.forms()} <= keys.keys() - OF_DOMAINS.keys()
    assert {key for key, _ in texts.descriptions(texts.DOMAINS)} == OF_DOMAINS.keys()


def test_the_set_of_many_trades_has_long_entries_and_texts_about_none() -> None:
    long = [number for number in map(words, OF_DOMAINS.values()) if number >= 300]
    described, unrelated = texts.descriptions(texts.DOMAINS), texts.unrelated(texts.DOMAINS)

    assert len(OF_DOMAINS) >= 60
    assert len(long) >= 25
    assert sum(number >= 1200 for number in long) >= 3
    assert len({text for _, text in described}) == len(described) >= 90
    assert len(set(unrelated)) == len(unrelated) >= 60


def test_a_form_is_of_some_hundred_words_its_title_first() -> None:
    forms = dict(texts.forms())

    assert forms["alert-noise"].startswith("A warning that nobody looked at any more\nRemove each")
    assert len(forms) >= 12
    assert all(70 <= len(text.split()) <= 130 for text in forms.values())


def test_an_indented_line_is_a_paragraph_of_the_field_above() -> None:
    happened = OF_DOMAINS["castings-late"]["happened"].split("\n")

    assert [paragraph.split()[0] for paragraph in happened] == ["They", "From", "While", "In", "Mood:"]
