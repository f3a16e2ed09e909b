"""Letters by e-mail, when the operator has set a mail server. Nobody waits for one to be sent."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from flask import Flask, current_app

from facilitator.config import Settings, settings

log = logging.getLogger("facilitator.mail")

TIMEOUT_SECONDS = 20
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Letter:
    """Plain text for one address."""

    to: str
    subject: str
    text: str


def is_configured() -> bool:
    """Whether there is a mail server to send through."""
    return bool(settings().smtp_url)


def send_later(write: Callable[[], Letter | None]) -> None:
    """Write a letter and send it beside the request: in the server this thread is a greenlet.

    `write` may find that there is nothing to send. From outside both look and last the same.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_post, args=(app, write), name="mail", daemon=True).start()


def _post(app: Flask, write: Callable[[], Letter | None]) -> None:
    try:
        with app.app_context():
            if letter := write():
                send(settings(), letter)
    except Exception as error:
        # What a mail server says often repeats the address, which has no place in a log.
        code = getattr(error, "smtp_code", "")
        log.error("a letter could not be sent: %s %s", type(error).__name__, code)


def send(chosen: Settings, letter: Letter) -> None:
    """Hand a letter to the mail server.

    :raises OSError: when the server cannot be reached or will not take it (smtplib's errors included).
    """
    server = urlsplit(chosen.smtp_url)
    with _connected(server) as connection:
        # Encrypted before anything is said, except on this machine.
        if server.scheme == "smtp" and server.hostname not in _THIS_MACHINE:
            connection.starttls(context=ssl.create_default_context())
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(_message(chosen.mail_from, letter))


def _connected(server: SplitResult) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        encrypted = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT_SECONDS, context=encrypted)
    return smtplib.SMTP(host, server.port or 587, timeout=TIMEOUT_SECONDS)


def _message(sender: str, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    # So that no out-of-office answer comes back.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
