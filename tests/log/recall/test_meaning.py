"""What recall offers by meaning, to whom, and when it goes by words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from string import ascii_lowercase
from typing import Any

import pytest
from flask import Flask

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import hybrid, indexing, meaning, nearest_sentence, offers
from facilitator.log.recall.embedding import Model
from facilitator.log.recall.hybrid import Nearness
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.question import Question, question_for
from facilitator.log.recall.vectors import matrix
from facilitator.log.recall.vectors import store as vectors
from facilitator.log.recall.vectors.matrix import Matrix
from facilitator.log.revisions import store

ASKED = "The line stood still because the parts had not arrived"
LATE = "Production halted: components came too late"
FAR = " ".join(before + letter for before in ("", "a", "n") for letter in ascii_lowercase)
"""So many words that a text with them is far from three others, though it has those, too."""


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def words(by_words: Callable[[], Meaning], monkeypatch: pytest.MonkeyPatch, unloaded: None) -> Meaning:
    """The model of this process: for it, texts with the same words mean the same."""
    made = by_words()
    monkeypatch.setattr(meaning._slot, "meaning", made)
    return made


def write(by: Account, title: str, visibility: str = "everyone", **more: Any) -> str:
    with database.session() as session:
        entry = store.new_entry(by.id, 0, visibility=visibility)
        store.save(session, entry, Content(title=title, date=date(2026, 1, 5), **more), 0)
    return entry.id


def make_vectors() -> None:
    made = meaning.in_use()
    assert made
    indexing.index_missing(made, stops=lambda: False)


def titles(who: Account, text: str, **more: Any) -> list[str]:
    return [each.title for each in offers.offers_for(Reader(who.id, {}), text, **more)]


def near(who: Account, text: str, made: Meaning, **more: Any) -> list[str]:
    with database.read() as session:
        found = hybrid.near(session, Reader(who.id, {}), Question.of(text, made), most=3, **more)
    return [each.entry_id for each in found]


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
def test_it_offers_what_means_the_same_in_other_words(
    ana: Account, model: Model, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    write(ana, "A choir that sang too fast")
    late = write(ana, LATE)
    assert titles(ana, ASKED) == []

    monkeypatch.setattr(meaning._slot, "meaning", Meaning(model, Matrix(model.id)))
    make_vectors()
    assert titles(ana, ASKED) == [LATE]
    assert titles(ana, ASKED, exclude={late}) == []
    assert not [line for line in caplog.messages if "halted" in line or "stood" in line or "choir" in line]


def test_nobody_is_offered_what_they_may_not_read(ana: Account, cleo: Account, words: Meaning) -> None:
    write(ana, "pelican heron stork", "private")
    make_vectors()

    assert titles(ana, "pelican heron stork") == ["pelican heron stork"]
    assert titles(cleo, "pelican heron stork") == []


def test_what_others_keep_to_themselves_changes_nothing(ana: Account, cleo: Account, words: Meaning) -> None:
    """Neither how near an entry must be, nor what is found behind it, nor whether words are asked."""
    ours = [write(ana, f"pelican {bird}") for bird in ("heron", "stork", "crane")]
    make_vectors()
    strict = Nearness(least=0.5, below=0.5, above=0.5)
    asked = "pelican heron stork crane"
    alone = near(cleo, asked, words, nearness=strict)
    assert set(alone) == set(ours)

    for _ in range(120):
        write(ana, asked, "private")
    with database.read() as session:
        assert not vectors.has_missing(session, "words", Reader(cleo.id, {}))
        assert vectors.has_missing(session, "words", Reader(ana.id, {}))
    make_vectors()
    assert near(cleo, asked, words, nearness=strict) == alone
    assert not set(near(ana, asked, words, nearness=Nearness(0.9, 0))) & set(ours)


def test_words_fill_up_by_entries_that_have_no_vectors_yet(ana: Account, words: Meaning) -> None:
    """The others are known not to be near, whatever words they have."""
    write(ana, "Nobody restored backups")
    write(ana, "Restores of backups", happened=FAR)
    make_vectors()
    other = write(ana, "A backup without a restore")
    write(ana, "Something else")

    assert titles(ana, "nobody restored backups") == ["Nobody restored backups", "A backup without a restore"]
    assert titles(ana, "nobody restored backups", exclude={other}) == ["Nobody restored backups"]


def test_an_entry_with_the_same_number_comes_before_those_that_are_near(ana: Account, words: Meaning) -> None:
    write(ana, "The order of yesterday")
    write(ana, "Wrong pallets", happened=f"{FAR} 48213377")
    write(ana, "Wrong parcels", happened=f"{FAR} 48213378")
    make_vectors()

    assert titles(ana, "Order 48213377") == ["Wrong pallets", "The order of yesterday"]
    assert titles(ana, "Order 37") == ["The order of yesterday"]


def test_a_text_in_a_language_that_it_does_not_know_goes_by_words(ana: Account, words: Meaning) -> None:
    write(ana, "Die Prüfung der Überläufe war zu spät")
    make_vectors()

    assert type(offers.ranker_with(question_for("Prüfung der Überläufe"))).__name__ == "WordRanker"
    assert titles(ana, "Prüfung der Überläufe") == ["Die Prüfung der Überläufe war zu spät"]


def test_where_it_may_not_know_the_language_words_are_asked_too(
    ana: Account, words: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ana, "Lieferung zu spät", happened=FAR)
    write(ana, "Lieferung")
    make_vectors()
    assert titles(ana, "Lieferung zu") == ["Lieferung"]

    monkeypatch.setattr(words.model, "knows_well", lambda _text: False)
    assert titles(ana, "Lieferung zu") == ["Lieferung", "Lieferung zu spät"]


def test_an_entry_is_as_near_as_its_nearest_window(words: Meaning) -> None:
    """What is asked about is often one paragraph of a long report."""
    said = ["heron", "pelican", "pelican stork"]
    rows = [(number, "long", words.model.vector(each).tobytes()) for number, each in enumerate(said, 1)]
    rows.append((4, "short", words.model.vector("crane").tobytes()))

    snapshot = matrix._together(matrix._EMPTY, rows)
    assert snapshot.cosines(words.model.vector("pelican")).tolist() == pytest.approx([1, 0])


def test_of_a_whole_form_only_the_beginning_is_asked(ana: Account, words: Meaning) -> None:
    write(ana, "pelican heron stork")
    write(ana, f"{FAR}")
    make_vectors()

    assert titles(ana, f"{'pelican heron stork ' * 20} {FAR}") == ["pelican heron stork"]


def test_of_what_is_as_near_the_one_with_rare_words_of_the_text_comes_first(
    ana: Account, words: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rare among what is near, in any form, or as a synonym. Words of the subject are in all of it."""
    same = words.model.vector("bird")
    monkeypatch.setattr(words.model, "vector", lambda _text: same)
    other = write(ana, "Birds and their buyers and clients and customers")
    common = [write(ana, f"A bird with feathers {number}") for number in range(3)]
    rare = write(ana, "Storks and a supplier")
    make_vectors()
    question = Question.of("The vendor, a bird, feathers, a stork", words)
    with database.read() as session:
        found = hybrid.near(session, Reader(ana.id, {}), question, most=9)

    shares = {each.entry_id: each.share for each in found}
    assert found[0].entry_id == rare
    assert shares[rare] > shares[common[0]] > shares[other] > 0
    assert {each.cosine for each in found} == {1}


@pytest.mark.parametrize("either", ["SQLite"], indirect=True)
@pytest.mark.parametrize("fails", ["knows", "vector", "vectors"])
def test_a_model_that_fails_makes_room_for_words_and_is_given_up_after_three_times(
    ana: Account,
    words: Meaning,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fails: str,
) -> None:
    """Wherever it fails: on a text that is asked for, or on a sentence. The log hears of it, but of no text."""
    write(ana, "pelican heron stork", happened="Each heron was at the lake.")
    make_vectors()
    is_broken = True
    works = getattr(words.model, fails)

    def run(text: Any) -> Any:
        if is_broken:
            raise MemoryError("pelican secret")
        return works(text)

    def ask(times: int) -> None:
        for _ in range(times):
            nearest_sentence._kept.clear()
            assert titles(ana, "pelican heron stork") == ["pelican heron stork"]

    monkeypatch.setattr(words.model, fails, run)
    ask(2)
    is_broken = False
    ask(1)
    is_broken = True
    ask(2)
    assert meaning.in_use() is words
    ask(2)
    lines = {record.message for record in caplog.records if record.name == "facilitator.recall"}
    told = {"the model of recall has failed: MemoryError"}
    if fails != "vectors":  # Questions work then, with words for a reason.
        told.add("recall goes by words: The model has failed: MemoryError. Start the server again.")
    assert lines == told
    assert (meaning.in_use() is None) == (fails != "vectors")
