"""What matters for security is in the log, with ids and without what anybody wrote."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from fixtures.app import PASSWORD
from fixtures.elsewhere import Provider, provided, provider, running_provider
from flask.testing import FlaskClient

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.tables import Account, ApiToken

__all__ = ["provided", "provider", "running_provider"]

NEW = "another good password"
Lines = Callable[[], list[str]]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """The lines that were logged, without those before the last look."""

    def look() -> list[str]:
        found = [record.getMessage() for record in caplog.records if record.name == "facilitator.security"]
        caplog.clear()
        return found

    return look


def test_it_is_written_whatever_level_is_set() -> None:
    logging.getLogger("facilitator").setLevel("ERROR")
    assert logging.getLogger("facilitator.security").isEnabledFor(logging.INFO)


def test_a_sign_in_that_failed_and_one_that_was_slowed_down(
    client: FlaskClient, ana: Account, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.accounts.sign_in_pages.is_password", lambda *_: False)
    for email in ("ana@example.org", "who@example.org"):
        client.post("/sign-in", data={"email": email, "password": "wrong"})
    assert lines() == [
        f"sign_in_failed what=password account={ana.id} network=127.0.0.1",
        "sign_in_failed what=password account=- network=127.0.0.1",
    ]
    for _ in range(9):
        client.post("/sign-in", data={"email": "ana@example.org", "password": "wrong"})
    assert lines().count(f"limited what=password account={ana.id} network=127.0.0.1") == 1


def test_a_no_from_the_provider(provided: FlaskClient, provider: Provider, lines: Lines) -> None:
    provider.knows("who", email="who@elsewhere.example", email_verified=True)
    assert provider.meet(provided, "who").status_code == 403
    assert lines() == ["sign_in_failed what=provider account=- network=127.0.0.1"]


def test_what_a_provider_ends_when_it_first_signs_somebody_in(
    provided: FlaskClient, provider: Provider, ana: Account, lines: Lines
) -> None:
    provider.knows("a-n-a", email="ana@example.org", email_verified=True)
    for _ in range(2):
        assert provider.meet(provided, "a-n-a").status_code == 303
    assert lines() == [f"provider_joined account={ana.id}"]


def test_what_admins_do(as_ana: FlaskClient, ana: Account, cleo: Account, lines: Lines) -> None:
    for deed in ("role", "deactivate", "reactivate", "reset"):
        as_ana.post(f"/admin/people/{cleo.id}/{deed}", data={"role": "admin"})
    assert lines() == [
        f"role_changed account={cleo.id} role=admin by={ana.id}",
        f"deactivated account={cleo.id} by={ana.id}",
        f"reactivated account={cleo.id} by={ana.id}",
        f"password_link_made account={cleo.id} by={ana.id}",
    ]


def test_tokens_and_passwords(as_ana: FlaskClient, ana: Account, lines: Lines) -> None:
    as_ana.post("/account/tokens", data={"name": "the bot of Ana"})
    with database.read() as session:
        (token,) = session.query(ApiToken.id).one()
    as_ana.post(f"/account/tokens/{token}/revoke")
    as_ana.post(f"/account/tokens/{token}/revoke")
    as_ana.post("/account/password", data={"current": PASSWORD, "password": NEW})
    assert lines() == [
        f"token_made account={ana.id} token_id={token}",
        f"token_revoked account={ana.id} token_id={token}",
        f"password_changed account={ana.id}",
    ]


def test_nothing_that_somebody_wrote(as_ana: FlaskClient, ana: Account, lines: Lines) -> None:
    with database.session() as session:
        people.create_token(session, ana.id, "the bot of Ana")
    as_ana.post("/account/password", data={"current": "not that", "password": NEW})
    assert not [line for line in lines() if "not that" in line or "example.org" in line]
