"""The conversation with the mail server, and what its answers mean for trying again."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from facilitator.outbox.failures import NotDelivered

STEP_SECONDS = 20
ANSWER_SECONDS = 600
"""https://www.rfc-editor.org/rfc/rfc5321, section 4.5.3.2.6: who waits less for the last answer sends copies."""
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


class _Connection(smtplib.SMTP):
    """A connection that knows whether the server has the whole letter, and then waits longer for its answer."""

    sock: Any
    has_the_letter = False

    def send(self, s: Any) -> None:
        super().send(s)
        # Commands are sent as text, and only the whole letter as bytes.
        if isinstance(s, bytes):
            self.has_the_letter = True
            self.sock.settimeout(ANSWER_SECONDS)

    def data(self, msg: Any) -> tuple[int, bytes]:
        answer = super().data(msg)
        self.sock.settimeout(STEP_SECONDS)
        return answer


class _EncryptedConnection(_Connection, smtplib.SMTP_SSL):
    """The same, encrypted from the start."""


def send(url: str, message: EmailMessage) -> None:
    """Send a message to the address in its head.

    :param url: where the mail server is, as in `FACILITATOR_SMTP_URL`.
    :raises NotDelivered: when it cannot be reached, refuses the message, or gives no answer.
    """
    server = urlsplit(url)
    with _connected(server) as connection:
        _enter(connection, server)
        try:
            connection.send_message(message)
        except OSError as error:
            raise _refusal(error, has_the_letter=connection.has_the_letter) from error


@contextmanager
def _connected(server: SplitResult) -> Iterator[_Connection]:
    try:
        connection = _connection(server)
    except OSError as error:
        raise NotDelivered(_code_of(error, "unreachable"), _kind_of(error)) from error
    try:
        yield connection
    finally:
        # Whatever is said here, the letter was taken or refused before.
        with suppress(OSError):
            connection.quit()
        connection.close()


def _connection(server: SplitResult) -> _Connection:
    host = server.hostname or ""
    if server.scheme == "smtps":
        encrypted = ssl.create_default_context()
        return _EncryptedConnection(host, server.port or 465, timeout=STEP_SECONDS, context=encrypted)
    return _Connection(host, server.port or 587, timeout=STEP_SECONDS)


def _enter(connection: _Connection, server: SplitResult) -> None:
    """Encrypt the connection before anything is said, except to this machine, and sign in."""
    try:
        if server.scheme == "smtp" and server.hostname not in _THIS_MACHINE:
            connection.starttls(context=ssl.create_default_context())
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
    except OSError as error:
        raise NotDelivered(_code_of(error, "cut_off"), _kind_of(error)) from error


def _code_of(error: OSError, otherwise: str) -> str:
    """What an error means that is not about this letter, so that it is tried again."""
    match error:
        case smtplib.SMTPNotSupportedError() | ssl.SSLError():
            return "not_encrypted"
        case smtplib.SMTPAuthenticationError():
            return "sign_in_refused"
        case smtplib.SMTPServerDisconnected():
            return "cut_off"
        case smtplib.SMTPException():
            return "turned_away"
    return otherwise


def _refusal(error: OSError, *, has_the_letter: bool) -> NotDelivered:
    """What an error means while the letter is handed over."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            status, _ = next(iter(error.recipients.values()))
            return _answer(status, "address_refused", error)
        case smtplib.SMTPNotSupportedError():
            # The address has characters that this server cannot write.
            return NotDelivered("address_refused", _kind_of(error), is_final=True)
        case smtplib.SMTPSenderRefused():
            return NotDelivered("sender_refused", _kind_of(error))
        case smtplib.SMTPDataError() if error.smtp_code > 0:
            return _answer(error.smtp_code, "letter_refused", error)
    if has_the_letter:
        return NotDelivered("no_answer", _kind_of(error), is_unsure=True)
    return NotDelivered(_code_of(error, "cut_off"), _kind_of(error))


def _answer(status: int, refused: str, error: OSError) -> NotDelivered:
    if status >= 500:
        return NotDelivered(refused, f"{_kind_of(error)} {status}", is_final=True)
    return NotDelivered("ask_later", f"{_kind_of(error)} {status}")


def _kind_of(error: OSError) -> str:
    return type(error).__name__
