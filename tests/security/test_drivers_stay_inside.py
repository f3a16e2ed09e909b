"""What drove it is cards, word for word: shared without names, they stay with those who were there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from fixtures.entries import share
from fixtures.held import Held
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account
from facilitator.log.entry.reader import Reader
from facilitator.log.patterns import counting
from facilitator.log.recall.offers import offers_for
from facilitator.log.search import drivers
from facilitator.log.search.drivers import entries_with_driver
from facilitator.log.search.tables import SearchText
from facilitator.log.transfer.exporting import exported_entries

AGREED = {"choice": "agreed", "agreed": "Asked at the close; all said yes."}
CARD = "Both hosts look the same in a terminal at half past eleven at night"
PATHS = [
    "/log/{entry}",
    *(f"/meetings/{{meeting}}/summary{ending}" for ending in ("", ".html", ".md", ".json")),
    "/api/v1/entries/{entry}",
    "/api/v1/meetings/{meeting}/summary",
]


def asks(browser: FlaskClient, account: Account, path: str) -> TestResponse:
    """As a browser, or as a program of the same account."""
    with database.session() as session:
        token = people.create_token(session, account.id, "tests")
    headers = {"Authorization": f"Bearer {token}"} if path.startswith("/api") else {}
    return browser.get(path, headers=headers)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("names", "told"), [("no", False), ("drivers", True), ("yes", True)])
def test_no_page_and_no_file_tells_them_unless_that_was_chosen(
    held: Held, meeting_entry: str, cleo: Account, dana: Account, path: str, names: str, told: bool
) -> None:
    share(held.ana, meeting_entry, names=names, **AGREED)
    path = path.format(entry=meeting_entry, meeting=held.meeting)
    outside, inside = asks(held.cleo, cleo, path), asks(held.dana, dana, path)

    assert (outside.status_code, inside.status_code) == (200, 200)
    assert (CARD in outside.text, CARD in inside.text) == (told, True)


@pytest.mark.parametrize(("names", "told"), [("no", False), ("drivers", True), ("yes", True)])
def test_nothing_finds_counts_or_takes_them_along_unless_that_was_chosen(
    held: Held, meeting_entry: str, cleo: Account, names: str, told: bool
) -> None:
    share(held.ana, meeting_entry, names=names, **AGREED)
    reader = Reader(cleo.id, {})
    with database.read() as session:
        exported = json.dumps(list(exported_entries(session, cleo)), ensure_ascii=False)
        ways = {
            "search": asks(held.cleo, cleo, "/api/v1/entries?q=terminal").get_json()["total"] == 1,
            "index": CARD in str(session.execute(select(SearchText)).mappings().one()),
            "driver": entries_with_driver(session, reader, "terminal") == [meeting_entry],
            "recall": bool(offers_for(reader, "Both hosts look the same in a terminal")),
            "export": CARD in exported,
        }
    assert ways == dict.fromkeys(ways, told)


def test_those_who_were_there_still_count_them(
    held: Held, meeting_entry: str, cleo: Account, dana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[list[str]] = []

    def count(texts: Iterable[str]) -> Counter[str]:
        counted.append(list(texts))
        return Counter()

    monkeypatch.setattr(drivers, "count_drivers", count)
    share(held.ana, meeting_entry, **AGREED)
    with database.read() as session:
        for account in (cleo, dana):
            counting.count_patterns(session, Reader(account.id, {}), date(2026, 6, 1))
        found = [entries_with_driver(session, Reader(who.id, {}), "terminal") for who in (cleo, dana)]

    assert [[CARD in text for text in texts] for texts in counted] == [[False], [True]]
    assert found == [[], [meeting_entry]]


def test_the_default_is_to_leave_them_out(held: Held, meeting_entry: str) -> None:
    form = held.ana.get(f"/log/{meeting_entry}/share").text
    share(held.ana, meeting_entry, **AGREED)

    assert 'value="no" checked' in form
    assert CARD not in held.cleo.get(f"/log/{meeting_entry}").text
