"""Forms of a word come to one stem, the index's."""

from __future__ import annotations

import pysqlite3
import pytest

from facilitator.log.recall.synonyms import synonyms_of
from facilitator.log.search.stems import stem

FORMS = ("process processes processing", "policy policies", "communication communicated", "node nodes boxes")
WORDS = [word for line in (*FORMS, "is as of us alerting handovers unclear dried") for word in line.split()]


def test_it_is_the_stem_that_the_index_keeps() -> None:
    index = pysqlite3.connect(":memory:")
    index.execute(
        "CREATE VIRTUAL TABLE said USING fts5 (word, tokenize='porter unicode61 remove_diacritics 2')"
    )
    index.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (said, instance)")
    index.executemany("INSERT INTO said (rowid, word) VALUES (?, ?)", enumerate(WORDS))
    kept = dict(index.execute("SELECT doc, term FROM stems"))

    assert [stem(word) for word in WORDS] == [kept[number] for number in range(len(WORDS))]


def test_what_is_no_word_is_its_own_stem() -> None:
    assert stem("") == ""
    assert stem("s" * 100_000) == "s" * 100_000


@pytest.mark.parametrize("word", ["releases", "releasing", "released", "release"])
def test_every_form_of_a_word_has_its_synonyms(word: str) -> None:
    assert {"deployment", "rollout", "launch"} <= set(synonyms_of(word))


def test_no_synonym_is_a_form_of_the_word_itself() -> None:
    assert not {stem(other) for other in synonyms_of("deliveries")} & {stem("delivery")}
