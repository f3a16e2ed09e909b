from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from conftest import free_port
from fixtures.elsewhere import Provider
from flask import Flask
from flask.testing import FlaskClient

from facilitator import create_app, database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account, Identity

BEN = {"email": "Ben@Example.org", "email_verified": True, "name": "Ben Okri"}


def account_of(address: str) -> Account | None:
    with database.read() as session:
        return people.by_email(session, address)


def test_the_sign_in_page_offers_the_provider(provided: FlaskClient) -> None:
    assert "Sign in with Example Login" in provided.get("/sign-in").text


def test_without_a_provider_there_is_no_such_way(client: FlaskClient) -> None:
    assert "Sign in with" not in client.get("/sign-in").text
    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/back?code=x&state=y").status_code == 404


def test_one_leaves_with_a_state_a_nonce_and_a_challenge(
    provided: FlaskClient, running_provider: str
) -> None:
    there = urlsplit(provided.get("/sign-in/provider").location)
    asked = {name: value[0] for name, value in parse_qs(there.query).items()}
    assert there.netloc == urlsplit(running_provider).netloc
    assert asked["redirect_uri"] == "http://localhost/sign-in/provider/back"
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) > 16 for name in ("state", "nonce", "code_challenge"))


def test_the_first_sign_in_makes_an_account(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    provider.knows("ben", **BEN)
    answer = provider.meet(provided, "ben", next="/log?q=x")
    assert (answer.status_code, answer.location) == (303, "/log?q=x")
    made = account_of("ben@example.org")
    assert made
    assert (made.name, made.role, made.password_hash) == ("Ben Okri", "member", "")
    assert "You have none here: you sign in with Example Login" in provided.get("/account").text


def test_the_second_sign_in_finds_it_even_when_the_address_has_changed(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("ben", **BEN)
    provider.meet(provided, "ben")
    provider.knows("ben", **BEN | {"email": "benjamin@elsewhere.example"})
    assert provider.meet(provided.application.test_client(), "ben").status_code == 303
    assert account_of("benjamin@elsewhere.example") is None


def test_who_is_called_like_a_colleague_gets_the_address_behind_the_name(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("ben", **BEN | {"name": "Аna"})
    assert provider.meet(provided, "ben").status_code == 303
    made = account_of("ben@example.org")
    assert made
    assert made.name == "Аna (ben)"


def test_an_account_with_the_same_verified_address_is_linked(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("a-n-a", email="ana@example.org", email_verified=True, name="Somebody else")
    assert provider.meet(provided, "a-n-a").status_code == 303
    assert "Ana" in provided.get("/account").text
    with database.read() as session:
        assert session.query(Identity).one().account_id == ana.id


@pytest.fixture
def taken(app: Flask, password_hash: str) -> tuple[FlaskClient, str]:
    """An account that somebody else made at Ben's address, with a sign-in and a token of theirs."""
    theirs = app.test_client()
    with database.session() as session:
        made = people.create_account(session, "Mallory", "ben@example.org", password_hash, "member")
        theirs.set_cookie(COOKIE, people.sign_in(session, made.id))
        token = people.create_token(session, made.id, "bot")
    assert theirs.get("/account").status_code == 200
    return theirs, token


def test_who_made_the_account_at_ones_address_is_out_when_one_comes(
    provided: FlaskClient, provider: Provider, taken: tuple[FlaskClient, str]
) -> None:
    theirs, token = taken
    provider.knows("ben", **BEN)
    assert provider.meet(provided, "ben").status_code == 303
    assert theirs.get("/account").status_code == 302
    with database.read() as session:
        assert people.active_token(session, token) is None
    joined = account_of("ben@example.org")
    assert joined
    assert joined.password_hash == ""
    assert provided.get("/account").status_code == 200


def test_one_is_told_what_has_ended_and_only_then(
    provided: FlaskClient, provider: Provider, taken: tuple[FlaskClient, str]
) -> None:
    provider.knows("ben", **BEN)
    provider.meet(provided, "ben")
    assert "Its password, its other sign-ins" in provided.get("/account").text
    again = provided.application.test_client()
    provider.meet(again, "ben")
    assert "Its password, its other sign-ins" not in again.get("/account").text


def test_signing_in_again_ends_nothing(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    provider.knows("ben", **BEN)
    provider.meet(provided, "ben")
    provider.meet(provided.application.test_client(), "ben")
    assert provided.get("/account").status_code == 200


@pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"email_verified": "no"}])
def test_an_address_that_is_not_verified_opens_nothing(
    provided: FlaskClient, provider: Provider, ana: Account, claims: dict[str, object]
) -> None:
    provider.knows("mallory", email="ana@example.org", **claims)
    answer = provider.meet(provided, "mallory")
    assert answer.status_code == 403
    assert "does not vouch for an e-mail address of yours" in answer.text
    assert provided.get("/account").status_code == 302


def test_another_domain_needs_an_invitation(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    provider.knows("eve", email="eve@example.org.evil.example", email_verified=True)
    answer = provider.meet(provided, "eve")
    assert answer.status_code == 403
    assert "Ask an admin to invite you." in answer.text
    assert account_of("eve@example.org.evil.example") is None


def test_a_long_address_is_refused_and_never_cut(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    long = "a" * 242 + "@example.org.evil.example"
    provider.knows("eve", email=long, email_verified=True)
    answer = provider.meet(provided, "eve")
    assert answer.status_code == 403
    assert "has more than 254 characters" in answer.text
    assert account_of(long[:254]) is None


def test_a_subject_that_does_not_fit_is_refused(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("b" * 256, **BEN)
    answer = provider.meet(provided, "b" * 256)
    assert answer.status_code == 403
    assert "Example Login knows you by more than 255 characters" in answer.text
    assert account_of("ben@example.org") is None


def test_the_first_account_of_all_is_not_for_whoever_comes_first(
    provided: FlaskClient, provider: Provider
) -> None:
    provider.knows("ben", **BEN)
    assert "made with the link that the server printed" in provider.meet(provided, "ben").text
    assert account_of("ben@example.org") is None


def test_a_deactivated_account_stays_out(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    provider.knows("ben", **BEN)
    provider.meet(provided, "ben")
    with database.session() as session:
        session.query(Account).filter_by(email="ben@example.org").update({"deactivated_at": 1})
    answer = provider.meet(provided.application.test_client(), "ben")
    assert answer.status_code == 403
    assert "Your account here is closed." in answer.text


def test_a_name_from_there_never_becomes_html(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("ben", **BEN | {"name": "<script>alert(1)</script>"})
    provider.meet(provided, "ben")
    assert "<script>alert" not in provided.get("/account").text


def test_saying_no_there_is_said_here(provided: FlaskClient, provider: Provider) -> None:
    answer = provider.meet(provided, "")
    assert answer.status_code == 403
    assert "You were not signed in: Example Login said no." in answer.text


def test_a_way_back_that_was_begun_elsewhere_is_refused(
    provided: FlaskClient, provider: Provider, ana: Account
) -> None:
    provider.knows("ben", **BEN)
    back = provider.back(provided.get("/sign-in/provider").location, "ben")
    elsewhere = provided.application.test_client()
    elsewhere.get("/sign-in")
    answer = elsewhere.get(back)
    assert answer.status_code == 400
    assert "begun in another browser" in answer.text


def test_a_way_back_works_once(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    provider.knows("ben", **BEN)
    back = provider.back(provided.get("/sign-in/provider").location, "ben")
    assert [provided.get(back).status_code for _ in range(2)] == [303, 400]


def test_a_made_up_code_is_refused(provided: FlaskClient, ana: Account) -> None:
    state = parse_qs(urlsplit(provided.get("/sign-in/provider").location).query)["state"][0]
    answer = provided.get(f"/sign-in/provider/back?code=made-up&state={state}")
    assert answer.status_code == 502
    assert "does not work just now" in answer.text


def test_a_nonce_that_nobody_sent_is_refused(provided: FlaskClient, provider: Provider, ana: Account) -> None:
    requests.put(f"{provider.url}/twist/nonce", timeout=10)
    provider.knows("ben", **BEN)
    try:
        assert provider.meet(provided, "ben").status_code == 502
    finally:
        requests.delete(f"{provider.url}/twist/nonce", timeout=10)
    assert account_of("ben@example.org") is None


@pytest.mark.parametrize("path", ["", "/"])
def test_a_slash_at_the_issuers_end_makes_no_difference(
    provided: FlaskClient, provider: Provider, ana: Account, running_provider: str, path: str
) -> None:
    chosen = replace(provided.application.config["SETTINGS"], oidc_issuer=running_provider + path)
    provider.knows("ben", **BEN)
    assert provider.meet(create_app(chosen).test_client(), "ben").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_refused(
    provided: FlaskClient, running_provider: str, caplog: pytest.LogCaptureFixture
) -> None:
    # Fetching resolves the dots, so the document is found; but it is about another issuer.
    chosen = replace(provided.application.config["SETTINGS"], oidc_issuer=f"{running_provider}/realm/..")
    assert create_app(chosen).test_client().get("/sign-in/provider").status_code == 502
    assert "calls itself by another name" in caplog.text


def test_a_provider_that_is_down_gets_a_sentence(provided: FlaskClient) -> None:
    gone = f"http://localhost:{free_port()}"
    chosen = replace(provided.application.config["SETTINGS"], oidc_issuer=gone)
    answer = create_app(chosen).test_client().get("/sign-in/provider")
    assert answer.status_code == 502
    assert "Signing in with Example Login does not work just now." in answer.text
