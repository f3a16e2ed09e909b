"""Groups are suggested to whoever leads the room, once the cards are shown, and to nobody else."""

from collections.abc import Sequence

import pytest
from fixtures.held import Running
from flask import Flask
from flask.testing import FlaskClient

from facilitator import database
from facilitator.accounts import limits
from facilitator.log.pages import suggesting
from facilitator.meeting.commands import AddCard, Command, CreateTheme, NextStage, Start
from facilitator.room import service
from facilitator.room.access import seat_in
from facilitator.room.store import read_state
from facilitator.tokens import new_id

TEXTS = ("Our backup was empty", "Five backups failed", "The lift stopped")


class Room:
    """A room that Ana leads."""

    def __init__(self, meeting: str, token: str) -> None:
        self.meeting, self.path = meeting, f"/room/{meeting}/groups"
        with database.read() as session:
            self.seat = seat_in(session, meeting, token).id
        self.cards = [new_id() for _ in TEXTS]

    def does(self, *commands: Command) -> None:
        for command in commands:
            service.act(self.meeting, self.seat, new_id(), command)

    def written(self) -> Sequence[Command]:
        pairs = zip(self.cards, TEXTS, strict=True)
        return [AddCard(card=card, key=new_id(), column="driver", text=text) for card, text in pairs]


@pytest.fixture
def room(app: Flask, draft: tuple[str, str]) -> Room:
    """It writes: three cards are hidden."""
    with app.app_context():
        made = Room(*draft)
        made.does(Start(), *[NextStage(sure=True)] * 2, *made.written())
    return made


def test_who_leads_gets_groups_of_the_cards_that_have_no_theme(as_ana: FlaskClient, room: Room) -> None:
    room.does(NextStage(sure=True))

    answer = as_ana.post(room.path, json={})
    assert answer.get_json() == {"groups": [{"name": "Backup", "cards": sorted_as_shown(room)}]}
    with database.read() as session:
        assert read_state(session, room.meeting).themes == {}

    room.does(CreateTheme(new_id(), "Mine", (room.cards[0],)))
    assert as_ana.post(room.path, json={}).get_json() == {"groups": []}


def test_it_is_asked_at_a_pace_and_once_at_a_time(
    as_ana: FlaskClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.does(NextStage(sure=True))
    monkeypatch.setattr(suggesting, "_asking", {room.meeting})
    answer = as_ana.post(room.path, json={})
    assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many")

    suggesting._asking.clear()
    answers = [as_ana.post(room.path, json={}).status_code for _ in range(limits.GROUPS.free)]
    assert answers == [200] * (limits.GROUPS.free - 1) + [429]


def sorted_as_shown(room: Room) -> list[str]:
    with database.read() as session:
        shown = read_state(session, room.meeting).cards
    return sorted(room.cards[:2], key=lambda card: shown[card].pos)


def test_nothing_is_suggested_while_cards_are_hidden_or_to_others(app: Flask, running: Running) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    path = f"/room/{running.meeting}/groups"
    answer = running.leader.post(path, json={})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "wrong_stage")
    answer = running.participant.post(path, json={})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "not_allowed")
