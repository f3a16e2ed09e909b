"""The part of a form that has a plan: its agenda, columns and ground rules, as it is read and shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from werkzeug.datastructures import MultiDict

from facilitator.characters import tidy
from facilitator.forms import Form, sent_number, sent_rows, sentences
from facilitator.meeting import agenda
from facilitator.meeting.columns import TEXTS
from facilitator.meeting.commands import MOST
from facilitator.room.agenda_form import HOW_TO_WRITE, seconds_of, stage_rows, whole_minutes

MOST_ROWS = 2 * max(MOST["timeline"], MOST["rules"], MOST["columns"])
"""A form is shown again with so many rows of a list: with more than a person would write, the page would be huge."""
_COLUMN = ("id", "title", "hint", "counts_as")
_BEFORE = ("title_was", "hint_was")
_USUAL_QUESTIONS = frozenset(hint for _, hint in TEXTS.values())
FORM_BYTES = 256 * 1024
"""The limit for a form's body. The recount of a meeting may have 12 000 characters of up to nine bytes each."""


@dataclass(frozen=True, kw_only=True)
class PlanForm(Form):
    """The values of a form that has a plan. ``agenda_minutes`` is the length its agenda was made for."""

    stages: tuple[Mapping[str, str], ...] = ()
    agenda_minutes: int = 60
    columns: tuple[Mapping[str, str], ...] = ()
    rules: tuple[str, ...] = ()


def shown_plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a `PlanForm` that show a plan, given in the words of `PlanSchema`."""
    stages = [agenda.stage(row["kind"], row["seconds"], row["title"]) for row in plan["agenda"]]
    return {
        "stages": stage_rows(stages),
        "agenda_minutes": whole_minutes(stages),
        "columns": tuple(row | {"hint_was": _if_usual(row["hint"])} for row in plan["columns"]),
        "rules": tuple(plan["rules"]),
    }


def plan_as_typed(form: MultiDict[str, str]) -> dict[str, Any]:
    """The parts of a `PlanForm` that show a plan as it was sent."""
    return {
        "stages": _stages(form),
        "agenda_minutes": sent_number(form, "agenda_minutes"),
        "columns": _columns(form)[:MOST_ROWS],
        "rules": _rules(form)[:MOST_ROWS],
    }


def sent_plan(form: MultiDict[str, str]) -> dict[str, Any]:
    """The plan of the form for `PlanSchema`, besides its ``minutes``.

    An agenda that nobody edited is None; the schema then makes one from the length.
    """
    data: dict[str, Any] = {"agenda": _edited_agenda(form)}
    if "columns_shown" in form:
        data["columns"] = [{name: row[name] for name in _COLUMN} for row in _columns(form)]
    if "rules_shown" in form:
        data["rules"] = list(_rules(form))
    return data


def error_sentences(messages: Any, field_of: Callable[[str], str] = str) -> dict[str, str]:
    """A sentence for each wrong field, as `sentences` gives them.

    The rules speak of seconds, but the form's fields are minutes, so the sentence is replaced.
    """
    found = sentences(messages, field_of)
    return {name: HOW_TO_WRITE if name.endswith("-seconds") else said for name, said in found.items()}


def _columns(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the columns in which something is filled in, with what each was called and asked before."""
    rows = sent_rows(form, "column_", _COLUMN)
    before = chain(sent_rows(form, "column_", _BEFORE), repeat(dict.fromkeys(_BEFORE, "")))
    typed = (_without_old_question(row | was) for row, was in zip(rows, before, strict=False))
    return tuple(row for row in typed if tidy(row["title"]) or tidy(row["hint"]))


def _without_old_question(row: dict[str, str]) -> dict[str, str]:
    """A row that was renamed and still asks the usual question asks nothing: that was the old title's.

    A question that somebody wrote stays, and so does a usual one that is written once more. A page with a script
    empties it at once.
    """
    row["hint_was"] = _if_usual(row["hint_was"])
    is_renamed = tidy(row["title"]) not in {"", tidy(row["title_was"])}
    is_old = row["hint_was"] and tidy(row["hint"]) == row["hint_was"]
    return row | {"hint": "", "hint_was": ""} if is_renamed and is_old else row


def _if_usual(hint: str) -> str:
    """The question, if it is one of the usual columns; those go with their titles."""
    return tidy(hint) if tidy(hint) in _USUAL_QUESTIONS else ""


def _rules(form: MultiDict[str, str]) -> tuple[str, ...]:
    return tuple(text for text in form.getlist("rule") if tidy(text))


def _stages(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of the agenda that have minutes. A row without minutes removes its stage."""
    rows = sent_rows(form, "stage_", ("kind", "title", "minutes"))
    return tuple(row for row in rows if row["minutes"].strip())


def _edited_agenda(form: MultiDict[str, str]) -> list[dict[str, Any]] | None:
    rows, minutes = _stages(form), sent_number(form, "agenda_minutes")
    if not form.getlist("stage_kind"):
        return None
    possible = agenda.SHORTEST_MINUTES <= minutes <= agenda.LONGEST_MINUTES
    if possible and rows == stage_rows(agenda.standard(minutes)):
        return None
    return [
        {"kind": row["kind"], "title": row["title"], "seconds": seconds_of(row["minutes"])} for row in rows
    ]
