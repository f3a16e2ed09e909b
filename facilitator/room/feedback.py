"""Keeping what people without a seat write before the meeting, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from facilitator import clock, database
from facilitator.meeting.commands import ClearFeedback, GiveFeedback, TakeBackFeedback
from facilitator.room import access, feedback_links, service
from facilitator.room.change import Change


def give(token: str, cards: Iterable[GiveFeedback]) -> None:
    """Keep the cards that somebody wrote. Those that came already get their newest words.

    :param token: that of the link for feedback
    :raises Refused: ``link_ended``, ``already_started``, ``meeting_closed``, ``too_many``, ``wrong_key``
    """

    def take(change: Change) -> None:
        for card in cards:
            change.take(card, "", clock.now())

    _changed_by_link(token, take)


def take_back(token: str, command: TakeBackFeedback) -> None:
    """Take back a card that was written by the link.

    :raises Refused: ``link_ended``, ``already_started``, ``meeting_closed``, ``not_found``, ``wrong_key``
    """
    _changed_by_link(token, lambda change: change.take(command, "", clock.now()))


def throw_away(meeting_id: str, seat_id: str) -> None:
    """End the link, and delete all that came by it.

    :param seat_id: the seat of a facilitator
    :raises Refused: ``no_seat``, ``facilitator_only``, ``already_started``, ``meeting_closed``
    """

    def take(change: Change) -> None:
        access.require_may_act(change.session, meeting_id, seat_id)
        feedback_links.end(change.session, meeting_id)
        change.take(ClearFeedback(), seat_id, clock.now())

    service.changed(meeting_id, take)


def _changed_by_link(token: str, work: Callable[[Change], None]) -> None:
    with database.read() as session:
        meeting_id = feedback_links.meeting_by_link(session, token).id

    def carry_out(change: Change) -> None:
        feedback_links.require_open(change.session, meeting_id, token)
        work(change)

    service.changed(meeting_id, carry_out)
