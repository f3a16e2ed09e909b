"""Templates: the agenda, the columns and the ground rules of a meeting, kept for other meetings of the organisation.

Everybody with an account sees and uses them. Whoever kept one, and admins, change it and take it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import post_load
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import named
from facilitator.accounts.tables import Account
from facilitator.characters import tidy
from facilitator.fields import Strict, Text
from facilitator.meeting.columns import usual_columns
from facilitator.meeting.ground_rules import TEXTS
from facilitator.meeting.model import Meeting
from facilitator.refused import Refused
from facilitator.room.plan import PLAN, PlanSchema, in_words, plan_of
from facilitator.room.tables import TemplateRow
from facilitator.tokens import new_id

MOST_TEMPLATES = 100
LONGEST_NAME = 60


class NameSchema(Strict):
    name = Text(LONGEST_NAME, min=1, required=True, empty="Give it a name that others recognise.")


class NewTemplateSchema(PlanSchema, NameSchema):
    """A template as it is sent. `load` gives its name and its whole plan, in the words in which it is kept."""

    @post_load
    def as_details(self, data: dict[str, Any], **more: Any) -> dict[str, Any]:
        data = super().as_details(data, **more)
        columns = usual_columns() if data["columns"] is None else data["columns"]
        rules = TEXTS if data["rules"] is None else data["rules"]
        return {"name": data["name"], **_of_no_meeting(in_words(data["stages"], columns, rules))}


def all_of(session: Session) -> Sequence[TemplateRow]:
    """All templates, by their names."""
    return named.by_name(session.scalars(select(TemplateRow)))


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


def in_full(row: TemplateRow) -> dict[str, Any]:
    """The name and the plan of a template, as `NewTemplateSchema` gives them."""
    return {"name": row.name, **plan_in(row)}


def keep(session: Session, account: Account, name: str, meeting: Meeting, now: int) -> TemplateRow:
    """Keep the plan of a meeting as a template, in the caller's transaction.

    :raises Refused: ``name_taken``, ``too_many``
    """
    return make(session, account, {"name": name, **_of_no_meeting(plan_of(meeting))}, now)


def make(session: Session, account: Account, sent: Mapping[str, Any], now: int) -> TemplateRow:
    """Make a template of what `NewTemplateSchema` gives, in the caller's transaction.

    :raises Refused: ``name_taken``, ``too_many``
    """
    named.hold(session, TemplateRow)
    if (session.scalar(select(func.count()).select_from(TemplateRow)) or 0) >= MOST_TEMPLATES:
        raise Refused("too_many", f"There are {MOST_TEMPLATES} templates. Take one away first.")
    named.refuse_taken(session, TemplateRow, sent["name"], what="template")
    row = TemplateRow(id=new_id(), account_id=account.id, created_at=now, version=1)
    _write(row, sent)
    session.add(row)
    return row


def template_to_change(session: Session, template_id: str, account: Account) -> TemplateRow:
    """The template with this id, for whoever may change it. Others who change one wait until the transaction ends.

    :raises Refused: ``no_template``, ``not_allowed``
    """
    named.hold(session, TemplateRow)
    return own(session, template_id, account)


def change(session: Session, row: TemplateRow, sent: Mapping[str, Any]) -> None:
    """Let a template be what `NewTemplateSchema` gives. `template_to_change` gave the row, in this transaction.

    :raises Refused: ``name_taken``
    """
    if sent == in_full(row):
        return
    named.refuse_taken(session, TemplateRow, sent["name"], what="template", but=row)
    _write(row, sent)
    row.version += 1


def own(session: Session, template_id: str, account: Account) -> TemplateRow:
    """The template with this id, as it is shown to whoever may change it.

    :raises Refused: ``no_template``, ``not_allowed``
    """
    row = template_at(session, template_id)
    if not may_change(row, account):
        raise Refused("not_allowed", "Only whoever kept this template, or an admin, changes it.", 403)
    return row


def may_change(row: TemplateRow, account: Account) -> bool:
    return account.role == "admin" or row.account_id == account.id


def any_has_rules(session: Session, rules: Sequence[str]) -> bool:
    """Whether some template has just these ground rules."""
    return any(plan_in(row)["rules"] == list(rules) for row in session.scalars(select(TemplateRow)))


def _write(row: TemplateRow, sent: Mapping[str, Any]) -> None:
    row.name, row.plan = sent["name"], {part: sent[part] for part in PLAN}


def _of_no_meeting(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan without the ids of its columns: cards of one meeting have nothing to do with columns of another."""
    return {**plan, "columns": [column | {"id": ""} for column in plan["columns"]]}
