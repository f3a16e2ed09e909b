"""Making, changing and ending webhooks. Each function runs in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import named
from facilitator.outbox import NotDelivered
from facilitator.outbox.failures import SENTENCES
from facilitator.refused import Refused
from facilitator.tokens import new_id
from facilitator.webhooks import signing
from facilitator.webhooks.formats import FORMATS
from facilitator.webhooks.message import kept_url, url_of
from facilitator.webhooks.tables import ON, PAUSED, Webhook

_UNFIT = (
    "This is no URL to which we can send: it begins with https:// or http://, has no name or password in it, and "
    "its port, if it has one, is 80, 443 or above 1023."
)


@dataclass(frozen=True)
class ShownWebhook:
    """A webhook for admins: of its URL only the ``server``, which is empty when nobody can read it any more."""

    webhook: Webhook
    server: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.webhook, name)

    @property
    def takes(self) -> str:
        return FORMATS[self.webhook.format]


def check_url(url: str) -> None:
    """Check that we may send something to this URL now. It asks the network, so no transaction should be open.

    :raises ValidationError: for the field ``url``
    """
    from facilitator.webhooks import targets

    try:
        targets.addresses_of(targets.target_of(url))
    except NotDelivered as unfit:
        said = _UNFIT if unfit.code == "url_unfit" else SENTENCES[unfit.code]
        raise ValidationError({"url": [said]}) from None


def all_of(session: Session) -> Sequence[ShownWebhook]:
    """All webhooks, by their names."""
    return [_shown(each) for each in named.by_name(session.scalars(select(Webhook)))]


def webhook_at(session: Session, webhook_id: str) -> Webhook:
    """The webhook with this id, locked until the end of a write transaction.

    :raises Refused: ``no_webhook``
    """
    found = session.get(Webhook, webhook_id, with_for_update=True)
    if found is None:
        raise Refused("no_webhook", "There is no such webhook. Somebody may have deleted it.", 404)
    return found


def shown_at(session: Session, webhook_id: str) -> ShownWebhook:
    """The same for a page.

    :raises Refused: ``no_webhook``
    """
    return _shown(webhook_at(session, webhook_id))


def make(session: Session, sent: Mapping[str, Any], now: int) -> Webhook:
    """A new webhook, which is on.

    :param sent: what `WebhookSchema` gives, with a URL that was checked
    :raises Refused: ``name_taken``
    """
    named.refuse_taken(session, Webhook, sent["name"], what="webhook")
    made = Webhook(
        id=new_id(),
        name=sent["name"],
        format=sent["format"],
        url=kept_url(sent["url"]),
        events=sent["events"],
        state=ON,
        secret_id=new_id(),
        old_secret_id="",
        renewed_at=now,
        created_at=now,
    )
    session.add(made)
    return made


def change(session: Session, webhook_id: str, sent: Mapping[str, Any]) -> Webhook:
    """Change a webhook. With another URL, one that its receiver had ended is on again.

    :raises Refused: ``no_webhook``, ``name_taken``
    """
    found = webhook_at(session, webhook_id)
    named.refuse_taken(session, Webhook, sent["name"], what="webhook", but=found)
    found.name, found.format, found.events = sent["name"], sent["format"], sent["events"]
    if sent["url"]:
        found.url = kept_url(sent["url"])
        found.state = PAUSED if found.state == PAUSED else ON
    return found


def renew_secret(session: Session, webhook_id: str, now: int) -> Webhook:
    """Give a webhook another secret. For a day, the one from before signs as well, also if it is renewed again.

    :raises Refused: ``no_webhook``
    """
    found = webhook_at(session, webhook_id)
    if not signing.has_both(found, now):
        found.old_secret_id, found.renewed_at = found.secret_id, now
    found.secret_id = new_id()
    return found


def _shown(webhook: Webhook) -> ShownWebhook:
    from facilitator.webhooks import targets

    try:
        target = targets.target_of(url_of(webhook))
    except NotDelivered:
        return ShownWebhook(webhook, "")
    return ShownWebhook(webhook, f"{target.scheme}://{target.host}")
