"""Letters go out encrypted, and only to a server that proves who it is."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from fixtures.certificate import certificate_for
from flask import Flask
from outbox.conftest import PostOffice, only_row, post, rows

from facilitator import outbox


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine, with its key, that nobody has signed."""
    return certificate_for(tmp_path, "127.0.0.1")


@pytest.fixture
def encrypted_office(office: PostOffice, certificate: Path) -> Iterator[PostOffice]:
    """A post office that speaks TLS from the start, and to which the application sends its letters."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    made = PostOffice(app=office.app)
    controller = Controller(made, hostname="127.0.0.1", port=made.port, ssl_context=context)
    controller.start()
    assert made.app
    settings = made.app.config["SETTINGS"]
    made.app.config["SETTINGS"] = replace(settings, smtp_url=f"smtps://127.0.0.1:{made.port}")
    yield made
    controller.stop()


def test_a_server_that_anybody_could_be_gets_no_letter(encrypted_office: PostOffice) -> None:
    post()
    outbox.deliver()
    assert (only_row().state, only_row().error) == ("waiting", "not_encrypted")
    assert encrypted_office.letters == []


def test_a_server_that_is_trusted_gets_it(
    encrypted_office: PostOffice, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    post()
    outbox.deliver()
    assert (len(encrypted_office.letters), rows()) == (1, [])
