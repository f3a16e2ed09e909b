"""Whoever is to be told something is found by the one statement that looks for them."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from flask import Flask
from reminders.conftest import TODAY, Give, Hand
from sqlalchemy import and_, select

from facilitator import clock, database
from facilitator.log.entry.tables import Action
from facilitator.reminders import due
from facilitator.reminders.pending import may_be_due
from facilitator.reminders.tables import Reminder

DAYS = (None, *(TODAY + timedelta(days) for days in (-8, -1, 0, 1, 3, 4)))
FIRST_ZONE = "Pacific/Kiritimati"
"""Where a letter may be due first: the day of which the statement must not miss."""
STATES = (("open", None), ("done", 0), ("dropped", 0))


def test_none_is_missed(app: Flask, hand: Hand, give: Give) -> None:
    with app.app_context():
        none_is_missed(hand, give)


def none_is_missed(hand: Hand, give: Give) -> None:
    row = give("Ana")
    here, since = clock.today(FIRST_ZONE), hand.at - 1000
    told = [None, *product(("new", "soon", "today", "overdue", "ask"), DAYS, (-8, -7, -1))]
    due_now = set()
    with database.session() as session:
        for number, (day, (state, done_at), before) in enumerate(product(DAYS, STATES, told)):
            action = Action(
                id=f"action-{number}", entry_id=row.entry_id, pos=number + 1, kind="step", due=day
            )
            action.state, action.done_at, action.created_at, action.updated_at = state, done_at, 0, 0
            action.worked = ""
            session.add(action)
            reminder = None
            if before:
                part, told_due, days = before
                reminder = Reminder(action_id=action.id, person="p", part=part, due=told_due)
                reminder.day = here + timedelta(days)
                session.flush()
                session.add(reminder)
            if due.part_for(action, reminder, here, since):
                due_now.add(action.id)
        session.flush()
        of_them = and_(Reminder.action_id == Action.id, Reminder.person == "p")
        found = set(
            session.scalars(select(Action.id).outerjoin(Reminder, of_them).where(may_be_due(hand.at)))
        )
    assert len(due_now) > 100
    assert due_now <= found
    assert len(found) < 2 * len(due_now)
