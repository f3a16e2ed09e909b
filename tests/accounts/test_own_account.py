from typing import Protocol

import pytest
from accounts.conftest import BrowserOf
from cast import a_meeting
from fixtures.app import PASSWORD
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page

from facilitator import clock, database
from facilitator.accounts import people
from facilitator.accounts.passwords import SHORTEST
from facilitator.accounts.tables import Account, ApiToken, SignIn
from facilitator.clock import DAY_MS
from facilitator.room import service
from facilitator.room.seats import cookie_name
from facilitator.room.tables import SeatRow

NEW = "another good password"
END_SIGN_IN = 'form[action^="/account/sign-ins/"]'


@pytest.fixture
def elsewhere(signed_in: BrowserOf, ana: Account) -> FlaskClient:
    """Another browser in which Ana is signed in."""
    return signed_in(ana)


def test_one_can_change_ones_name(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/account/name", data={"name": "  Ana\tMaría "}, follow_redirects=True)
    assert "Your name is changed." in answer.text
    assert Page(answer.text).value('form[action="/account/name"] [name=name]') == "Ana María"


def test_an_empty_name_is_refused_beside_its_field(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/account/name", data={"name": ""})
    assert answer.status_code == 422
    assert "Write the name by which people know you." in answer.text


@pytest.mark.parametrize("name", ["Cleo", "СLEO", "C\u200bleo"])
def test_a_name_like_a_colleagues_is_refused(as_ana: FlaskClient, cleo: Account, name: str) -> None:
    answer = as_ana.post("/account/name", data={"name": name})
    assert answer.status_code == 409
    assert "Cleo" in Page(answer.text).words
    assert "has an account here. Add something to your name." in Page(answer.text).words
    with database.read() as session:
        assert {account.name for account in people.accounts(session)} == {"Ana", "Cleo"}


def test_ones_own_name_can_be_spelled_anew(as_ana: FlaskClient) -> None:
    assert as_ana.post("/account/name", data={"name": "ANA"}).status_code == 303


def test_a_new_password_replaces_the_old_one_and_ends_other_sign_ins(
    as_ana: FlaskClient, elsewhere: FlaskClient
) -> None:
    as_ana.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert as_ana.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        tried = elsewhere.post("/sign-in", data={"email": "ana@example.org", "password": password})
        assert tried.status_code == status


def test_changing_the_password_takes_the_one_of_now(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/account/password", data={"current": "wrong", "password": NEW})
    assert answer.status_code == 422
    assert "That is not the password you have now." in answer.text
    assert Page(answer.text).value('form[action^="/account/name"] [name=name]') == "Ana"


def test_a_short_new_password_is_refused(as_ana: FlaskClient, elsewhere: FlaskClient) -> None:
    answer = as_ana.post("/account/password", data={"current": PASSWORD, "password": "short"})
    assert "That is short" in answer.text
    assert elsewhere.get("/account").status_code == 200


@pytest.mark.parametrize(
    "known", ["ana@example.org", "Ana Example", "1234567890", "qwertyuiop", "iloveyou2026"]
)
def test_a_password_that_is_tried_first_is_refused(as_ana: FlaskClient, known: str) -> None:
    answer = as_ana.post("/account/password", data={"current": PASSWORD, "password": known})
    assert answer.status_code == 422
    assert "That is easy to guess." in answer.text


def test_what_is_asked_of_a_password_is_said_beside_it(as_ana: FlaskClient) -> None:
    hint = f"At least {SHORTEST} characters. A few words are good."
    assert hint in as_ana.get("/account").text
    short = as_ana.post("/account/password", data={"current": PASSWORD, "password": "x" * (SHORTEST - 1)})
    assert f"at least {SHORTEST} characters" in short.text


def test_other_browsers_can_be_signed_out(as_ana: FlaskClient, elsewhere: FlaskClient) -> None:
    answer = as_ana.post("/account/sign-out-others", follow_redirects=True)
    assert "The other browser is signed out." in answer.text
    assert elsewhere.get("/account").status_code == 302


def test_a_name_never_becomes_html(as_ana: FlaskClient) -> None:
    as_ana.post("/account/name", data={"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in as_ana.get("/account").text


def test_one_sees_where_one_is_signed_in(client: FlaskClient, ana: Account, elsewhere: FlaskClient) -> None:
    phone = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"}
    client.post("/sign-in", data={"email": "ana@example.org", "password": PASSWORD}, headers=phone)
    shown = Page(client.get("/account").text)
    assert "Safari on an iPhone This browser" in shown.words
    assert len(shown.all(END_SIGN_IN)) == 1


def test_one_ends_another_browser(as_ana: FlaskClient, elsewhere: FlaskClient) -> None:
    there = Page(as_ana.get("/account").text).one(END_SIGN_IN).attrs.sget("action")
    assert "That browser is signed out." in as_ana.post(there, follow_redirects=True).text
    assert elsewhere.get("/account").status_code == 302


def test_one_ends_nobody_elses_browser(as_ana: FlaskClient, signed_in: BrowserOf, cleo: Account) -> None:
    hers = signed_in(cleo)
    with database.read() as session:
        (other,) = session.query(SignIn.id).filter_by(account_id=cleo.id).one()
    as_ana.post(f"/account/sign-ins/{other}/end")
    assert hers.get("/account").status_code == 200


def test_being_here_is_written_down_once_in_a_while(as_ana: FlaskClient, ana: Account) -> None:
    with database.session() as session:
        session.query(SignIn).update({"seen_at": 1})
        session.query(Account).update({"seen_at": 1})
    as_ana.get("/")
    with database.read() as session:
        seen = session.query(SignIn.seen_at).scalar()
        assert session.query(Account.seen_at).scalar() == seen
    assert seen > clock.now() - 60_000
    as_ana.get("/")
    with database.read() as session:
        assert session.query(SignIn.seen_at).scalar() == seen


def test_a_token_is_shown_once_and_works(as_ana: FlaskClient) -> None:
    made = as_ana.post("/account/tokens", data={"name": "incident bot"}).text
    token = Page(made).value("#made")
    assert token not in as_ana.get("/account").text
    answer = as_ana.post(
        "/api/v1/meetings", json={"title": "x"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 201
    assert "used last on" in as_ana.get("/account").text


def test_a_token_needs_a_name(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/account/tokens", data={"name": " "})
    assert answer.status_code == 422
    assert "Write which program it is for." in answer.text
    with database.read() as session:
        assert session.query(ApiToken).count() == 0


@pytest.mark.parametrize(("chosen", "kept"), [("read", "read"), ("write", "write")])
def test_a_token_may_do_what_was_chosen(as_ana: FlaskClient, chosen: str, kept: str) -> None:
    as_ana.post("/account/tokens", data={"name": "bot", "scope": chosen, "days": "30"})
    with database.read() as session:
        ((made, _),) = people.tokens(session)
    assert (made.scope, made.expires_at) == (kept, made.created_at + 30 * DAY_MS)


def test_a_token_that_may_only_read_writes_nothing(as_ana: FlaskClient, ana: Account) -> None:
    with database.session() as session:
        headers = {"Authorization": f"Bearer {people.create_token(session, ana.id, 'bot', scope='read')}"}
    refused = as_ana.post("/api/v1/meetings", json={"title": "x"}, headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "read_only")
    assert as_ana.get("/api/v1/entries", headers=headers).status_code == 200


def test_an_expired_token_says_so(as_ana: FlaskClient, ana: Account) -> None:
    with database.session() as session:
        headers = {"Authorization": f"Bearer {people.create_token(session, ana.id, 'bot', days=-1)}"}
    refused = as_ana.get("/api/v1/entries", headers=headers)
    assert (refused.status_code, refused.get_json()["code"]) == (401, "token_expired")
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert "Expired on" in as_ana.get("/account").text


@pytest.mark.parametrize("wrong", [{"scope": "all"}, {"days": "7"}, {"days": "x"}])
def test_a_token_is_what_the_form_offers(as_ana: FlaskClient, wrong: dict[str, str]) -> None:
    assert as_ana.post("/account/tokens", data={"name": "bot"} | wrong).status_code == 422
    with database.read() as session:
        assert list(people.tokens(session)) == []


def test_a_token_can_be_revoked_by_its_owner_only(
    as_ana: FlaskClient, token: str, signed_in: BrowserOf, cleo: Account
) -> None:
    with database.read() as session:
        (own,) = session.query(ApiToken.id).one()
    signed_in(cleo).post(f"/account/tokens/{own}/revoke")
    assert "tests" in as_ana.get("/account").text
    as_ana.post(f"/account/tokens/{own}/revoke")
    assert "tests" not in as_ana.get("/account").text


@pytest.mark.parametrize(("chosen", "kept"), [("no", False), ("yes", True), ("", False)])
def test_another_look_can_be_turned_off_and_on(
    as_ana: FlaskClient, ana: Account, chosen: str, kept: bool
) -> None:
    as_ana.post("/account/resurface", data={"resurface": chosen})
    with database.read() as session:
        assert session.get_one(Account, ana.id).resurface is kept


class TakeSeat(Protocol):
    """Takes a guest's seat in a new meeting and puts its cookie into a browser; the seat's id."""

    def __call__(self, browser: FlaskClient, title: str = "The fair") -> str: ...


@pytest.fixture
def guest_seat(app: Flask) -> TakeSeat:
    def take(browser: FlaskClient, title: str = "The fair") -> str:
        with app.app_context():
            with database.session() as session:
                meeting, link, _ = service.create_meeting(session, None, a_meeting(title=title))
            joined = service.join(link, "Annie")
        browser.set_cookie(cookie_name(meeting), joined.token)
        return joined.seat_id

    return take


def owner_of(seat_id: str) -> str | None:
    with database.read() as session:
        return session.get_one(SeatRow, seat_id).account_id


def test_a_new_password_ends_the_tokens_that_were_ticked(as_ana: FlaskClient, ana: Account) -> None:
    for name in ("incident bot", "calendar"):
        as_ana.post("/account/tokens", data={"name": name})
    page = Page(as_ana.get("/account").text)
    first, second = (field.attrs.sget("value") for field in page.all("input[name=end_token]"))
    answer = as_ana.post(
        "/account/password", data={"current": PASSWORD, "password": NEW, "end_token": [second]}
    )
    assert answer.status_code == 303
    with database.read() as session:
        assert [kept for (kept,) in session.query(ApiToken.id)] == [first]


def test_one_claims_the_chosen_seats_of_this_browser(
    as_ana: FlaskClient, ana: Account, guest_seat: TakeSeat
) -> None:
    chosen, left = guest_seat(as_ana, "The fair"), guest_seat(as_ana, "The release")
    assert "The fair" in as_ana.get("/account").text
    answer = as_ana.post("/account/meetings", data={"seat": [chosen]}, follow_redirects=True)
    assert "The meeting is yours now, too." in answer.text
    assert (owner_of(chosen), owner_of(left)) == (ana.id, None)
    assert "The fair" not in as_ana.get("/account/meetings").text


def test_one_claims_no_seat_that_another_browser_holds(
    app: Flask, as_ana: FlaskClient, guest_seat: TakeSeat
) -> None:
    other = guest_seat(app.test_client())
    as_ana.post("/account/meetings", data={"seat": [other]})
    assert owner_of(other) is None


def test_one_claims_no_seat_that_belongs_to_somebody(
    as_ana: FlaskClient, cleo: Account, guest_seat: TakeSeat
) -> None:
    hers = guest_seat(as_ana)
    with database.session() as session:
        session.get_one(SeatRow, hers).account_id = cleo.id
    as_ana.post("/account/meetings", data={"seat": [hers]})
    assert owner_of(hers) == cleo.id


def test_without_seats_there_is_nothing_to_claim(as_ana: FlaskClient) -> None:
    assert "holds no guest" in as_ana.get("/account/meetings").text
