"""What a reader of the database finds of the letters that wait: neither whom they are to nor what they say."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from outbox.conftest import LETTER, PostOffice, only_row, post

from facilitator import database, outbox


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def on_disk() -> bytes:
    file = Path(str(database.engine().url.database))
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_the_database_alone_tells_neither_the_address_nor_the_words(office: PostOffice) -> None:
    office.mood = "refuses the address"
    post(key=f"to {LETTER.to}")
    for _ in range(2):
        assert only_row().content.encode() in on_disk()
        for told in (LETTER.to, LETTER.to.split("@")[0], LETTER.subject, "a-link-that-lets", "elsewhere"):
            assert told.encode() not in on_disk()
        outbox.deliver()


def test_what_was_sent_or_deleted_leaves_the_disk(office: PostOffice) -> None:
    for leave in (outbox.deliver, delete_it):
        post()
        content = only_row().content.encode()
        assert content in on_disk()
        leave()
        assert content not in on_disk()


def delete_it() -> None:
    with database.session() as session:
        assert outbox.delete(session, only_row().id)
    database.forget()


def test_with_another_secret_key_it_is_given_up_and_shown_without_words(office: PostOffice) -> None:
    post()
    assert office.app
    office.app.config["SETTINGS"] = replace(office.app.config["SETTINGS"], secret_key="another" * 6)
    outbox.deliver()
    assert (only_row().state, only_row().error) == ("given_up", "unreadable")
    with database.read() as session:
        [shown], _ = outbox.undelivered(session)
    assert (shown.recipient, shown.about) == ("", "")
    assert "another SECRET_KEY" in shown.error
