"""Keeping what people without a seat write before the meeting, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from facilitator import clock, database
from facilitator.meeting.commands import GiveFeedback, TakeBackFeedback
from facilitator.room import feedback_links, service
from facilitator.room.change import Change
from facilitator.tokens import hashed


def give(token: str, cards: Iterable[GiveFeedback]) -> None:
    """Keep the cards that somebody wrote. What came already is not kept once more.

    :param token: that of the link for feedback
    :raises Refused: ``link_ended``, ``already_started``, ``meeting_closed``, ``too_many``
    """

    def take(change: Change) -> None:
        for card in cards:
            if change.seq_after(command_id := _command_id(card)) is None:
                change.take(card, "", clock.now(), command_id=command_id)

    _changed_by_link(token, take)


def take_back(token: str, command: TakeBackFeedback) -> None:
    """Take back a card that was written by the link.

    :raises Refused: ``link_ended``, ``already_started``, ``meeting_closed``, ``not_found``, ``wrong_key``
    """
    _changed_by_link(token, lambda change: change.take(command, "", clock.now()))


def _changed_by_link(token: str, work: Callable[[Change], None]) -> None:
    with database.read() as session:
        meeting_id = feedback_links.meeting_by_link(session, token).id

    def carry_out(change: Change) -> None:
        feedback_links.require_open(change.session, meeting_id, token)
        work(change)

    service.changed(meeting_id, carry_out)


def _command_id(card: GiveFeedback) -> str:
    """The same for the same card. Without its key, nobody can tell from the journal which cards came before."""
    return hashed(f"feedback:{card.card}:{card.key}")[:32]
