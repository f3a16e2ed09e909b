"""Forms of pages: reading what was sent, and showing the form again with an error beside each wrong field.

A refused form shows all values as they were typed, except passwords. The macros that draw the fields are in
templates/partials/fields.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError
from werkzeug.datastructures import MultiDict

from facilitator.fields import sentences_in
from facilitator.refused import Refused

_NEVER_SHOWN = frozenset({"password", "current", "csrf_token"})


@dataclass(frozen=True, kw_only=True)
class Form:
    """The values and errors that a form shows.

    :param values: the text of each field, by the field's name.
    :param errors: one sentence for each field that does not fit, by the field's name.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def load_sent(schema: Schema) -> Any:
    """The request's form as the schema loads it. Fields that the schema does not have are ignored.

    :raises ValidationError: for wrong fields; pass it to `form_as_sent`.
    """
    return schema.load(request.form.to_dict(), unknown=EXCLUDE)


def form_as_sent(invalid: ValidationError) -> Form:
    """The request's form as it was sent, with the errors but without passwords."""
    typed = {name: value for name, value in request.form.items() if name not in _NEVER_SHOWN}
    return Form(values=typed, errors=sentences(invalid.messages))


def beside_name(wrong: ValidationError | Refused) -> ValidationError:
    """What is wrong, by field: that a name is taken, or one too many, is told beside the name.

    :raises Refused: any other refusal, also of what came too often, which has the same code as one too many
    """
    if isinstance(wrong, ValidationError):
        return wrong
    if wrong.code not in {"name_taken", "too_many"} or wrong.status == 429:
        raise wrong
    return ValidationError({"name": [wrong.message]})


def sentences(messages: Any, field_of: Callable[[str], str] = str) -> dict[str, str]:
    """The first error sentence for each wrong field.

    :param messages: a `ValidationError`'s messages: a sentence, a list of them, or a mapping of these.
    :param field_of: the form's field for a path of the schema, such as ``timeline-0-what``.
    """
    return {field_of("-".join(path)): sentence for path, sentence in sentences_in(messages)}


def first_sentence(messages: Any) -> str:
    """The first error sentence in a `ValidationError`'s messages."""
    return next(iter(sentences(messages).values()))


def sent_rows(form: MultiDict[str, str], prefix: str, names: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a form's list, in the order of the page.

    :param prefix: what the names of its fields begin with: ``stage_`` of ``stage_title``.
    :param names: the rest of these names, which are the keys of each row.
    """
    columns = (form.getlist(f"{prefix}{name}") for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]


def sent_list(form: MultiDict[str, str], name: str) -> list[str]:
    """The items of a field with a comma-separated list, such as tags."""
    return [item.strip() for item in form.get(name, "").split(",") if item.strip()]


def sent_number(form: MultiDict[str, str], name: str) -> int:
    """The number in a hidden field of our own page; 0 if it is missing or no number."""
    sent = form.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0
