"""Why an entry is offered: the sentence of it that is nearest to the text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fixtures.entries import share
from fixtures.held import Held
from fixtures.recall import Index
from flask import Flask

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import nearest_sentence
from facilitator.log.recall.meaning import Meaning
from facilitator.log.recall.offers import Offer, offers_for
from facilitator.log.recall.question import Question
from facilitator.log.recall.reasons import Said, reasons_for
from facilitator.log.recall.sentences import SHOWN, sentences, shown
from facilitator.log.revisions import store

CASTINGS = "The foundry delivered the castings three weeks late."
STOOD = "The line stood still because the parts had not arrived"


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


def write(account: Account, title: str, **more: Any) -> str:
    with database.session() as session:
        entry = store.new_entry(account.id, 0, visibility="everyone")
        said: dict[str, Any] = {"title": title, "date": date(2026, 1, 5), "learned": ("Ask them each week.",)}
        store.save(session, entry, Content(**said | more), 0)
        return entry.id


def by_meaning(text: str, entry_id: str, found: Meaning) -> str:
    question = Question.of(text, found)
    with database.read() as session:
        said = Said.read(session, [entry_id], question)
    return reasons_for(said, text, question)[entry_id]


def offered(account: Account, text: str) -> Offer:
    [found] = offers_for(Reader(account.id, {}), text)
    return found


def test_by_words_it_is_the_sentence_with_most_of_them(ana: Account) -> None:
    happened = "We waited. The nightly dumps were empty files, so no backup could be restored. Then we left."
    write(ana, "An evening in the cellar", happened=happened)

    reason = offered(ana, "Recovery from the nightly backups: no file was there").reason
    assert reason == "The nightly dumps were empty files, so no backup could be restored."


def test_what_the_learning_says_is_not_said_twice(ana: Account) -> None:
    learned = "A backup counts once it has been restored."
    write(ana, "An evening in the cellar", learned=(learned,), happened="We sat there.")

    found = offered(ana, "restored backups")
    assert (found.learning, found.reason) == (learned, "")


def test_by_meaning_it_needs_none_of_the_words(ana: Account, index: Index) -> None:
    happened = f"We had planned it well. {CASTINGS} Lunch was good, and everybody was there. It rained."
    entry = write(ana, "A supplier whom nobody called", happened=happened)

    assert by_meaning(STOOD, entry, index()) == CASTINGS


def test_of_a_long_entry_it_is_in_the_part_that_is_nearest(
    ana: Account, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest_sentence, "MOST_CHARACTERS", 9_000)
    menu = " ".join(f"On day {number} the canteen had soup with bread and an apple." for number in range(60))
    entry = write(ana, "The supplier's late parts", happened=f"{menu} {CASTINGS} {menu}")

    assert by_meaning(STOOD, entry, index()) == CASTINGS


def test_what_others_have_asked_before_changes_no_reason_and_no_sentence_stays_in_memory(
    ana: Account, index: Index
) -> None:
    """The first sentences of an entry are compared, and never those behind, whoever has vectors of them already."""
    talk = [f"Parts of the {number}th kind are painted by hand here in spring." for number in range(12)]
    entry = write(ana, "A supplier of parts that arrived late", happened=" ".join([*talk, CASTINGS]))
    other = write(ana, "The same sentence elsewhere", happened=CASTINGS)
    found = index()
    first = by_meaning(STOOD, entry, found)
    kept = set(nearest_sentence._kept)

    assert by_meaning(STOOD, other, found) == CASTINGS
    assert [by_meaning(STOOD, entry, found) for _ in range(3)] == [first] * 3
    assert first != CASTINGS
    assert {key[1] for key in nearest_sentence._kept if key not in kept} == {other}
    assert "castings" not in str([*nearest_sentence._kept])


@pytest.mark.parametrize("by", ["words", "meaning"])
def test_a_reason_tells_nothing_that_stays_with_those_who_were_there(
    held: Held, meeting_entry: str, cleo: Account, request: pytest.FixtureRequest, by: str
) -> None:
    index = request.getfixturevalue("index") if by == "meaning" else lambda: None
    agreed = {"choice": "agreed", "agreed": "Asked at the close; all said yes."}
    share(held.ana, meeting_entry, names="no", **agreed)
    index()

    text = "The database was deleted on the wrong host, since both hosts look the same in a terminal at night"
    answer = held.cleo.post("/log/recall", json={"text": text})
    assert len(answer.get_json()["entries"]) == 1
    assert "Both hosts look the same" not in answer.text


def test_sentences_end_where_people_end_them() -> None:
    text = "It took 3.5 days, i.e. too long. “Why?” Nobody knew!\nA card\n那台机器停了。我们等了。"
    assert sentences(text) == [
        "It took 3.5 days, i.e. too long.",
        "“Why?",
        "Nobody knew!",
        "A card",
        "那台机器停了。",
        "我们等了。",
    ]
    assert shown("word " * 100) == ("word " * 32).strip()[: SHOWN - 1] + "…"
    assert shown("x" * 300) == "x" * (SHOWN - 1) + "…"
