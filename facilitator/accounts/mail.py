"""Sending letters by e-mail, if the operator has set a mail server. They are sent in the background."""

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
    """An e-mail in plain text to one address."""

    to: str
    subject: str
    text: str


def is_configured() -> bool:
    """Whether a mail server is configured."""
    return bool(settings().smtp_url)


def send_later(write: Callable[[], Letter | None]) -> None:
    """Write a letter and send it in the background, in a thread (in the server, a greenlet).

    `write` may return None if there is nothing to send. Because it runs in the background too, the response
    and its duration do not reveal that.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_post, args=(app, write), name="mail", daemon=True).start()


def _post(app: Flask, write: Callable[[], Letter | None]) -> None:
    try:
        with app.app_context():
            if letter := write():
                send(settings(), letter)
    except Exception as error:
        # The message is not logged: mail servers often repeat the address in it, and logs must not have it.
        code = getattr(error, "smtp_code", "")
        log.error("a letter could not be sent: %s %s", type(error).__name__, code)


def send(chosen: Settings, letter: Letter) -> None:
    """Send a letter through the mail server.

    :raises OSError: when the server cannot be reached or refuses the letter (smtplib's errors included).
    """
    server = urlsplit(chosen.smtp_url)
    with _connected(server) as connection:
        # The connection is encrypted before anything is sent, except to a server on this machine.
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
    # This header prevents automatic replies, such as out-of-office messages.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
