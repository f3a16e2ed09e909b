from urllib.parse import urlsplit

import pytest
from accounts.conftest import BrowserOf
from fixtures.app import PASSWORD
from fixtures.mail import Mailbox, link_in
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from routes import methods_of, path_of

from facilitator import database
from facilitator.accounts import invitations, people
from facilitator.accounts.tables import Account, Invitation


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def as_cleo(signed_in: BrowserOf, cleo: Account) -> FlaskClient:
    return signed_in(cleo)


def role_of(account: Account) -> str:
    with database.read() as session:
        return session.get_one(Account, account.id).role


def link_on(page: str) -> str:
    """The path of the link that the page shows for copying."""
    shown = Page(page).one("input[value*='/invitation/'], input[value*='/reset/']")
    return urlsplit(shown.attrs.sget("value")).path


def test_it_lists_the_people(as_ana: FlaskClient, cleo: Account) -> None:
    shown = Page(as_ana.get("/admin").text).words
    assert shown.index("ana@example.org") < shown.index("cleo@example.org")
    assert "last here on" in shown
    assert "not here yet" in shown


def test_it_is_for_admins(app: Flask, as_ana: FlaskClient, as_cleo: FlaskClient, ana: Account) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("admin."):
            path = path_of(rule, dict.fromkeys(rule.arguments, ana.id))
            answer = as_cleo.open(path, method=next(iter(methods_of(rule))))
            assert (rule.rule, answer.status_code) == (rule.rule, 403)
            assert "This page is for admins, who look after the people here." in answer.text
    assert (role_of(ana), as_ana.get("/account").status_code) == ("admin", 200)


def test_only_admins_are_led_there(as_ana: FlaskClient, as_cleo: FlaskClient) -> None:
    assert Page(as_ana.get("/").text).all('a[href="/admin"]')
    assert not Page(as_cleo.get("/").text).all('a[href="/admin"]')


def test_an_invitation_can_be_copied_while_it_is_open(app: Flask, as_ana: FlaskClient) -> None:
    made = as_ana.post("/admin/invitations", data={"role": "member", "email": "ben@example.org"})
    assert made.location.startswith("/admin#link-")
    for _ in range(2):
        shown = as_ana.get("/admin").text
        assert "Invitation for ben@example.org" in Page(shown).words
        assert app.test_client().get(link_on(shown)).status_code == 200


def test_an_invitation_can_be_withdrawn(app: Flask, as_ana: FlaskClient) -> None:
    as_ana.post("/admin/invitations", data={"role": "member"})
    link = link_on(as_ana.get("/admin").text)
    with database.read() as session:
        made = session.query(Invitation).one()
    as_ana.post(f"/admin/links/{made.id}/withdraw")
    assert app.test_client().get(link).status_code == 404
    assert link not in as_ana.get("/admin").text


def test_an_invitation_goes_out_by_mail(app: Flask, as_ana: FlaskClient, letters: Mailbox) -> None:
    as_ana.post("/admin/invitations", data={"role": "member", "email": "ben@example.org"})
    (letter,) = letters.all()
    assert letter["To"] == "ben@example.org"
    assert letter["From"] == "facilitator <facilitator@example.org>"
    assert letter["Subject"] == "Ana invites you to facilitator"
    assert app.test_client().get(link_in(letter)).status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"role": "member", "email": "ben"}, "Write an address like"),
        ({"role": "member", "email": "CLEO@example.org"}, "There is an account with this address already."),
        ({"role": "owner", "email": "ben@example.org"}, "Choose one of the two."),
    ],
)
def test_a_bad_invitation_is_refused_beside_its_field(
    as_ana: FlaskClient, cleo: Account, data: dict[str, str], sentence: str
) -> None:
    answer = as_ana.post("/admin/invitations", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Page(answer.text).value("input[name=email]") == data["email"]


def test_a_member_becomes_an_admin_and_a_member_again(as_ana: FlaskClient, cleo: Account) -> None:
    for role in ("admin", "member"):
        as_ana.post(f"/admin/people/{cleo.id}/role", data={"role": role})
        assert role_of(cleo) == role


def test_who_is_no_admin_any_more_leaves_no_open_links(
    app: Flask, as_ana: FlaskClient, cleo: Account
) -> None:
    as_ana.post(f"/admin/people/{cleo.id}/role", data={"role": "admin"})
    with app.app_context(), database.session() as session:
        made = invitations.token_of(invitations.invite(session, cleo.id, "admin"))
    as_ana.post(f"/admin/people/{cleo.id}/role", data={"role": "member"})
    assert app.test_client().get(f"/invitation/{made}").status_code == 404


@pytest.mark.parametrize(("deed", "data"), [("role", {"role": "member"}), ("deactivate", {})])
def test_the_last_admin_stays_one(
    as_ana: FlaskClient, ana: Account, cleo: Account, deed: str, data: dict[str, str]
) -> None:
    answer = as_ana.post(f"/admin/people/{ana.id}/{deed}", data=data)
    assert answer.status_code == 409
    assert "Nobody else here is an admin." in answer.text
    assert as_ana.get("/admin").status_code == 200


def test_a_deactivated_admin_does_not_count_as_another_one(
    as_ana: FlaskClient, ana: Account, cleo: Account
) -> None:
    as_ana.post(f"/admin/people/{cleo.id}/role", data={"role": "admin"})
    as_ana.post(f"/admin/people/{cleo.id}/deactivate")
    assert as_ana.post(f"/admin/people/{ana.id}/deactivate").status_code == 409


def test_deactivating_ends_sign_ins_tokens_and_links_at_once(
    app: Flask, as_ana: FlaskClient, as_cleo: FlaskClient, ana: Account, cleo: Account
) -> None:
    with app.app_context(), database.session() as session:
        token = people.create_token(session, cleo.id, "bot")
        link = invitations.token_of(invitations.reset(session, cleo, ana.id))
    as_ana.post(f"/admin/people/{cleo.id}/deactivate")
    assert as_cleo.get("/account").status_code == 302
    answer = as_cleo.post("/api/v1/meetings", json={}, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert as_cleo.get(f"/reset/{link}").status_code == 404


def test_reactivating_opens_the_account_again_but_not_what_had_ended(
    as_ana: FlaskClient, as_cleo: FlaskClient, cleo: Account
) -> None:
    as_ana.post(f"/admin/people/{cleo.id}/deactivate")
    as_ana.post(f"/admin/people/{cleo.id}/reactivate")
    assert as_cleo.get("/account").status_code == 302
    tried = as_cleo.post("/sign-in", data={"email": "cleo@example.org", "password": PASSWORD})
    assert tried.status_code == 303


def test_a_link_to_a_new_password_is_shown_while_it_is_open(
    app: Flask, as_ana: FlaskClient, cleo: Account
) -> None:
    as_ana.post(f"/admin/people/{cleo.id}/reset")
    shown = as_ana.get("/admin").text
    assert "A new password for Cleo" in Page(shown).words
    assert app.test_client().get(link_on(shown)).status_code == 200


def test_a_deactivated_account_gets_no_new_password(as_ana: FlaskClient, cleo: Account) -> None:
    as_ana.post(f"/admin/people/{cleo.id}/deactivate")
    answer = as_ana.post(f"/admin/people/{cleo.id}/reset")
    assert answer.status_code == 409
    assert "Reactivate the account first." in answer.text


def test_somebody_who_is_not_here_is_refused(as_ana: FlaskClient) -> None:
    for deed in ("deactivate", "reactivate", "reset"):
        assert as_ana.post(f"/admin/people/nobody/{deed}").status_code == 404


def test_no_name_becomes_html(as_ana: FlaskClient, cleo: Account) -> None:
    with database.session() as session:
        session.get_one(Account, cleo.id).name = '<img src=x onerror="alert(1)">'
    as_ana.post(f"/admin/people/{cleo.id}/reset")
    assert not Page(as_ana.get("/admin").text).all("img")
