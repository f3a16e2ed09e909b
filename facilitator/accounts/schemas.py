"""The schemas of the accounts' forms, with the error sentences for their fields."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from facilitator.accounts.administration import ROLES
from facilitator.accounts.passwords import SHORTEST, is_guessable
from facilitator.accounts.people import SCOPES
from facilitator.accounts.tables import EMAIL_LENGTH
from facilitator.fields import NO_SUCH_ZONE, Name, Text, Zone, one_of
from facilitator.outbox import mail_addresses

TOKEN_DAYS = (30, 90, 365)


class Email(Name):
    """An e-mail address, in lower case."""

    def __init__(self, *, required: bool = True) -> None:
        sentence = "Write an address like ana@example.org."
        super().__init__(EMAIL_LENGTH, min=1, required=required, empty=sentence)
        self.validators.append(validate.Email(error=sentence))

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        return super()._deserialize(value, attr, data, **more).lower()


class Reachable(Email):
    """An e-mail address to which a letter can be sent, whatever the mail servers on the way know."""

    _SENTENCE = (
        "Letters cannot be sent to this address: before the @ there may be no letters like ü or é, and after it no ß. "
        "Is there another one?"
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        address = super()._deserialize(value, attr, data, **more)
        # Checked after the others: what is no address at all is told so.
        if "@" in address and not mail_addresses.is_deliverable(address):
            raise ValidationError(self._SENTENCE)
        return address


GUESSABLE = "That is easy to guess. Take a few words that have nothing to do with you."


class NewPasswordSchema(Schema):
    """A password to be chosen. It must not be one of those that are tried first.

    :param own: what others know of the person, such as the name and the address.
    :param refuses_guessable: false where such a password is only to be warned about: see ``is_guessable``.
    """

    _SHORT = f"That is short: at least {SHORTEST} characters, please."

    password = fields.String(
        required=True,
        validate=[
            validate.Length(min=SHORTEST, error=_SHORT),
            validate.Length(max=200, error="At most 200 characters, please."),
        ],
        error_messages={"required": _SHORT, "null": _SHORT},
    )

    def __init__(self, *own: str, refuses_guessable: bool = True) -> None:
        super().__init__()
        self.own = own
        self.refuses_guessable = refuses_guessable

    def is_guessable(self, data: dict[str, str]) -> bool:
        return is_guessable(data["password"], *self.own, data.get("name", ""), data.get("email", ""))

    @validates_schema
    def _is_hard_to_guess(self, data: dict[str, str], **_more: Any) -> None:
        if self.refuses_guessable and self.is_guessable(data):
            raise ValidationError({"password": [GUESSABLE]})


class NameSchema(Schema):
    name = Name(80, min=1, required=True, empty="Write the name by which people know you.")


class ZoneSchema(Schema):
    zone = Zone(required=True, error_messages={"required": NO_SUCH_ZONE})


class AddressSchema(Schema):
    """Where a letter goes."""

    email = Reachable()


class AccountSchema(NameSchema, NewPasswordSchema):
    email = Email()


class SignInSchema(Schema):
    email = Name(EMAIL_LENGTH, min=1, required=True, empty="Write your e-mail address.")
    password = fields.String(required=True, validate=validate.Length(max=1000))


class CurrentPasswordSchema(Schema):
    current = fields.String(required=True, validate=validate.Length(max=1000))


class PasswordSchema(CurrentPasswordSchema, NewPasswordSchema):
    """A new password, and the one of now."""


class CodeSchema(Schema):
    code = Text(60, min=1, required=True, empty="Write the code that your app shows.")


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
    """A token to be made. ``days`` is empty for one that never expires."""

    name = Name(80, min=1, required=True, empty="Write which program it is for.")
    scope = fields.String(load_default="write", validate=one_of(SCOPES))
    days = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=one_of(TOKEN_DAYS),
        error_messages={"invalid": "Choose how long it is good for."},
    )

    @pre_load
    def _empty_is_none(self, data: dict[str, str], **_more: Any) -> dict[str, str | None]:
        return {name: None if (name, value) == ("days", "") else value for name, value in data.items()}
