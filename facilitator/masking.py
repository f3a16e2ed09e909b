"""Keeping secrets out of the log: tokens in addresses, cookies, headers and whatever a provider sends.

Every record is masked when it is made, so it makes no difference which library logs it, at what level, and
where it is written to. What goes to standard error without a logger, such as the traceback of a greenlet, is
masked there.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from typing import Any, TextIO

HIDDEN = "…"

_NAMES = (
    "access_token|auth|client_secret|code|code_verifier|csrf|csrf_token|current|id_token|nonce|password"
    "|recovery|refresh_token|secret|session_state|sid|state|token|x-csrftoken"
)
_QUOTED = r"(?:'[^'\n]*'|\"[^\"\n]*\")"
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), kept + HIDDEN)
    for pattern, kept in (
        # A request that cannot be read: any part of it may be a token, so only what is wrong with it stays.
        (rf"(Invalid request from ip=\S*+ [^:'\"\n{HIDDEN}]*+)(?!{HIDDEN}|\n?\Z).+?(?=\n?\Z)", r"\1"),
        # Engine.IO repeats the id that a client sent, whatever that is.
        (
            rf"((?:Invalid session|for session|to sid|'Session [a-z ]+') )(?!{HIDDEN}).+?(?= is not| \(fur|\n?\Z)",
            r"\1",
        ),
        # The paths of links that work for whoever has them, percent-encoded or not.
        (
            r"((?:/|%2f)(?:setup|invitation|reset|join|j|shared|my-action|calendar|feedback)(?:/|%2f))[^\s'\"<>?#]+",
            r"\1",
        ),
        (r"((?:/|%2f)reminders(?:/|%2f)[\w-]+(?:/|%2f))[^\s'\"<>?#]+", r"\1"),
        # The query of an address: a provider's code and state, a socket's id, words that people look for.
        (r"((?:/|%2f)[^\s'\"/?]*\?)[^\s'\"]+", r"\1"),
        # Headers, as lines, as pairs and by their names in WSGI.
        (rf"((?:cookie|authorization)['\"]\s*[:,]\s*){_QUOTED}", r"\1"),
        (rf"((?:cookie|authorization)\s*[:=]\s*)[^'\"\s{HIDDEN}][^\n]*", r"\1"),
        (r"(\b(?:bearer|basic)\s+)[\w+/.~-]{8,}=*", r"\1"),
        (r"(\b(?:sign_in|facilitator|known|seat_[\w-]+)=)[^;\s'\"]+", r"\1"),
        # Fields by their names: of forms, of JSON, of what a program is called with.
        (rf"((?<![a-z_])(?:{_NAMES})=)[^&\s'\",;()]+", r"\1"),
        (rf"((?<![a-z_])(?:{_NAMES})['\"]?\s*[:=]\s*b?){_QUOTED}", r"\1"),
        # The password in the address of another server.
        (r"(\b[a-z][a-z0-9+.-]{0,20}://[^\s/:@]*:)[^\s/@]+(?=@)", r"\1"),
    )
)
# A token of ours that stands alone: 256 random bits, which have letters of both cases and digits.
_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*[0-9])[A-Za-z0-9_-]{43,}(?![\w-])")


def mask(text: str) -> str:
    """The text with an ellipsis in place of everything that could let somebody in."""
    for pattern, kept in _RULES:
        text = pattern.sub(kept, text)
    return _TOKEN.sub(HIDDEN, text)


def install() -> None:
    """Mask everything that this process logs or writes to standard error from now on."""
    make = logging.getLogRecordFactory()
    formatter = logging.Formatter()

    def masked(*given: Any, **named: Any) -> logging.LogRecord:
        record = make(*given, **named)
        record.msg, record.args = mask(_message(record)), None
        if record.exc_info and record.exc_info[0]:
            record.exc_text = mask(formatter.formatException(record.exc_info))
        return record

    logging.setLogRecordFactory(masked)
    sys.stderr = MaskedStream(sys.stderr)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"a line of {record.pathname}:{record.lineno} that cannot be put together"


class MaskedStream(io.TextIOBase):
    """Standard error, masked."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(mask(text))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def writable(self) -> bool:
        return True
