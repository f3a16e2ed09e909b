"""Templates: what a meeting keeps for others, and who looks after them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cast import a_meeting
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.forms import beside_name
from facilitator.meeting.agenda import stage
from facilitator.refused import Refused, too_many
from facilitator.room import prepare, service, templates
from facilitator.room.plan import plan_of
from facilitator.room.tables import SeatRow

AGENDA = (stage("recount", 60), stage("reflect", 540, "Write"))


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    return made


def kept(account: Account, name: str) -> str:
    with database.session() as session:
        return templates.keep(session, account, name, a_meeting(agenda=AGENDA, rules=["Phones away."]), 0).id


def names() -> list[str]:
    with database.read() as session:
        return [row.name for row in templates.all_of(session)]


def change(template: str, account: Account, name: str) -> None:
    with database.session() as session:
        row = templates.template_to_change(session, template, account)
        templates.change(session, row, templates.in_full(row) | {"name": name})


def refused(code: str, work: Callable[..., object], *given: object) -> bool:
    with pytest.raises(Refused) as caught:
        work(*given)
    return caught.value.code == code


def test_a_template_has_the_plan_of_a_meeting_and_nothing_else(app: Flask, ana: Account) -> None:
    template = kept(ana, "Ten minutes")
    with database.read() as session:
        plan = templates.template_at(session, template).plan
    assert plan == plan_of(a_meeting(agenda=AGENDA, rules=["Phones away."])) | {
        "columns": [column | {"id": ""} for column in plan_of(a_meeting())["columns"]]
    }
    again = prepare.changed_details(plan)
    assert (again["stages"], again["rules"]) == (AGENDA, ("Phones away.",))
    # The usual columns are the usual ones again.
    assert again["columns"] == a_meeting().columns


def test_they_are_listed_by_name_and_two_do_not_look_alike(app: Flask, ana: Account) -> None:
    first, _ = kept(ana, "sales"), kept(ana, "Incidents")
    assert names() == ["Incidents", "sales"]
    assert refused("name_taken", kept, ana, "SALES")
    change(first, ana, name="Sales")
    assert refused("name_taken", change, first, ana, "incidents")
    assert names() == ["Incidents", "Sales"]


def test_whoever_kept_one_and_admins_change_it(app: Flask, ana: Account, cleo: Account) -> None:
    mine, theirs = kept(ana, "Of an admin"), kept(cleo, "Of a member")
    assert refused("not_allowed", change, mine, cleo, "Mine")
    change(theirs, ana, "Of an admin, too")
    change(theirs, cleo, "Renamed")
    assert names() == ["Of an admin", "Renamed"]
    assert refused("no_template", change, "nowhere", cleo, "Mine")


def test_one_stays_when_its_account_goes(app: Flask, cleo: Account) -> None:
    template = kept(cleo, "Stays")
    with database.session() as session:
        session.delete(session.get_one(Account, cleo.id))
    with database.read() as session:
        assert templates.template_at(session, template).account_id is None


def test_there_are_not_too_many(app: Flask, ana: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST_TEMPLATES", 1)
    kept(ana, "One")
    assert refused("too_many", kept, ana, "Two")
    # That is told beside the name, as one that is taken; what came too often is another matter, with the same code.
    with pytest.raises(Refused) as full:
        kept(ana, "Two")
    assert beside_name(full.value).messages == {"name": [full.value.message]}
    assert refused("too_many", beside_name, too_many("That were many.", 1000))


def test_who_took_a_free_chair_keeps_no_template(app: Flask, ana: Account, cleo: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        with database.session() as session:
            meeting, link, _ = service.create_meeting(session, ana.id, a_meeting())
        service.join(link, "Cleo", None, cleo.id)
    with database.session() as session:
        session.execute(update(SeatRow).where(SeatRow.account_id == cleo.id).values(role="facilitator"))
    path = f"/meetings/{meeting}/template"
    assert "Keep this as a template" not in signed_in(app, cleo).get(f"/meetings/{meeting}").text
    assert signed_in(app, cleo).post(path, data={"name": "Ours"}).status_code == 403
    assert names() == []
    assert "Keep this as a template" in signed_in(app, ana).get(f"/meetings/{meeting}").text
    assert signed_in(app, ana).post(path, data={"name": "Ours"}).status_code == 303
    assert names() == ["Ours"]


def signed_in(app: Flask, account: Account) -> FlaskClient:
    browser = app.test_client()
    with database.session() as session:
        browser.set_cookie(COOKIE, people.sign_in(session, account.id))
    return browser
