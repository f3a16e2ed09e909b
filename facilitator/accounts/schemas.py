"""The schemas of the accounts' forms, with the error sentences for their fields."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, pre_load, validate

from facilitator.accounts.administration import ROLES
from facilitator.accounts.tables import EMAIL_LENGTH
from facilitator.fields import Text


class Email(Text):
    """An e-mail address, in lower case."""

    def __init__(self, *, required: bool = True) -> None:
        sentence = "Write an address like ana@example.org."
        super().__init__(EMAIL_LENGTH, min=1, required=required, empty=sentence)
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
    email = Text(EMAIL_LENGTH, min=1, required=True, empty="Write your e-mail address.")
    password = fields.String(required=True, validate=validate.Length(max=1000))


class NewPasswordSchema(Schema):
    password = _password()


class PasswordSchema(NewPasswordSchema):
    current = fields.String(required=True, validate=validate.Length(max=1000))


class ForgotSchema(Schema):
    email = Email()


class RoleSchema(Schema):
    role = fields.String(
        required=True,
        validate=validate.OneOf(ROLES, error="Choose one of the two."),
        error_messages={"required": "Choose one of the two."},
    )


class InvitationSchema(RoleSchema):
    email = Email(required=False)

    @pre_load
    def _empty_is_none(self, data: dict[str, str], **_more: Any) -> dict[str, str]:
        return {name: value for name, value in data.items() if name != "email" or value.strip()}


class TokenSchema(Schema):
    name = Text(80, min=1, required=True, empty="Write which program it is for.")
