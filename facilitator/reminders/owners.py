"""Whoever gets reminders, and what stands in their letter."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator import clock, web
from facilitator.log.entry.tables import Action
from facilitator.reminders.tables import Reminder
from facilitator.tokens import derived_token


@dataclass(frozen=True)
class Item:
    """An action in a letter.

    :param part: the part of the letter, see `due`.
    :param entry_title: the title of its entry.
    :param url: where its reader says what came of it.
    :param person: under which name it is noted as told, see `Reminder`.
    :param told: what was told of it before.
    """

    action: Action
    part: str
    entry_title: str
    url: str
    person: str
    told: Reminder | None

    def note(self, session: Session, day: datetime.date) -> None:
        """Note that it stands in the letter of this day."""
        row = self.told or Reminder(action_id=self.action.id, person=self.person)
        row.part, row.due, row.day = self.part, self.action.due, day
        session.add(row)


@dataclass(frozen=True)
class Owner(ABC):
    """Somebody who has actions, and an address.

    :param id: the id of the account, or the key of the address of somebody without one.
    """

    id: str
    name: str
    address: str
    zone: str

    @classmethod
    @abstractmethod
    def waiting(cls, session: Session, now: int) -> Sequence[str]:
        """The ids of those who may have to be told something now."""

    @classmethod
    @abstractmethod
    def find(cls, session: Session, owner_id: str) -> Owner | None:
        """The owner with this id, if they are to be reminded."""

    @abstractmethod
    def items(self, session: Session, now: int) -> list[Item]:
        """What they are to be told on the present day, the most urgent first."""

    def today(self, now: int) -> datetime.date:
        return clock.day_of(now, self.zone)

    @property
    def end_url(self) -> str:
        """The address of the page that ends their reminders."""
        return web.external_url(f"/reminders/{self.id}/{end_token(self.id)}")


def end_token(owner_id: str) -> str:
    """The secret part of the link that ends the reminders of an owner. It is stored nowhere."""
    return derived_token(f"reminders:{owner_id}")
