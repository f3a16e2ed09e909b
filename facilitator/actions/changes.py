"""What a form can say of an action: its schema, what it does, and the sentence afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator import clock
from facilitator.actions import ending, offers, planning
from facilitator.actions.schemas import (
    AnswerSchema,
    DueSchema,
    EndSchema,
    OfferSchema,
    OwnerSchema,
    PersonSchema,
    SupportSchema,
    TicketSchema,
)
from facilitator.fields import Strict
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action
from facilitator.summary import words


@dataclass(frozen=True)
class Change:
    """One thing that can be said. ``carry_out`` takes what the schema gives."""

    schema: type[Strict]
    carry_out: Callable[[Session, str, Any, Reader], Action]
    said: Callable[[Action], str]


def _end(session: Session, action_id: str, sent: ending.End, who: Reader) -> Action:
    return ending.end(session, action_id, sent, who, clock.now())


def _answer(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return ending.answer(session, action_id, sent["worked"], sent["came_of"], who, clock.now())


def _move(session: Session, action_id: str, sent: Mapping[str, Any], who: Reader) -> Action:
    return planning.move(session, action_id, sent["due"], sent["why"], who, clock.now())


def _hand_on(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return planning.hand_on(session, action_id, sent["owner"], sent["why"], who, clock.now())


def _say_who(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return planning.say_who(session, action_id, sent["account"] == "yes", who, clock.now())


def _ask(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return planning.ask_for_support(session, action_id, sent["support"], who, clock.now())


def _offer(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return offers.offer(session, action_id, sent["offer"] == "yes", sent["words"], who, clock.now())


def _link(session: Session, action_id: str, sent: Mapping[str, str], who: Reader) -> Action:
    return planning.link_ticket(session, action_id, sent["ticket"], who, clock.now())


def _ended(found: Action) -> str:
    return f"{words.STATES[found.state] or 'Open again'}: {found.what or found.hypothesis}"


CHANGES = {
    "state": Change(EndSchema, _end, _ended),
    "worked": Change(AnswerSchema, _answer, lambda _: "Good to know. The entry tells it, too."),
    "due": Change(DueSchema, _move, lambda found: f"Now {words.when(found)}."),
    "owner": Change(OwnerSchema, _hand_on, lambda found: f"{found.owner or 'Nobody'} has it now."),
    "person": Change(PersonSchema, _say_who, lambda _: "Good to know."),
    "support": Change(SupportSchema, _ask, lambda _: "Said. Whoever reads the entry sees it."),
    "offer": Change(OfferSchema, _offer, lambda _: "Said. Whoever has the action sees it."),
    "ticket": Change(TicketSchema, _link, lambda found: "Linked." if found.ticket else "The link is gone."),
}
BY_LINK = ("state", "worked", "due", "support")
"""What an owner without an account can say by the link."""
