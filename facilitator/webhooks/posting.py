"""Posting messages to the webhooks that want to hear of an event, in the transaction of what happens."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import outbox
from facilitator.meeting.model import Meeting
from facilitator.webhooks import events
from facilitator.webhooks.message import Message
from facilitator.webhooks.tables import ON, Webhook


def post(
    session: Session,
    event: str,
    entry_id: str,
    action_id: str = "",
    *,
    once: str = "",
    until: int | None = None,
) -> None:
    """Post a message about an event for each webhook that is on and wants it.

    :param once: names the event, so that no webhook is told of it twice
    :param until: the instant from which nobody needs to hear of it
    """
    for webhook in that_want(session, event):
        message = Message(webhook.id, webhook.name, event, entry_id, action_id)
        outbox.post(session, message, key=once and _key(webhook, once), until=until)


def new_to_some(session: Session, webhooks: Sequence[Webhook], onces: Sequence[str]) -> Sequence[str]:
    """Those of the events, as `post` names them by `once`, that some of the webhooks have not been told of."""
    posted = outbox.posted_among(session, [_key(each, once) for once in onces for each in webhooks])
    return [once for once in onces if not all(_key(each, once) in posted for each in webhooks)]


def that_want(session: Session, event: str) -> Sequence[Webhook]:
    """The webhooks that are on and want to hear of the event; none if there is no URL for links."""
    on = session.scalars(select(Webhook).where(Webhook.state == ON).order_by(Webhook.id))
    wanting = [webhook for webhook in on if event in webhook.events]
    return wanting if wanting and Message.is_configured() else []


def _key(webhook: Webhook, once: str) -> str:
    return f"webhook:{webhook.id}:{once}"


def on_meeting_closing(_sender: None, *, session: Session, state: Meeting, **_more: object) -> None:
    post(session, events.MEETING_CLOSED, state.entry or "")


def on_entry_shared(_sender: None, *, session: Session, entry_id: str) -> None:
    post(session, events.ENTRY_SHARED, entry_id)


def on_action_assigned(_sender: None, *, session: Session, entry_id: str, action_id: str) -> None:
    post(session, events.ACTION_ASSIGNED, entry_id, action_id)


def on_action_ended(_sender: None, *, session: Session, entry_id: str, action_id: str) -> None:
    post(session, events.ACTION_ENDED, entry_id, action_id)
