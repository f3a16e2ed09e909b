import os
import stat
from pathlib import Path
from typing import Protocol

import pytest

from facilitator.config import KNOWN, BadSetting, Settings, load

DOCS = Path(__file__).parents[1] / "docs" / "self-hosting.md"
SECRET = "x" * 40


class Given(Protocol):
    """The settings that these variables give, with an empty data directory."""

    def __call__(self, **more: str) -> Settings: ...


@pytest.fixture
def given(tmp_path: Path) -> Given:
    def settings(**more: str) -> Settings:
        return load({"FACILITATOR_DATA_DIR": str(tmp_path), **more})

    return settings


def test_it_starts_with_nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = load({})
    assert found.database_url == f"sqlite:///{tmp_path}/data/facilitator.db"
    assert (found.address, found.secure) == ("http://127.0.0.1:5000", False)


def test_it_makes_a_secret_once_that_only_its_owner_reads(given: Given, tmp_path: Path) -> None:
    first, second = given().secret_key, given().secret_key
    assert first == second
    assert len(first) >= 64
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600


def test_it_prefers_a_secret_that_was_set(given: Given, tmp_path: Path) -> None:
    assert given(SECRET_KEY=SECRET).secret_key == SECRET
    assert not (tmp_path / "secret_key").exists()


def test_it_never_shows_secrets(given: Given) -> None:
    shown = repr(given(SECRET_KEY=SECRET, DATABASE_URL="postgresql://me:pass@host/db"))
    assert SECRET not in shown
    assert "pass" not in shown


def test_it_takes_each_setting(given: Given) -> None:
    found = given(
        DATABASE_URL="postgres://me@host/db",
        REDIS_URL="redis://host",
        PORT="8000",
        FACILITATOR_HOST="0.0.0.0",
        FACILITATOR_BASE_URL="https://meet.example.org/",
        FACILITATOR_PROXIES="1",
        FACILITATOR_CONNECTIONS="100",
        FACILITATOR_KEEP_ROOM_DAYS="0",
        FACILITATOR_LOG_LEVEL="DEBUG",
        FACILITATOR_RECALL_MODEL="~/model",
    )
    assert found.database_url == "postgresql+psycopg://me@host/db"
    assert (found.address, found.secure) == ("https://meet.example.org", True)
    assert (found.proxies, found.connections) == (1, 100)
    assert (found.keep_room_days, found.log_level) == (0, "debug")
    assert found.recall_model == str(Path.home() / "model")


def test_it_takes_the_settings_of_mail_and_provider(given: Given) -> None:
    found = given(
        FACILITATOR_BASE_URL="https://meet.example.org",
        FACILITATOR_SMTP_URL="smtps://me:p%40ss@mail.example.org:465",
        FACILITATOR_MAIL_FROM="facilitator <facilitator@example.org>",
        OIDC_ISSUER="https://login.example.org/realms/staff",
        OIDC_CLIENT_ID="facilitator",
        OIDC_CLIENT_SECRET=SECRET,
        OIDC_DOMAINS="Example.org, @example.com,",
        OIDC_NAME="Example Login",
    )
    assert found.oidc_domains == ("example.org", "example.com")
    assert (found.oidc_name, found.mail_from[:11]) == ("Example Login", "facilitator")
    assert SECRET not in repr(found)
    assert "p%40ss" not in repr(found)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("FACILITATOR_SMTP_URL", "FACILITATOR_MAIL_FROM and FACILITATOR_BASE_URL"),
        ("OIDC_ISSUER", "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
        ("OIDC_DOMAINS", "OIDC_ISSUER and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
    ],
)
def test_it_refuses_half_of_what_belongs_together(given: Given, name: str, needed: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} needs {needed} beside it.$"):
        given(**{name: "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACILITATOR_SMTP_URL", "mail.example.org"),
        ("FACILITATOR_SMTP_URL", "smtp://mail.example.org:port"),
        ("FACILITATOR_MAIL_FROM", "facilitator"),
        ("OIDC_ISSUER", "http://login.example.org"),
        ("OIDC_ISSUER", "login.example.org"),
        ("OIDC_DOMAINS", "example"),
    ],
)
def test_it_refuses_a_bad_address_of_mail_or_provider(given: Given, name: str, value: str) -> None:
    beside = dict.fromkeys(("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"), "x")
    beside |= {"OIDC_ISSUER": "https://login.example.org", "FACILITATOR_MAIL_FROM": "a@example.org"}
    with pytest.raises(BadSetting, match=rf"{name} .*\.$"):
        given(FACILITATOR_BASE_URL="https://meet.example.org", **beside | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "facilitator.db"),
        ("REDIS_URL", "localhost:6379"),
        ("SECRET_KEY", "short"),
        ("PORT", "0"),
        ("PORT", "http"),
        ("PORT", "٣"),
        ("FACILITATOR_BASE_URL", "meet.example.org"),
        ("FACILITATOR_BASE_URL", "https://example.org/meet"),
        ("FACILITATOR_BASE_URL", "https://[::1"),
        ("FACILITATOR_PROXIES", "-1"),
        ("FACILITATOR_KEEP_ROOM_DAYS", "30 days"),
        ("FACILITATOR_LOG_LEVEL", "loud"),
    ],
)
def test_it_refuses_a_bad_value_in_a_sentence_that_names_it(given: Given, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=rf"{name} .*\.$"):
        given(**{name: value})


def test_it_refuses_an_unknown_name_and_offers_the_near_one(given: Given) -> None:
    with pytest.raises(BadSetting, match="Did you mean FACILITATOR_BASE_URL"):
        given(FACILITATOR_BASEURL="https://meet.example.org")


def test_it_takes_an_empty_value_as_not_set(given: Given) -> None:
    assert given(PORT="", FACILITATOR_HOST=" ").port == 5000


def test_it_refuses_a_data_directory_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="cannot be made"):
        load({"FACILITATOR_DATA_DIR": str(tmp_path / "file" / "data")})


@pytest.mark.parametrize("name", KNOWN)
def test_each_setting_is_in_the_handbook(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text("utf-8")
