"""The schemas of socket messages: one for each command, made from the command's own fields.

The limits are in the metadata of `facilitator.meeting.commands` only. Here they become validation rules.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass
from dataclasses import fields as fields_of
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from marshmallow import ValidationError, fields, post_load, validate

from facilitator.fields import Day, Flag, Id, Name, Strict, Text, WholeNumber, at_most, one_of, sentence_of
from facilitator.meeting.commands import WIRE_COMMANDS, Command
from facilitator.refused import Refused

HIGHEST_SEQ = 2**53 - 1
"""The highest whole number that every JSON parser can represent exactly."""

# Texts that are always shown on one line, by their names and by their sorts. All others keep their line breaks.
_ONE_LINE = frozenset({"name", "title", "at"})
_ONE_LINE_SORTS = frozenset({"rule"})
# Texts, by their sort in the limits, that say who somebody is.
_PEOPLE = frozenset({"name", "owner"})
# A command's field with one of these names would replace an attribute of the schema, so it is refused.
_TAKEN = frozenset(dir(Strict))


@dataclass(frozen=True)
class Envelope:
    """One command as it is sent. Because of ``id``, it is carried out once even if it is sent again."""

    id: str
    name: str
    data: dict[str, Any]


class EnvelopeSchema(Strict):
    id = Id(required=True)
    name = fields.String(required=True)
    data = fields.Dict(load_default=dict)

    @post_load
    def as_envelope(self, data: dict[str, Any], **_: Any) -> Envelope:
        return Envelope(**data)


class CheckSchema(Strict):
    seq = WholeNumber(0, HIGHEST_SEQ, required=True)


class TokenSchema(Strict):
    """The credentials with which a program connects. ``screen``: as a shared screen, which only looks."""

    meeting = Id(required=True)
    screen = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    token = fields.String(required=True, validate=validate.Length(max=100))


class CookieSchema(Strict):
    """The credentials with which a browser connects, besides its seat cookie. ``screen``: as for a program."""

    meeting = Id(required=True)
    screen = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    csrf = fields.String(required=True, validate=validate.Length(max=500))


class _Made(Strict):
    """A schema that loads an instance of the dataclass ``makes``."""

    makes: type[Any]

    @post_load
    def as_made(self, data: dict[str, Any], **_: Any) -> Any:
        return self.makes(**data)


def envelope(given: Any) -> Envelope:
    """The checked envelope of a command.

    :raises Refused: ``invalid``.
    """
    return cast(Envelope, load(EnvelopeSchema, given))


def command(name: str, data: Any) -> Command:
    """The command with this wire name and data.

    :raises Refused: ``unknown_command``, or ``invalid`` with a sentence for the first wrong field.
    """
    schema = SCHEMAS.get(name)
    if schema is None:
        raise Refused("unknown_command", "There is no such command. docs/wire.md lists those there are.")
    return cast(Command, load(schema, data))


def load(schema: type[Strict], data: Any) -> Any:
    """The data as the schema loads it.

    :raises Refused: ``invalid``.
    """
    try:
        return _made(schema).load(data)
    except ValidationError as error:
        raise Refused("invalid", sentence_of(error), 422) from error


@cache
def _made(schema: type[Strict]) -> Strict:
    """An instance of the schema. To make one copies all its fields; it keeps nothing of what it loads."""
    return schema()


def schema_for(makes: type[Any]) -> type[Strict]:
    """A schema with the fields, types and limits of the dataclass `makes`."""
    hints = get_type_hints(makes)
    made = {item.name: _field(item, hints[item.name]) for item in fields_of(makes)}
    if clash := made.keys() & _TAKEN:
        raise TypeError(f"{makes.__name__} has fields that a schema cannot have: {sorted(clash)}")
    return cast(type[Strict], type(f"{makes.__name__}Schema", (_Made,), made | {"makes": makes}))


def _field(item: Field[Any], hint: Any) -> fields.Field[Any]:
    more: dict[str, Any] = {"required": item.default is MISSING and item.default_factory is MISSING}
    rules = item.metadata
    if get_origin(hint) is tuple:
        return _list(rules, get_args(hint)[0], more)
    hint = _present(hint)
    if get_origin(hint) is Literal:
        return fields.String(validate=one_of(get_args(hint)), **more)
    if hint is bool:
        return Flag(**more)
    if hint is int:
        return WholeNumber(rules["min"], rules["max"], **more)
    return _text(item, more)


def _text(item: Field[Any], more: dict[str, Any]) -> fields.Field[Any]:
    rules = item.metadata
    if "id" in rules:
        return Id(empty="empty" in rules, **more)
    if "date" in rules:
        return Day(**more)
    if rules["sort"] in _PEOPLE:
        return Name(rules["max"], min=rules["min"], **more)
    one_line = item.name in _ONE_LINE or rules["sort"] in _ONE_LINE_SORTS
    return Text(rules["max"], min=rules["min"], lines=not one_line, **more)


def _list(rules: Any, inner: Any, more: dict[str, Any]) -> fields.Field[Any]:
    of: fields.Field[Any] = Id() if inner is str else fields.Nested(schema_for(inner))
    return _Tuple(of, validate=at_most(rules["items"]), **more)


class _Tuple(fields.List[Any]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **more))


def _present(hint: Any) -> Any:
    """The type of a field without its ``None``: an optional field may be left out, but null is refused."""
    if type(None) not in get_args(hint):
        return hint
    return next(option for option in get_args(hint) if option is not type(None))


SCHEMAS = {name: schema_for(kind) for name, kind in WIRE_COMMANDS.items()}
