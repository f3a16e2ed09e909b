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
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, request
from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator import clock, database
from facilitator.accounts import access
from facilitator.accounts.tables import ApiToken, IdempotentRequest
from facilitator.clock import DAY_MS
from facilitator.refused import Refused
from facilitator.tokens import hashed

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

HEADER = "Idempotency-Key"
LONGEST = 255
_KEPT_HEADERS = ("Content-Type", "ETag")


@dataclass(frozen=True)
class _Sent:
    """The present request: its ``id`` tells whose it is and its key, its ``fingerprint`` what was asked.

    ``cipher`` encrypts the answer. Its key is stored nowhere.
    """

    id: str
    fingerprint: str
    cipher: Fernet


def once(carry_out: Callable[[Session], Response]) -> Response:
    """The answer of `carry_out`, or the one that the same request got before.

    Answer and work are one transaction, so both are saved or neither is. A request that comes while the same one
    is carried out waits for that. A refusal is not kept.

    :param carry_out: does the work in the session that it gets
    :raises Refused: ``bad_key``, ``key_reused``, ``unknown_token`` for a token that was revoked meanwhile, and what
        `carry_out` raises
    """
    sent = _sent(request.headers[HEADER]) if HEADER in request.headers else None
    with database.session() as session:
        if sent and (kept := _kept(session, sent)):
            return kept
        answer = carry_out(session)
        if sent:
            _keep(session, sent, answer)
    return answer


def _sent(key: str) -> _Sent:
    from cryptography.fernet import Fernet

    if not 0 < len(key) <= LONGEST:
        raise Refused("bad_key", f"An Idempotency-Key has 1 to {LONGEST} characters.", 400)
    own = hmac.digest(access.bearer_token().encode(), f"idempotency:{key}".encode(), hashlib.sha256)
    asked = b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    fingerprint = hmac.new(own, asked, hashlib.sha256).hexdigest()
    return _Sent(hashed(own.hex()), fingerprint, Fernet(base64.urlsafe_b64encode(own)))


def _kept(session: Session, sent: _Sent) -> Response | None:
    """The answer that the same request got within a day."""
    database.hold(session, sent.id)
    if session.get(ApiToken, access.api_token().id) is None:
        raise access.unknown_token()
    row = session.get(IdempotentRequest, sent.id)
    if row is None or row.at < clock.now() - DAY_MS:
        return None
    if row.fingerprint != sent.fingerprint:
        raise Refused("key_reused", "This Idempotency-Key came with another request. Take a new one.", 422)
    return _restored(sent, row.answer)


def _keep(session: Session, sent: _Sent, answer: Response) -> None:
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    told = json.dumps([answer.status_code, headers, answer.get_data(as_text=True)])
    session.merge(
        IdempotentRequest(
            id=sent.id,
            token_id=access.api_token().id,
            fingerprint=sent.fingerprint,
            answer=sent.cipher.encrypt(told.encode()).decode(),
            at=clock.now(),
        )
    )


def _restored(sent: _Sent, kept: str) -> Response:
    status, headers, body = json.loads(sent.cipher.decrypt(kept.encode()))
    return Response(body, status, headers)


def delete_old() -> None:
    """Delete the answers that have been kept for a day."""
    with database.session() as session:
        session.execute(delete(IdempotentRequest).where(IdempotentRequest.at < clock.now() - DAY_MS))
