"""The secret of a webhook, and the headers by which its receiver knows that a message is ours.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from facilitator.clock import DAY_MS
from facilitator.tokens import derived_bytes
from facilitator.webhooks.tables import Webhook

BOTH_DAYS = 1
"""For how many days after a secret was renewed the one from before signs, too."""


def secret_of(webhook: Webhook) -> str:
    """The secret, as its receiver's library takes it. It is stored nowhere."""
    return "whsec_" + base64.b64encode(_key(webhook.secret_id)).decode()


def has_both(webhook: Webhook, now: int) -> bool:
    """Whether the secret from before still counts."""
    return bool(webhook.old_secret_id) and now < webhook.renewed_at + BOTH_DAYS * DAY_MS


def headers(webhook: Webhook, message_id: str, body: bytes, now: int) -> dict[str, str]:
    """The headers of Standard Webhooks.

    :param message_id: the same one for each try
    :param now: the instant of this try, in milliseconds since the epoch
    """
    seconds = str(now // 1000)
    signed = b".".join((message_id.encode(), seconds.encode(), body))
    keys = [webhook.secret_id]
    if has_both(webhook, now):
        keys.append(webhook.old_secret_id)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(_signature(_key(each), signed) for each in keys),
    }


def _signature(key: bytes, signed: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _key(secret_id: str) -> bytes:
    return derived_bytes(f"webhook secret:{secret_id}")
