"""The settings: read from the environment, checked once, and refused if one is invalid."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

LOG_LEVELS = ("debug", "info", "warning", "error")
PREFIX = "FACILITATOR_"
Network = IPv4Network | IPv6Network


class BadSetting(Exception):
    """Raised for a setting that is invalid or cannot be used. The message is a sentence for the operator."""


@dataclass(frozen=True)
class Settings:
    """The settings of the operator.

    :param ask_after_days: how many days after a step is done its owner is asked whether it worked.
    :param api_per_minute: how many requests the programs of one account may send in a minute.
    :param base_url: the server's public URL, without a slash at its end. If it is empty, the URL of each
        request is used.
    :param proxies: the number of proxies in front of the server, each of which adds to X-Forwarded-For.
    :param connections: the most connections of one process.
    :param hsts_subdomains: whether browsers shall use HTTPS for all names below the server's, too.
    :param idle_minutes: after how many minutes without a visit a sign-in with a password ends; 0 for never.
    :param keep_room_days: the number of days after the close until a meeting's journal is erased.
    :param recall_model: the folder of the model with which recall goes by meaning; ``none`` for going by words; empty
        for the installed model, if there is one.
    :param stop_seconds: how long /readyz says that the server stops, before it stops.
    :param webhook_networks: networks that are not public, into which webhooks may lead all the same.
    :param oidc_domains: e-mail domains in lower case. People with such an address get an account when they
        first sign in through the provider.
    """

    data_dir: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    redis_url: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 5000
    ask_after_days: int = 14
    api_per_minute: int = 600
    base_url: str = ""
    proxies: int = 0
    connections: int = 4000
    hsts_subdomains: bool = False
    idle_minutes: int = 0
    keep_room_days: int = 30
    log_level: str = "info"
    recall_model: str = ""
    stop_seconds: int = 1
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    webhook_networks: tuple[Network, ...] = ()
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_domains: tuple[str, ...] = ()
    oidc_name: str = "your organisation"

    @property
    def secure(self) -> bool:
        """Whether the public URL uses HTTPS. If so, cookies are sent only over HTTPS."""
        return self.base_url.startswith("https:")

    @property
    def address(self) -> str:
        """The URL of this server, for messages in the terminal."""
        return self.base_url or f"http://{_reachable(self.host)}:{self.port}"


def settings() -> Settings:
    """The running application's settings."""
    from flask import current_app  # A command has none, and need not load Flask.

    return cast(Settings, current_app.config["SETTINGS"])


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in `environ`. An empty value counts as not set.

    It creates the data directory, and in it a file with a secret key if none is set.

    :raises BadSetting: for an unknown ``FACILITATOR_`` name or a value that cannot be used.
    """
    _refuse_unknown(environ)
    given = {name: value.strip() for name, value in environ.items() if name in NAMES and value.strip()}
    _refuse_halves(given)
    values = {known.field: known.read(given[name]) for name, known in KNOWN.items() if name in given}
    data_dir = _made(values.setdefault("data_dir", Path("data").resolve()))
    values.setdefault("database_url", f"sqlite:///{data_dir / 'facilitator.db'}")
    if "secret_key" not in values:
        values["secret_key"] = _kept_secret(data_dir / "secret_key")
    return Settings(**values)


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in NAMES:
            near = get_close_matches(name, NAMES, n=1)
            hint = f" Did you mean {near[0]}?" if near else " docs/self-hosting.md lists those there are."
            raise BadSetting(f"There is no setting {name}.{hint}")


def _refuse_halves(given: Mapping[str, str]) -> None:
    """Refuse settings that need other settings which are missing."""
    for name, needed in _TOGETHER.items():
        missing = [other for other in needed if other not in given]
        if name in given and missing:
            raise BadSetting(f"{name} needs {' and '.join(missing)} beside it.")


def _database_url(text: str) -> str:
    """The URL in the form that SQLAlchemy needs, with the database driver that is installed."""
    scheme, separator, rest = text.partition("://")
    if not separator or scheme not in {"sqlite", "postgres", "postgresql", "postgresql+psycopg"}:
        raise BadSetting("DATABASE_URL starts with sqlite:/// or with postgresql://.")
    if scheme == "sqlite":
        return text
    return f"postgresql+psycopg://{rest}"


def _redis_url(text: str) -> str:
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise BadSetting("REDIS_URL starts with redis://, rediss:// or unix://.")
    return text


def _secret_key(text: str) -> str:
    if len(text) < 32:
        raise BadSetting("SECRET_KEY needs at least 32 characters. Leave it out and one is made for you.")
    return text


def _base_url(text: str) -> str:
    found = re.fullmatch(r"(https?://(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?)/?", text.lower())
    if found is None:
        raise BadSetting("FACILITATOR_BASE_URL looks like https://meet.example.org, with no path behind it.")
    # A browser leaves the usual port out when it says where a page is from.
    return re.sub(r"^(https://.*):443$|^(http://.*):80$", r"\1\2", found[1])


def _whole(name: str, low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise BadSetting(f"{name} is a whole number from {low} to {high}, not {text!r}.")
        return int(text)

    return read


def _yes_or_no(name: str) -> Callable[[str], bool]:
    def read(text: str) -> bool:
        if text.lower() not in {"yes", "no"}:
            raise BadSetting(f"{name} is yes or no, not {text!r}.")
        return text.lower() == "yes"

    return read


def _log_level(text: str) -> str:
    if text.lower() not in LOG_LEVELS:
        raise BadSetting(f"FACILITATOR_LOG_LEVEL is one of {', '.join(LOG_LEVELS)}, not {text!r}.")
    return text.lower()


def _smtp_url(text: str) -> str:
    found = urlsplit(text)
    try:
        fits = found.scheme in {"smtp", "smtps"} and found.hostname and found.port != 0
    except ValueError:
        fits = False
    if not fits or found.path.strip("/"):
        raise BadSetting("FACILITATOR_SMTP_URL looks like smtp://user:password@mail.example.org:587.")
    return text


def _mail_from(text: str) -> str:
    if not text.isprintable() or not re.fullmatch(r"[^@\s]+@[\w.-]+", parseaddr(text)[1]):
        raise BadSetting("FACILITATOR_MAIL_FROM looks like facilitator <facilitator@example.org>.")
    return text


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise BadSetting("FACILITATOR_WEBHOOK_NETWORKS is a list like 10.1.2.0/24, fd00:1::/64.") from error


def _oidc_issuer(text: str) -> str:
    # Without HTTPS, only a provider on this machine is allowed, for trials: nobody can intercept that.
    if not re.fullmatch(r"(https://[^\s/?#]+|http://(localhost|127\.0\.0\.1)(:\d+)?)(/[^\s?#]*)?", text):
        raise BadSetting("OIDC_ISSUER looks like https://login.example.org, as the provider writes it.")
    return text


def _domains(text: str) -> tuple[str, ...]:
    found = tuple(part.strip().lower().removeprefix("@") for part in text.split(",") if part.strip())
    if not all(re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain) for domain in found):
        raise BadSetting("OIDC_DOMAINS is a list like example.org, example.com.")
    return found


@dataclass(frozen=True)
class _Known:
    field: str
    read: Callable[[str], Any]


KNOWN = {
    "DATABASE_URL": _Known("database_url", _database_url),
    "REDIS_URL": _Known("redis_url", _redis_url),
    "SECRET_KEY": _Known("secret_key", _secret_key),
    "PORT": _Known("port", _whole("PORT", 1, 65535)),
    "FACILITATOR_HOST": _Known("host", str),
    "FACILITATOR_ASK_AFTER_DAYS": _Known("ask_after_days", _whole("FACILITATOR_ASK_AFTER_DAYS", 1, 365)),
    "FACILITATOR_API_PER_MINUTE": _Known(
        "api_per_minute", _whole("FACILITATOR_API_PER_MINUTE", 1, 1_000_000)
    ),
    "FACILITATOR_BASE_URL": _Known("base_url", _base_url),
    "FACILITATOR_DATA_DIR": _Known("data_dir", lambda text: Path(text).expanduser().resolve()),
    "FACILITATOR_PROXIES": _Known("proxies", _whole("FACILITATOR_PROXIES", 0, 9)),
    "FACILITATOR_CONNECTIONS": _Known("connections", _whole("FACILITATOR_CONNECTIONS", 32, 100_000)),
    "FACILITATOR_HSTS_SUBDOMAINS": _Known("hsts_subdomains", _yes_or_no("FACILITATOR_HSTS_SUBDOMAINS")),
    "FACILITATOR_IDLE_MINUTES": _Known("idle_minutes", _whole("FACILITATOR_IDLE_MINUTES", 0, 43_200)),
    "FACILITATOR_KEEP_ROOM_DAYS": _Known("keep_room_days", _whole("FACILITATOR_KEEP_ROOM_DAYS", 0, 3650)),
    "FACILITATOR_LOG_LEVEL": _Known("log_level", _log_level),
    "FACILITATOR_RECALL_MODEL": _Known("recall_model", os.path.expanduser),
    "FACILITATOR_STOP_SECONDS": _Known("stop_seconds", _whole("FACILITATOR_STOP_SECONDS", 0, 60)),
    "FACILITATOR_SMTP_URL": _Known("smtp_url", _smtp_url),
    "FACILITATOR_MAIL_FROM": _Known("mail_from", _mail_from),
    "FACILITATOR_WEBHOOK_NETWORKS": _Known("webhook_networks", _networks),
    "OIDC_ISSUER": _Known("oidc_issuer", _oidc_issuer),
    "OIDC_CLIENT_ID": _Known("oidc_client_id", str),
    "OIDC_CLIENT_SECRET": _Known("oidc_client_secret", str),
    "OIDC_DOMAINS": _Known("oidc_domains", _domains),
    "OIDC_NAME": _Known("oidc_name", str),
}
NAMES = frozenset(KNOWN)
_PROVIDER = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_TOGETHER = {
    # Letters contain links. Without a base URL, these would use the request's host, which anybody can forge.
    "FACILITATOR_SMTP_URL": ("FACILITATOR_MAIL_FROM", "FACILITATOR_BASE_URL"),
    **dict.fromkeys(("OIDC_DOMAINS", "OIDC_NAME", *_PROVIDER), _PROVIDER),
}


def _reachable(host: str) -> str:
    """The host under which a listening address can be visited. 0.0.0.0 stands for all addresses."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{shown}]" if ":" in shown else shown


def _made(data_dir: Path) -> Path:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"The data directory {data_dir} cannot be made: {error.strerror}.") from error
    return data_dir


def _kept_secret(path: Path) -> str:
    """The secret key in the file, which is created at the first start and readable only by its owner."""
    try:
        if not path.exists():
            _keep(path, secrets.token_urlsafe(48))
        return _secret_key(path.read_text("ascii").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"The secret key in {path} cannot be kept or read: {error}.") from error


def _keep(path: Path, secret: str) -> None:
    """Write the secret to the file, unless the file exists.

    Two processes may start at the same time. Linking a finished file is atomic, so the first one wins and
    nobody reads a partial file.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
