"""What is found by which words."""

from typing import Any

import pytest
from log.search.conftest import Log, WriteTitles

from facilitator import database
from facilitator.log.entry.content import Content
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store


@pytest.mark.parametrize("field", ["did", "expected", "happened", "impact", "drove", "next_time"])
def test_it_reads_every_text(log: Log, field: str) -> None:
    said: dict[str, Any] = {field: "A pelican sat on it"}
    log.write("One", **said)
    log.write("Two")

    assert log.titles("pelican") == ["One"]


@pytest.mark.parametrize("field", ["tags", "learned", "actions"])
def test_it_reads_every_list(log: Log, field: str) -> None:
    said: dict[str, Any] = {field: ("first", "A pelican sat on it")}
    log.write("One", **said)
    log.write("Two")

    assert log.titles("pelican") == ["One"]


def test_it_finds_other_forms_of_a_word(log: Log, entries: WriteTitles) -> None:
    entries("Restored from the backup", "The launch")

    assert log.titles("restoring backups") == ["Restored from the backup"]
    assert log.titles("launches ") == ["The launch"]


def test_it_does_not_mind_accents_or_case(log: Log, entries: WriteTitles) -> None:
    entries("Über das Café", "Something else")

    for q in ("uber cafe", "ÜBER CAFÉ", "über", "Cafe\u0301"):
        assert log.titles(q) == ["Über das Café"], q


def test_it_finds_names_in_any_script(log: Log, entries: WriteTitles) -> None:
    entries("Запуск нового сайта", "नया उत्पाद", "新製品 発売", "Αθήνα")

    assert log.titles("сайта") == ["Запуск нового сайта"]
    assert log.titles("उत्पाद") == ["नया उत्पाद"]
    assert log.titles("発売") == ["新製品 発売"]
    assert log.titles("αθήνα") == ["Αθήνα"]


def test_it_wants_all_words(log: Log, entries: WriteTitles) -> None:
    entries("Price and offer", "Price alone", "Offer alone")

    assert log.titles("price offer") == ["Price and offer"]


def test_when_no_entry_has_all_words_it_offers_those_with_some(log: Log, entries: WriteTitles) -> None:
    entries("Price alone", "Offer alone", "Neither")
    results = log.find("price offer")

    assert results.some
    assert {row.entry.title for row in results.rows} == {"Price alone", "Offer alone"}
    assert not log.find("price").some


def test_a_phrase_stands_as_it_was_quoted(log: Log, entries: WriteTitles) -> None:
    entries("The backup of the host", "The host of the backup")

    assert log.titles('"backup of the host"') == ["The backup of the host"]
    assert len(log.titles("backup of the host")) == 2
    assert log.titles("“host of the”") == ["The host of the backup"]


def test_joined_words_are_found_joined(log: Log, entries: WriteTitles) -> None:
    entries("A follow-up call", "Call up those who follow")

    assert log.titles("follow-up") == ["A follow-up call"]


def test_the_last_word_may_be_unfinished(log: Log, entries: WriteTitles) -> None:
    entries("Replication broke", "A reptile")

    assert log.titles("repl") == ["Replication broke"]
    assert log.titles("replicat ") == []


def test_a_word_is_found_at_every_letter_of_the_typing(log: Log, entries: WriteTitles) -> None:
    entries("Organisational happiness", "Reconciliation of policies")

    for word in ("organisational", "happiness", "reconciliation", "policies"):
        for length in range(3, len(word) + 1):
            assert len(log.titles(word[:length])) == 1, word[:length]


def test_an_open_quote_is_a_phrase_in_the_making(log: Log, entries: WriteTitles) -> None:
    entries("The empty database", "The database is empty")

    assert log.titles('"empty data') == ["The empty database"]


def test_common_words_ask_for_nothing_unless_they_are_all_there_is(log: Log, entries: WriteTitles) -> None:
    entries("How to fail", "Failing")

    assert len(log.titles("how did we fail")) == 2
    assert log.titles("how to") == ["How to fail"]


def test_a_title_counts_more_than_what_happened(log: Log) -> None:
    log.write("About a host", happened="The pelican came. " * 3)
    log.write("A pelican")

    assert log.titles("pelican")[0] == "A pelican"


def test_what_changed_is_found_by_what_it_says_now(log: Log) -> None:
    entry_id = log.write("A pelican")
    with database.session() as session:
        entry = session.get_one(Entry, entry_id)
        changed = Content(title="A heron", date=entry.date)
        store.change(session, entry, changed, 1, by=None)

    assert log.titles("pelican") == []
    assert log.titles("heron") == ["A heron"]


def test_what_was_deleted_is_not_found(log: Log) -> None:
    entry_id = log.write("A pelican")
    log.write("A heron")
    with database.session() as session:
        store.delete_entry(session, entry_id)

    assert log.titles("pelican") == []
    assert log.find("").total == 1
