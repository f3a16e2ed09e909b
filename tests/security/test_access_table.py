"""Who reaches which page and which command: every cell of the table, from the application's own maps.

A page or command that declares nobody, or somebody this file does not know, fails.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from cast import a_meeting
from fixtures.held import Held, browser
from flask import Flask
from flask.testing import FlaskClient
from meeting.table import ANA, BEN, CLEO, DAN, MINUTE, Table, table_in
from routes import methods_of, path_of
from sqlalchemy import select
from test_docs_wire import rows
from werkzeug.datastructures import FileStorage

from facilitator import database
from facilitator.accounts import administration, people
from facilitator.accounts.tables import Account, ApiToken, SecondFactor, SignIn
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.uploads import keeping
from facilitator.log.uploads.store import Upload
from facilitator.meeting.agenda import KINDS
from facilitator.meeting.commands import (
    WIRE_COMMANDS,
    AskToReturn,
    CloseMeeting,
    DeclareDrift,
    Leave,
    MakeFacilitator,
    NameAsker,
    NextTheme,
    OpenThumbs,
    Pause,
)
from facilitator.meeting.decide import can
from facilitator.room import templates
from facilitator.room.tables import TemplateRow
from facilitator.tokens import new_id

WHO: Mapping[str, set[str]] = {
    "everyone": {
        "stranger", "guest", "elsewhere", "removed", "member", "joined", "owner", "admin", "deactivated",
        "program of the owner", "program of a member", "program of a guest", "revoked program",
        "reading program", "expired program",
    },
    "account": {"member", "joined", "owner", "admin"},
    "admin": {"owner", "admin"},
    "seat": {"guest"},
    "facilitator": {"owner"},
    "reader": {"guest", "joined", "owner"},
    "token": {"program of the owner", "program of a member", "reading program"},
    "writing token": {"program of the owner", "program of a member"},
    "token or seat": {"program of the owner", "program of a member", "program of a guest", "reading program"},
}  # fmt: skip
"""Who is let in to the meeting that was held and to its entry, which its group may read. The owner is an admin.

A seat is that of the browser, not of the account. Whether a program with an account's token may read a summary is
checked in the page: tests/api/test_summary_api.py.
"""


@pytest.fixture
def sorts(
    app: Flask, held: Held, ana: Account, cleo: Account, dana: Account, password_hash: str
) -> dict[str, Any]:
    """A browser, or the headers of a program, of each sort of people."""
    with app.app_context(), database.session() as session:
        eve = people.create_account(session, "Eve", "eve@example.org", password_hash, "admin")
        finn = people.create_account(session, "Finn", "finn@example.org", password_hash, "member")
        owners, members, revoked = (
            people.create_token(session, account.id, "tests") for account in (ana, cleo, finn)
        )
        reading = people.create_token(session, ana.id, "tests", scope="read")
        expired = people.create_token(session, ana.id, "tests", days=-1)
    made: dict[str, Any] = {
        "stranger": held.nobody,
        "guest": held.ben,
        "elsewhere": browser(app, seats=[("another-meeting-id", "a-token-of-that-one")]),
        "removed": browser(app, seats=[(held.meeting, "a-token-that-has-ended")]),
        "member": held.cleo,
        "joined": held.dana,
        "owner": held.ana,
        "admin": browser(app, eve),
        "deactivated": browser(app, finn),
        "program of the owner": {"Authorization": f"Bearer {owners}"},
        "program of a member": {"Authorization": f"Bearer {members}"},
        "program of a guest": {"Authorization": f"Bearer {seat_token_of(held)}"},
        "revoked program": {"Authorization": f"Bearer {revoked}"},
        "reading program": {"Authorization": f"Bearer {reading}"},
        "expired program": {"Authorization": f"Bearer {expired}"},
    }
    with app.app_context(), database.session() as session:
        administration.deactivate(session, finn.id)
    return made


@pytest.fixture
def reached(app: Flask, sorts: dict[str, Any]) -> list[str]:
    """The endpoints that were called. None of them does anything."""
    calls: list[str] = []

    def stands_in(endpoint: str, view: Any) -> Callable[..., str]:
        def call(**_: object) -> str:
            calls.append(endpoint)
            return ""

        call.audience = view.audience  # type: ignore[attr-defined]
        return call

    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = stands_in(endpoint, view)
    app.config["WTF_CSRF_ENABLED"] = False
    return calls


def seat_token_of(held: Held) -> str:
    cookie = held.ben.get_cookie(f"seat_{held.meeting}")
    assert cookie
    return cookie.value


def arguments_of(held: Held) -> dict[str, str]:
    with database.read() as session:
        entry = session.scalar(select(Entry.id).where(Entry.meeting_id == held.meeting))
    return {"meeting_id": held.meeting, "entry_id": str(entry), "ending": "md", "what": "state"}


def lets_in(app: Flask, sort: Any, path: str, method: str, reached: list[str]) -> bool:
    reached.clear()
    if isinstance(sort, FlaskClient):
        answer = sort.open(path, method=method)
    else:
        answer = app.test_client().open(path, method=method, headers=sort)
    assert answer.status_code in ({200} if reached else {302, 401, 403, 404}), (path, answer.status_code)
    return bool(reached)


def test_every_sort_of_people_reaches_what_is_declared_for_it_and_nothing_else(
    app: Flask, held: Held, sorts: dict[str, Any], reached: list[str]
) -> None:
    wrong = []
    known = arguments_of(held)
    for rule in app.url_map.iter_rules():
        view: Any = app.view_functions[rule.endpoint]
        path = path_of(rule, dict.fromkeys(rule.arguments, new_id()) | known)
        for method in methods_of(rule):
            for name, sort in sorts.items():
                if lets_in(app, sort, path, method, reached) != (name in WHO[view.audience]):
                    wrong.append((rule.rule, method, name))
    assert wrong == []


def an_upload(app: Flask, account: Account) -> Upload:
    sent = FileStorage(io.BytesIO(b"# T"), "a.md")
    made = keeping.add(app.config["SETTINGS"].data_dir, account.id, [(sent, 0)])
    made.tell(phase="seen")
    return made


def kept(app: Flask) -> list[Any]:
    """All that is in the tables, and below the folder, that pages for accounts change."""
    files = [file.read_bytes() for file in app.config["SETTINGS"].data_dir.glob("uploads/**/*.*")]
    with database.read() as session:
        return [
            sorted(map(str, session.execute(select(table.__table__))))
            for table in (Account, SignIn, ApiToken, SecondFactor, Entry, Action, TemplateRow)
        ] + files


def test_a_page_for_accounts_changes_nothing_of_somebody_else(
    app: Flask, held: Held, ana: Account, token: str
) -> None:
    """These take ids of things of whoever asks; here Cleo asks with those of Ana."""
    app.config["WTF_CSRF_ENABLED"] = False
    with database.session() as session:
        ids = arguments_of(held) | {
            "sign_in_id": str(session.scalar(select(SignIn.id).where(SignIn.account_id == ana.id))),
            "token_id": str(session.scalar(select(ApiToken.id).where(ApiToken.account_id == ana.id))),
            "action_id": str(session.scalar(select(Action.id))),
            "token": new_id(),
            "upload_id": an_upload(app, ana).id,
            "template_id": templates.keep(session, session.get_one(Account, ana.id), "T", a_meeting(), 0).id,
        }
    before = kept(app)
    for rule in app.url_map.iter_rules():
        view: Any = app.view_functions[rule.endpoint]
        if view.audience == "account" and rule.arguments and "POST" in methods_of(rule):
            answer = held.cleo.post(
                path_of(rule, ids), data={"state": "done", "answer": "changed", "version": "1"}
            )
            assert (rule.rule, answer.status_code < 500, kept(app) == before) == (rule.rule, True, True)


# --- commands ------------------------------------------------------------------------------------

MAY = {"F": {ANA}, "A": {ANA, CLEO}, "P": {ANA, BEN, CLEO}}


def situations() -> list[Table]:
    """A meeting before, in and after each of its stages, and in the states that open a command of their own."""
    made = [table_in(kind) for kind in KINDS]
    draft, paused, drifting, vacant, closed, talking = (
        Table(ANA, BEN, CLEO),
        *(table_in("discuss") for _ in range(5)),
    )
    shared = table_in("discuss")
    shared.do(ANA, MakeFacilitator(DAN))
    shared.do(DAN, AskToReturn("a" * 64))
    for table in (talking, shared):
        table.themes("sleep", "alarms")
        table.do(ANA, NextTheme())
    talking.do(ANA, OpenThumbs())
    paused.do(ANA, Pause())
    drifting.do(BEN, DeclareDrift())
    vacant.do(ANA, Leave())
    vacant.wait(MINUTE)
    closed.do(ANA, CloseMeeting(sure=True))
    for table in (*made, draft, paused, drifting, vacant, talking, shared):
        table.do(ANA, NameAsker(CLEO))
    return [*made, draft, paused, drifting, vacant, closed, talking, shared]


def test_a_command_is_open_to_those_that_the_wire_names_and_to_nobody_else() -> None:
    who = {name: cells[1] for name, cells in rows().items() if name in WIRE_COMMANDS}
    assert who.keys() == WIRE_COMMANDS.keys()
    opened: dict[str, set[str]] = {name: set() for name in WIRE_COMMANDS}
    for table in situations():
        for seat in (ANA, BEN, CLEO):
            for name in can(table.state, seat):
                opened[name].add(seat)
    for name, seats in opened.items():
        assert (name, seats) == (name, MAY[who[name]])


def test_a_closed_meeting_is_open_to_no_command() -> None:
    table = table_in("celebrate")
    table.do(ANA, CloseMeeting(sure=True))
    assert [can(table.state, seat) for seat in (ANA, BEN, CLEO)] == [[], [], []]
