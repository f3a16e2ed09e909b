"""Whatever is sent, the answer is a page or a sentence, never a fault of ours: on SQLite and on Postgres."""

import random
from typing import Protocol

import pytest
from fixtures.held import browser
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator import database
from facilitator.accounts import people
from facilitator.log.entry.tables import Entry

JUNK = [
    *(
        "",
        "a",
        "\x00",
        "a\x00b",
        "%00",
        "'\"<script>",
        "é" * 50,
        "x" * 5000,
        "-1",
        "9999",
        "9" * 20,
        "٣",
        "🦊",
    ),
    *(
        "\u202eabc",
        "a\nb",
        "~",
        "-0.5~x",
        "1e999~a",
        "2026-01-01~1~a",
        "2026-13-99",
        "0000-01-01",
        "9999-12-31",
    ),
    *(
        "NaN",
        "null",
        "[]",
        "{}",
        "*",
        '"',
        "AND OR NOT",
        "NEAR(",
        "col:x",
        "%",
        "_",
        "\\",
        "\u2028",
        "a,b,,c",
    ),
    *("yes", "no", "worked", "not said", "on time", "step", "1", "5", "date"),
]
SEARCH = (
    *("q", "category", "tag", "outcome", "year", "quarter", "mine", "open"),
    *("driver", "steps", "experiments", "sort", "after"),
)
FORM = (
    *("entry", "version", "title", "date", "category", "tags", "drove", "learned", "outcome", "then", "look"),
    *("used", "used_shown", "action_id", "action_kind", "action_what", "action_due"),
)


@pytest.fixture(params=["app", "postgres_app"])
def ana(request: pytest.FixtureRequest) -> FlaskClient:
    """Ana's browser."""
    app = request.getfixturevalue(request.param)
    app.config["WTF_CSRF_ENABLED"] = False
    with database.session() as session:
        account = people.create_account(session, "Ana", "ana@example.org", "", "member")
    return browser(app, account)


class Some(Protocol):
    """Gives a few of these names junk values, the same ones in each run."""

    def __call__(self, names: tuple[str, ...], **fixed: str) -> dict[str, str]: ...


@pytest.fixture
def some() -> Some:
    chance = random.Random(5)

    def made(names: tuple[str, ...], **fixed: str) -> dict[str, str]:
        return {name: chance.choice(JUNK) for name in chance.sample(names, 4)} | fixed

    return made


def test_any_search(ana: FlaskClient, some: Some) -> None:
    for _ in range(40):
        query = some(SEARCH)
        assert ana.get("/log", query_string=query).status_code < 500, query
        assert ana.get("/log/tags", query_string=query).status_code < 500, query


def test_any_form_of_an_entry(ana: FlaskClient, some: Some) -> None:
    for number in range(30):
        form = some(FORM, title="T", learned="L") if number % 2 else some(FORM)
        assert ana.post("/log/new", data=form).status_code < 500, form
    with database.read() as session:
        [entry, *_] = session.scalars(select(Entry.id).where(~Entry.draft)).all()
    for _ in range(15):
        for deed in ("edit", "share", "look", "restore"):
            form = some(FORM, answer="\x00", revision="\x00")
            assert ana.post(f"/log/{entry}/{deed}", data=form).status_code < 500, (deed, form)


@pytest.mark.parametrize("page", ["/log/{}", "/log/{}/edit", "/log/{}/history", "/meetings/{}", "/room/{}"])
def test_any_address(ana: FlaskClient, page: str) -> None:
    for junk in JUNK:
        assert ana.get(page.format(junk)).status_code < 500, junk
