"""Templates: the agenda, the columns and the ground rules of a meeting, kept for other meetings of the organisation.

Everybody with an account sees and uses them. Whoever kept one, and admins, rename it and take it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.characters import tidy
from facilitator.fields import Strict, Text
from facilitator.lookalikes import lookalike
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room.plan import plan_of
from facilitator.room.tables import TemplateRow
from facilitator.tokens import new_id

MOST_TEMPLATES = 100
LONGEST_NAME = 60


class TemplateSchema(Strict):
    name = Text(LONGEST_NAME, min=1, required=True, empty="Give it a name that others recognise.")


def all_of(session: Session) -> Sequence[TemplateRow]:
    """All templates, by their names."""
    return sorted(session.scalars(select(TemplateRow)), key=lambda each: (each.name.casefold(), each.id))


def template_at(session: Session, template_id: str) -> TemplateRow:
    """The template with this id.

    :raises Refused: ``no_template``
    """
    found = session.get(TemplateRow, template_id)
    if found is None:
        raise Refused("no_template", "There is no such template any more. Choose another one.", 404)
    return found


def plan_in(row: TemplateRow) -> dict[str, Any]:
    """The plan of a template, without empty ground rules, which an older one may have."""
    return row.plan | {"rules": [rule for rule in row.plan["rules"] if tidy(rule)]}


def keep(session: Session, account: Account, name: str, meeting: Meeting, now: int) -> TemplateRow:
    """Keep the plan of a meeting as a template, in the caller's transaction.

    :raises Refused: ``name_taken``, ``too_many``
    """
    _hold(session)
    if (session.scalar(select(func.count()).select_from(TemplateRow)) or 0) >= MOST_TEMPLATES:
        raise Refused("too_many", f"There are {MOST_TEMPLATES} templates. Take one away first.")
    _refuse_taken(session, name)
    plan = plan_of(meeting)
    # Another meeting's cards have nothing to do with this one's columns.
    plan["columns"] = [column | {"id": ""} for column in plan["columns"]]
    row = TemplateRow(id=new_id(), name=name, account_id=account.id, plan=plan, created_at=now)
    session.add(row)
    return row


def rename(session: Session, template_id: str, account: Account, name: str) -> None:
    """Give a template another name.

    :raises Refused: ``no_template``, ``not_allowed``, ``name_taken``
    """
    _hold(session)
    row = _own(session, template_id, account)
    _refuse_taken(session, name, but=row)
    row.name = name


def remove(session: Session, template_id: str, account: Account) -> str:
    """Take a template away. Meetings that began with it stay as they are. Returns its name.

    :raises Refused: ``no_template``, ``not_allowed``
    """
    row = _own(session, template_id, account)
    session.delete(row)
    return row.name


def may_change(row: TemplateRow, account: Account) -> bool:
    return account.role == "admin" or row.account_id == account.id


def any_has_rules(session: Session, rules: Sequence[str]) -> bool:
    """Whether some template has just these ground rules."""
    return any(plan_in(row)["rules"] == list(rules) for row in session.scalars(select(TemplateRow)))


def _own(session: Session, template_id: str, account: Account) -> TemplateRow:
    row = template_at(session, template_id)
    if not may_change(row, account):
        raise Refused("not_allowed", "Only whoever kept this template, or an admin, changes it.", 403)
    return row


def _refuse_taken(session: Session, name: str, but: TemplateRow | None = None) -> None:
    if other := lookalike(name, (row.name for row in all_of(session) if row is not but)):
        raise Refused("name_taken", f"There is a template called “{other}”. Call this one something else.")


def _hold(session: Session) -> None:
    """Wait until nobody else names a template."""
    database.hold(session, "templates")
