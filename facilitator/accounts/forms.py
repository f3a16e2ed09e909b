"""What the forms of this slice take, and the sentence beside a field that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from facilitator.fields import Text


class Email(Text):
    """An e-mail address, in lower case."""

    def __init__(self) -> None:
        sentence = "Write an address like ana@example.org."
        super().__init__(254, min=1, required=True, empty=sentence)
        self.validators.append(validate.Email(error=sentence))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        return super()._deserialize(value, attr, data, **more).lower()


def _password() -> fields.String:
    short, long = "That is short: at least 10 characters, please.", "At most 200 characters, please."
    return fields.String(
        required=True,
        validate=[validate.Length(min=10, error=short), validate.Length(max=200, error=long)],
        error_messages={"required": short, "null": short},
    )


class NameSchema(Schema):
    name = Text(80, min=1, required=True, empty="Write the name by which people know you.")


class AccountSchema(NameSchema):
    email = Email()
    password = _password()


class SignInSchema(Schema):
    email = Text(254, min=1, required=True, empty="Write your e-mail address.")
    password = fields.String(required=True, validate=validate.Length(max=1000))


class PasswordSchema(Schema):
    current = fields.String(required=True, validate=validate.Length(max=1000))
    password = _password()


@dataclass(frozen=True)
class Form:
    """A form as it was sent: what to show in it, and what to say beside which field."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def first_sentences(refusal: ValidationError) -> dict[str, str]:
    """One sentence for each field that does not fit."""
    said: Any = refusal.messages
    return {name: str(sentences[0]) for name, sentences in said.items()}
