"""The form of an entry: reading the fields that were sent, and showing it with the errors beside them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from facilitator.characters import tidy
from facilitator.forms import Form, sent_list, sent_number, sent_rows, sentences
from facilitator.log.entry.content import ON_ITS_PAGE, TEXTS, Action, Content
from facilitator.log.entry.schemas import schema_for

PLAIN = ("title", "date", "category", "outcome", *TEXTS)
ACTION = tuple(each.name for each in fields(Action) if each.name not in ON_ITS_PAGE)


@dataclass(frozen=True, kw_only=True)
class EntryForm(Form):
    """The values that the form of an entry shows.

    ``version`` is the version of the entry that was edited; 0 for a new entry. ``clashing`` are the names of
    the fields that somebody else changed at the same time.
    """

    entry_id: str
    version: int
    learned: tuple[str, ...] = ()
    actions: tuple[Mapping[str, str], ...] = ()
    clashing: Collection[str] = ()

    def has(self, *names: str) -> bool:
        """Whether one of these fields has a value, an error or a clash."""
        return any(self.values.get(name) for name in names) or self.needs_a_look(*names)

    def needs_a_look(self, *names: str) -> bool:
        """Whether one of these fields has an error or a clash."""
        return any(name in self.errors or name in self.clashing for name in names)


def blank_form(entry_id: str, today: datetime.date) -> EntryForm:
    """The form of a new entry."""
    values = {"date": today.isoformat(), "category": "other"}
    return EntryForm(entry_id=entry_id, version=0, values=values)


def form_of_content(
    entry_id: str, version: int, content: Content, clashing: Collection[str] = ()
) -> EntryForm:
    """The form that shows this content."""
    values = {name: getattr(content, name) for name in PLAIN if name != "date"}
    values |= {"date": content.date.isoformat(), "tags": ", ".join(content.tags)}
    actions = tuple(
        {name: _text(getattr(action, name)) for name in ACTION} | {"state": action.state}
        for action in content.actions
    )
    return EntryForm(
        entry_id=entry_id,
        version=version,
        values=values,
        learned=content.learned,
        actions=actions,
        clashing=clashing,
    )


def form_as_sent(form: MultiDict[str, str], entry_id: str, errors: Mapping[str, str]) -> EntryForm:
    """The form as it was sent, with the errors."""
    values = {name: form.get(name, "") for name in (*PLAIN, "tags")}
    return EntryForm(
        entry_id=entry_id,
        version=sent_version(form),
        values=values,
        learned=_learned(form),
        actions=_actions(form),
        errors=errors,
    )


def read_content(form: MultiDict[str, str], *, draft: bool = False, group: bool = False) -> Content:
    """The content that was sent.

    :param draft: whether all fields may be empty.
    :param group: whether the entry is from a meeting, and so may have no learning.
    :raises ValidationError: with a sentence for each field that is wrong; see `error_sentences`.
    """
    content: Content = schema_for(draft=draft, group=group).load(_data_of(form, draft))
    return content


def error_sentences(invalid: ValidationError) -> dict[str, str]:
    """A sentence for each wrong field, by the name of the field in the form."""
    return sentences(invalid.messages, _field_of)


def sent_version(form: MultiDict[str, str]) -> int:
    """The version of the entry that the sent form was edited from."""
    return sent_number(form, "version")


def _field_of(path: str) -> str:
    return "learned" if path.startswith("learned-") else path


def _data_of(form: MultiDict[str, str], draft: bool) -> dict[str, Any]:
    data: dict[str, Any] = {name: form[name] for name in PLAIN if name in form}
    if draft and not form.get("date", "").strip():
        data.pop("date", None)
    data["tags"] = sent_list(form, "tags")
    data["learned"] = list(_learned(form))
    data["actions"] = [
        {name: value for name, value in row.items() if value or name != "due"} for row in _actions(form)
    ]
    return data


def _learned(form: MultiDict[str, str]) -> tuple[str, ...]:
    return tuple(text for text in form.getlist("learned") if tidy(text))


def _actions(form: MultiDict[str, str]) -> tuple[Mapping[str, str], ...]:
    """The rows of actions in which something is filled in, in the order of the page."""
    rows = sent_rows(form, "action_", ACTION)
    written = set(ACTION) - {"id", "kind"}
    return tuple(row for row in rows if any(tidy(row[name]) for name in written))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value or "")
