"""Requests that are sent again with the same Idempotency-Key: what the first did stands, and is answered again.

The answer is kept for a day. It may hold a secret, such as a seat's token, so it is encrypted with a key that is
made of what only the program knows: its own token and the Idempotency-Key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, request
from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts import access
from facilitator.accounts.tables import IdempotentRequest
from facilitator.clock import DAY_MS
from facilitator.database_errors import Unavailable
from facilitator.refused import Refused
from facilitator.tokens import hashed

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

HEADER = "Idempotency-Key"
LONGEST = 255
STUCK_MS = 60 * 1000
"""A request that has no answer after so long was cut off, and may be carried out anew."""
_KEPT_HEADERS = ("Content-Type", "ETag")


@dataclass(frozen=True)
class _Sent:
    """The present request: its ``id`` tells whose it is and its key, its ``fingerprint`` what was asked.

    ``secret`` encrypts the answer. It is stored nowhere.
    """

    id: str
    fingerprint: str
    secret: bytes

    @property
    def cipher(self) -> Fernet:
        from cryptography.fernet import Fernet

        return Fernet(base64.urlsafe_b64encode(self.secret))


def once(carry_out: Callable[[], Response]) -> Response:
    """The answer of `carry_out`, or the one that the same request got before. A refusal is not kept.

    :raises Refused: ``bad_key``, ``key_reused``, ``being_carried_out``, and what `carry_out` raises
    """
    if HEADER not in request.headers:
        return carry_out()
    sent = _sent(request.headers[HEADER])
    if kept := _claim(sent):
        return kept
    try:
        answer = carry_out()
    except Exception:
        _release(sent)
        raise
    # What was carried out is answered, also if the answer cannot be kept.
    with suppress(Refused, Unavailable):
        _keep(sent, answer)
    return answer


def _sent(key: str) -> _Sent:
    if not 0 < len(key) <= LONGEST:
        raise Refused("bad_key", f"An Idempotency-Key has 1 to {LONGEST} characters.", 400)
    own = hmac.digest(access.bearer_token().encode(), f"idempotency:{key}".encode(), hashlib.sha256)
    asked = b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    fingerprint = hmac.new(own, asked, hashlib.sha256).hexdigest()
    return _Sent(hashed(own.hex()), fingerprint, own)


def _claim(sent: _Sent) -> Response | None:
    """The answer that is kept; None when this request is to be carried out, which is noted."""
    now = clock.now()
    with database.session() as session:
        database.hold(session, sent.id)
        _delete_old(session, now)
        row = session.get(IdempotentRequest, sent.id)
        if row is None or (row.answer is None and row.at < now - STUCK_MS):
            _note(session, sent, now)
            return None
    if row.fingerprint != sent.fingerprint:
        raise Refused("key_reused", "This Idempotency-Key came with another request. Take a new one.", 422)
    if row.answer is None:
        sentence = "The same request is being carried out. Send it again in a moment."
        raise Refused("being_carried_out", sentence, 409, retry_after=1)
    return _restored(sent, row.answer)


def delete_old() -> None:
    """Delete the answers that have been kept for a day."""
    with database.session() as session:
        _delete_old(session, clock.now())


def _delete_old(session: Session, now: int) -> None:
    session.execute(delete(IdempotentRequest).where(IdempotentRequest.at < now - DAY_MS))


def _note(session: Session, sent: _Sent, now: int) -> None:
    token_id = access.api_token().id
    session.merge(
        IdempotentRequest(id=sent.id, token_id=token_id, fingerprint=sent.fingerprint, answer=None, at=now)
    )


def _release(sent: _Sent) -> None:
    with suppress(Refused, Unavailable), database.session() as session:
        session.execute(delete(IdempotentRequest).where(IdempotentRequest.id == sent.id))


def _keep(sent: _Sent, answer: Response) -> None:
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    told = json.dumps([answer.status_code, headers, answer.get_data(as_text=True)])
    with database.session() as session:
        row = session.get(IdempotentRequest, sent.id)
        if row is not None:
            row.answer = sent.cipher.encrypt(told.encode()).decode()


def _restored(sent: _Sent, kept: str) -> Response:
    status, headers, body = json.loads(sent.cipher.decrypt(kept.encode()))
    return Response(body, status, headers)
