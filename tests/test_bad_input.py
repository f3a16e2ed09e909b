"""Every route takes every kind of nonsense and says so: never a 500."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from cast import a_meeting
from flask import Flask
from flask.testing import FlaskClient
from routes import methods_of, path_of

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.revisions import store
from facilitator.room import service
from facilitator.room.seats import cookie_name

WORDS = ("", "\0🙂' OR 1=1 -- {{7*7}}", "9" * 30, "2026-13-99T99:99", "null")
FIELDS = [
    "name",
    "email",
    "password",
    "current",
    "role",
    "resurface",
    "seat",
    "next",
    "link",
    "title",
    "category",
    "tags",
    "minutes",
    "scheduled",
    "zone",
    "secrecy",
    "capacity",
    "votes",
    "statement",
    "expected",
    "timeline_at",
    "timeline_what",
    "stage_kind",
    "stage_title",
    "stage_minutes",
    "agenda_minutes",
    "locked",
    "entry",
    "version",
    "date",
    "outcome",
    "learned",
    "did",
    "action_id",
    "action_kind",
    "action_what",
    "action_due",
    "answer",
    "look",
    "then",
    "state",
    "revision",
    "choice",
    "agreed",
    "names",
    "used",
    "used_shown",
]
BODIES = (b"", b"\xff{[", b"[" * 60000, b"{}", b"[3]", b"null", b'{"name": {"a": []}}', b'{"stages": [[]]}')
KINDS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")


@dataclass(frozen=True)
class Browsers:
    """A stranger's browser, and Ana's with the leader's seat in a meeting; and what leads to it."""

    all: tuple[FlaskClient, FlaskClient]
    known: tuple[str, str, str]


@pytest.fixture
def browsers(app: Flask, client: FlaskClient, ana: Account) -> Browsers:
    with app.app_context(), database.session() as session:
        meeting, link, seat = service.create_meeting(session, ana.id, a_meeting())
        signed_in = people.sign_in(session, ana.id)
        entry = store.new_entry(ana.id, 1)
        store.save(session, entry, Content(title="A sale", date=date(2026, 2, 3)), 1)
    leader = app.test_client()
    leader.set_cookie(COOKIE, signed_in)
    leader.set_cookie(cookie_name(meeting), seat)
    return Browsers((client, leader), (meeting, link, entry.id))


def requests(app: Flask, known: tuple[str, ...], token: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each route with each method and nonsense in its path, its query, its form and its body."""
    headers = {"Authorization": f"Bearer {token}"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", "accounts.sign_out"} or rule.rule.endswith("/delete"):
            continue
        for word in (*(known if rule.arguments else ()), *WORDS):
            path = path_of(rule, dict.fromkeys(rule.arguments, word))
            query = {"after": word, "format": word, "next": word}
            for method in methods_of(rule):
                how = {"method": method, "query_string": query, "headers": headers}
                yield path, how | ({"data": dict.fromkeys(FIELDS, word)} if method == "POST" else {})
        if "POST" in methods_of(rule):
            path = path_of(rule, dict.fromkeys(rule.arguments, known[0]))
            for kind in KINDS:
                for body in BODIES:
                    yield path, {"method": "POST", "data": body, "content_type": kind, "headers": headers}


@pytest.mark.timeout(180)
def test_no_nonsense_gets_a_500_or_silence(app: Flask, browsers: Browsers, token: str) -> None:
    failed = []
    for browser in browsers.all:
        for path, how in requests(app, browsers.known, token):
            if browser is not browsers.all[0] and path.startswith("/api/"):
                continue  # What counts there is the token, whoever's browser it is.
            with browser.open(path, **how) as answer:
                if answer.status_code >= 500 or (answer.status_code >= 400 and not answer.data):
                    failed.append((how["method"], path, answer.status_code))
    assert failed == []
