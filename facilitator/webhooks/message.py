"""What waits in the outbox for a webhook, and sending it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from facilitator import clock, database
from facilitator.config import settings
from facilitator.outbox import Item, NotDelivered
from facilitator.tokens import cipher
from facilitator.webhooks import answers, formats, signing, telling, turns
from facilitator.webhooks.tables import ENDED, ON, Webhook

if TYPE_CHECKING:
    from facilitator.webhooks.conversation import Answer

PATIENCE_SECONDS = 20.0
_PURPOSE = "webhook"


@dataclass(frozen=True)
class Message(Item):
    """An event for one webhook. It has no words of people: those are looked up when it is sent.

    So nobody is told what was taken back meanwhile.

    :param name: the webhook's, for admins
    """

    kind: ClassVar[str] = "webhook"
    at_once: ClassVar[int] = 4
    not_configured: ClassVar[str] = "no_base_url"

    webhook: str
    name: str
    event: str
    entry: str = ""
    action: str = ""

    @classmethod
    def is_configured(cls) -> bool:
        """Whether there is a URL for the links in messages. Without one, none are posted."""
        return bool(settings().base_url)

    @property
    def recipient(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        return self.event

    def deliver(self, item_id: str, posted_at: int) -> None:
        with turns.turn(self.webhook):
            self._send(item_id, posted_at)

    def _send(self, item_id: str, posted_at: int) -> None:
        with database.read() as session:
            webhook = session.get(Webhook, self.webhook)
            told = telling.tell(session, self.event, self.entry, self.action)
        # A webhook, or what it should be told of, that is not there any more needs no message.
        if webhook is None or told is None:
            return
        if webhook.state != ON:
            raise NotDelivered("webhook_off", is_final=True)
        answer = send(webhook, self.event, item_id, posted_at, told, PATIENCE_SECONDS)
        if answer.status == answers.GONE:
            _end(webhook)
        answers.check(answer)


def send(
    webhook: Webhook, event: str, message_id: str, at: int, told: telling.Told, seconds: float
) -> Answer:
    """Send a message, and return what the receiver answers.

    :param message_id: the same one for each try
    :param at: the instant of the event, in milliseconds since the epoch
    :param seconds: how long the receiver may take
    :raises NotDelivered: when there is no answer, or it may not be sent there
    """
    # It needs memory, and most servers have no webhooks.
    from facilitator.webhooks import conversation

    body = formats.body_of(webhook.format, event, at, told)
    is_signed = webhook.format == formats.STANDARD
    headers = signing.headers(webhook, message_id, body, clock.now()) if is_signed else {}
    return conversation.post(url_of(webhook), body, headers, seconds)


def url_of(webhook: Webhook) -> str:
    """The URL of a webhook.

    :raises NotDelivered: ``webhook_unreadable``, when the secret key is another one now
    """
    from cryptography.fernet import InvalidToken

    try:
        return cipher(_PURPOSE).decrypt(webhook.url.encode()).decode()
    except InvalidToken:
        raise NotDelivered("webhook_unreadable", is_final=True) from None


def kept_url(url: str) -> str:
    """The URL as it is stored."""
    return cipher(_PURPOSE).encrypt(url.encode()).decode()


def _end(webhook: Webhook) -> None:
    with database.session() as session:
        found = session.get(Webhook, webhook.id, with_for_update=True)
        # Somebody may have written another URL meanwhile.
        if found is not None and found.url == webhook.url:
            found.state = ENDED
