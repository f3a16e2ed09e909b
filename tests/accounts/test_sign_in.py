import pytest
from cast import a_meeting
from fixtures.app import PASSWORD
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import clock, database
from facilitator.accounts import passwords, sign_in_pages
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account, SignIn
from facilitator.room import service
from facilitator.room.seats import cookie_name
from facilitator.room.tables import SeatRow

RIGHT = {"email": "ana@example.org", "password": PASSWORD}


def without_csrf(text: str) -> str:
    page = Page(text)
    for field in page.all("input[name=csrf_token]"):
        field.decompose()
    return str(page.one("html").html)


def sign_in_cookie(browser: FlaskClient) -> str:
    kept = browser.get_cookie(COOKIE)
    assert kept
    return kept.value


def test_the_right_password_signs_in(client: FlaskClient, ana: Account) -> None:
    answer = client.post("/sign-in", data=RIGHT | {"email": " ANA@example.org "})
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: FlaskClient, ana: Account) -> None:
    cookie = client.post("/sign-in", data=RIGHT).headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_is_refused_like_an_unknown_address(client: FlaskClient, ana: Account) -> None:
    wrong = client.post("/sign-in", data=RIGHT | {"password": "something else"})
    unknown = client.post("/sign-in", data=RIGHT | {"email": "who@example.org"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_csrf(wrong.text).replace("ana@", "who@") == without_csrf(unknown.text)


def test_a_deactivated_account_is_refused_like_a_wrong_password(as_ana: FlaskClient, ana: Account) -> None:
    with database.session() as session:
        session.get_one(Account, ana.id).deactivated_at = 1
    assert as_ana.get("/account").status_code == 302
    assert as_ana.post("/sign-in", data=RIGHT).status_code == 422


def test_many_wrong_passwords_need_a_break(
    client: FlaskClient, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_pages, "is_password", lambda *_: False)
    for _ in range(5):
        assert client.post("/sign-in", data=RIGHT | {"password": "wrong"}).status_code == 422
    answer = client.post("/sign-in", data=RIGHT)
    assert answer.status_code == 429
    assert "Try again in 2 seconds." in answer.text
    assert Page(answer.text).value("input[name=email]") == RIGHT["email"]


def test_signing_in_rightly_is_not_counted(client: FlaskClient, ana: Account) -> None:
    assert {client.post("/sign-in", data=RIGHT).status_code for _ in range(12)} == {303}


def test_signing_in_leads_back_to_where_one_was(client: FlaskClient, ana: Account) -> None:
    asked = client.get("/account?x=1")
    assert asked.location == "/sign-in?next=%2Faccount%3Fx%3D1"
    assert client.post("/sign-in", data=RIGHT | {"next": "/account?x=1"}).location == "/account?x=1"


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:1",
        "/a\nb",
        "//[",
        "/\\[",
        "//a\u2100b",
    ],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, ana: Account, away: str) -> None:
    assert client.post("/sign-in", data=RIGHT | {"next": away}).location == "/"


@pytest.mark.parametrize("odd", ["//[", "/\\[", "//a\u2100b"])
def test_the_page_opens_though_the_way_back_is_no_address(client: FlaskClient, odd: str) -> None:
    answer = client.get("/sign-in", query_string={"next": odd})
    assert answer.status_code == 200
    assert Page(answer.text).value("input[name=next]") == "/"


def test_who_is_signed_in_needs_no_sign_in_page(as_ana: FlaskClient) -> None:
    assert as_ana.get("/sign-in?next=/log").location == "/log"


def test_signing_out_ends_the_sign_in_for_good(as_ana: FlaskClient) -> None:
    kept = sign_in_cookie(as_ana)
    assert as_ana.post("/sign-out").location == "/"
    as_ana.set_cookie(COOKIE, kept)
    assert as_ana.get("/account").status_code == 302


@pytest.fixture
def seated(app: Flask, as_ana: FlaskClient, ana: Account) -> list[str]:
    """The names of two cookies in Ana's browser: of a seat of hers, and of one taken as a guest."""
    names = []
    with app.app_context():
        for of_account in (ana.id, None):
            with database.session() as session:
                meeting, _, token = service.create_meeting(session, of_account, a_meeting())
            names.append(cookie_name(meeting))
            as_ana.set_cookie(names[-1], token)
    return names


def test_signing_out_takes_the_accounts_seats_along_and_leaves_a_guests(
    as_ana: FlaskClient, seated: list[str]
) -> None:
    own, guests = seated
    as_ana.post("/sign-out")
    assert as_ana.get_cookie(own) is None
    assert as_ana.get_cookie(guests)


def test_a_guests_seat_that_was_claimed_goes_with_the_account(as_ana: FlaskClient, seated: list[str]) -> None:
    with database.read() as session:
        seats = [seat.id for seat in session.query(SeatRow)]
    as_ana.post("/account/meetings", data={"seat": seats})
    as_ana.post("/sign-out")
    assert [as_ana.get_cookie(name) for name in seated] == [None, None]


def test_who_is_not_signed_in_keeps_every_seat(
    client: FlaskClient, as_ana: FlaskClient, seated: list[str]
) -> None:
    client.delete_cookie(COOKIE)
    client.post("/sign-out")
    assert all(client.get_cookie(name) for name in seated)


def test_a_sign_in_is_over_when_it_expires(as_ana: FlaskClient) -> None:
    with database.session() as session:
        session.query(SignIn).update({"expires_at": clock.now()})
    assert as_ana.get("/account").status_code == 302


def test_a_cookie_that_nobody_gave_out_opens_nothing(client: FlaskClient, ana: Account) -> None:
    client.set_cookie(COOKIE, "made-up")
    assert client.get("/account").status_code == 302


def test_programs_hear_that_they_are_not_signed_in(client: FlaskClient) -> None:
    answer = client.get("/account", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_signed_in")


def test_no_token_is_kept_as_it_is(as_ana: FlaskClient) -> None:
    with database.read() as session:
        (kept,) = session.query(SignIn.token_hash).one()
    assert sign_in_cookie(as_ana) not in kept


def test_an_account_without_a_password_is_refused_like_a_wrong_one(client: FlaskClient, ana: Account) -> None:
    with database.session() as session:
        session.get_one(Account, ana.id).password_hash = ""
    for password in (PASSWORD, ""):
        assert client.post("/sign-in", data=RIGHT | {"password": password}).status_code == 422


def test_the_answer_takes_as_long_for_an_address_that_has_no_account(
    client: FlaskClient, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    real = passwords._ARGON2.verify

    def verify(password: str, kept: str) -> bool:
        checked.append(kept)
        return real(password, kept)

    monkeypatch.setattr(passwords._ARGON2, "verify", verify)
    for address in ("ana@example.org", "who@example.org"):
        client.post("/sign-in", data={"email": address, "password": "wrong"})
    assert len(checked) == 2
    assert all(kept.startswith("$argon2id$") for kept in checked)
