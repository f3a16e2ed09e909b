"""Two who want the same at the same moment, on Postgres: it has many writers."""

from dataclasses import replace

import pytest
from fixtures.at_once import Second
from flask import Flask
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts import identities, people
from facilitator.accounts.provider import Claims
from facilitator.accounts.tables import Account
from facilitator.refused import Refused

WHO = Claims("https://login.example.org", "ben", "ben@example.org", "Ben")


@pytest.fixture
def app(postgres_app: Flask) -> Flask:
    return postgres_app


def make_ben(session: Session) -> Account:
    return people.create_account(session, "Ben", "ben@example.org", "", "member")


def test_an_address_is_taken_by_one_of_two(app: Flask, ana: Account, second: Second) -> None:
    with database.session() as session:
        make_ben(session)
        other = second(make_ben)
    with pytest.raises(Refused, match="There is an account with this e-mail address"):
        other.result()


def test_two_first_sign_ins_come_to_one_account(app: Flask, ana: Account, second: Second) -> None:
    chosen = replace(app.config["SETTINGS"], oidc_domains=("example.org",))

    def arrive(session: Session) -> tuple[str, bool]:
        account, joined = identities.account_for_claims(session, WHO, chosen)
        return account.id, joined

    with database.session() as session:
        first = arrive(session)
        other = second(arrive)
    assert other.result() == first
    with database.read() as session:
        assert session.query(Account).count() == 2


def test_two_first_sign_ins_to_an_account_that_was_there_join_it_once(
    app: Flask, ana: Account, second: Second
) -> None:
    def arrive(session: Session) -> bool:
        return identities.account_for_claims(session, replace(WHO, email=ana.email), app.config["SETTINGS"])[
            1
        ]

    with database.session() as session:
        assert arrive(session)
        other = second(arrive)
    assert other.result() is False
