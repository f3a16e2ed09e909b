"""The parts of schemas that check input from forms, the API and sockets alike.

It has the base class of strict schemas, the types of fields, and the error sentences.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar
from urllib.parse import urlsplit

from marshmallow import RAISE, Schema, ValidationError, fields, missing, validate

from facilitator import clock
from facilitator.characters import tidy, tidy_name

HOW_TO_DATE = "Write the date like 2026-03-09T14:00:00+01:00, with the time zone's offset."
NO_ADDRESS = "Paste the whole address, beginning with https:// or http://, without a password in it."
NO_PLAIN_SERVER = (
    "Write the server with letters from a to z, digits, dots and hyphens. For a name with others, paste the form "
    "that begins with xn--."
)
NO_NULL = "Leave it out to keep it as it is, or send what it shall be."
NO_SUCH_ZONE = "There is no such time zone. Write its region and a city, such as Europe/Berlin."
TAG_LENGTH = 40
# A name this many times as long as it may be does not fit, however much of it is invisible.
_HOPELESS = 10
_PLAIN_SERVER = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
ID = re.compile(r"[A-Za-z0-9_-]{16,32}")


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without duplicates and empty ones. Texts that differ only in case count as equal."""
    first: dict[str, str] = {}
    for text in filter(None, texts):
        first.setdefault(text.casefold(), text)
    return tuple(first.values())


def one_of(choices: tuple[Any, ...]) -> validate.OneOf:
    """A validation rule for one of these choices. Its error sentence names them."""
    return validate.OneOf(
        choices, error=f"Choose one of: {', '.join(str(each) for each in choices if each != '')}."
    )


def at_most(number: int, what: str = "") -> validate.Length:
    """A validation rule for lists of at most `number` items.

    :param what: the items' name in the error sentence, such as ``tags``.
    """
    return validate.Length(max=number, error=f"At most {number}{f' {what}' if what else ''}, please.")


class Strict(Schema):
    """The base class of schemas that refuse unknown fields."""

    error_messages = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": "There is no such field.",
        "type": "This needs to be an object.",
    }

    class Meta:
        unknown = RAISE


class Change(Strict):
    """The base class of schemas of which some fields may be sent; it comes before the schema of the whole.

    What is left out stays as it is, so no field has a default: a client that is made from the document would
    send it. Rows inside of a field are whole. Null is refused, except in the fields that it empties: as one more
    word for the default, it would replace what is there.
    """

    emptied_by_null: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        super().__init__(partial=tuple(self._declared_fields))
        for name, field in self.fields.items():
            field.load_default = missing
            if field.allow_none and name not in self.emptied_by_null:
                field.allow_none = False
                field.error_messages = field.error_messages | {"null": NO_NULL}


class Text(fields.String):
    """Tidied text of at most `max` characters, and of at least `min`.

    :param lines: whether line breaks are kept.
    :param empty: the error sentence for a text that is missing or shorter than `min`.
    """

    def __init__(
        self,
        max: int,
        *,
        min: int = 0,
        lines: bool = False,
        empty: str = "Please fill this in.",
        **more: Any,
    ) -> None:
        rules = [validate.Length(max=max, error=f"At most {max} characters, please.")]
        if min:
            rules.append(validate.Length(min=min, error=empty))
        said: dict[str, Any] = {"required": empty, "null": empty, "invalid": "This needs to be text."}
        super().__init__(validate=rules, error_messages=said, **more)
        self.lines, self.longest = lines, max

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        return tidy(super()._deserialize(value, attr, data, **more), lines=self.lines)


class Link(Text):
    """The address of a page on the web, or an empty text. It becomes a link, so nothing but http(s) is taken."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        if text and not is_web_address(text):
            raise ValidationError(NO_ADDRESS)
        if text and not has_plain_server(text):
            raise ValidationError(NO_PLAIN_SERVER)
        return text


def is_web_address(text: str) -> bool:
    """Whether the text is an address that begins with https:// or http://, without a name or password in it."""
    try:
        found = urlsplit(text)
        has_port = found.port is None or found.port > 0
    except ValueError:
        return False
    is_one_word = text.isprintable() and not set(text) & set(' "<>\\^`')
    return bool(is_one_word and has_port and found.scheme in {"http", "https"} and found.hostname) and (
        "@" not in found.netloc
    )


def has_plain_server(address: str) -> bool:
    """Whether a web address names its server in ASCII, in which none looks like another one."""
    return bool(_PLAIN_SERVER.fullmatch(urlsplit(address).hostname or ""))


class Name(Text):
    """The name of a person, or a tag, on one line: nothing in it is invisible or changes the direction."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text = super()._deserialize(value, attr, data, **more)
        # Looking at every character takes a while, and a text as long as this is refused anyway.
        return text if len(text) > _HOPELESS * self.longest else tidy_name(text)


class WholeNumber(fields.Integer):
    """A whole number from `low` to `high`, as a number or as text. 3.5 and true are refused, 3.0 is 3."""

    def __init__(self, low: int, high: int, **more: Any) -> None:
        sentence = f"Choose a whole number from {low} to {high}."
        more.setdefault("error_messages", {"invalid": sentence, "null": sentence})
        super().__init__(validate=validate.Range(low, high, error=sentence), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        whole = isinstance(value, int | str) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **more)


class Flag(fields.Field[bool]):
    """A boolean. Other values, such as 1 or "true", are refused."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("This needs to be true or false.")
        return value


class Id(fields.String):
    """An id: 16 to 32 letters, digits, hyphens and underscores.

    :param empty: whether an empty text is allowed too, which means no id.
    :param told: what its metadata tell besides the pattern.
    """

    def __init__(self, *, empty: bool = False, told: dict[str, str] | None = None, **more: Any) -> None:
        pattern = {"pattern": f"^({ID.pattern}){'?' if empty else ''}$"}
        super().__init__(metadata=pattern | (told or {}), **more)
        self.empty = empty

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if isinstance(value, str) and (ID.fullmatch(value) or (self.empty and value == "")):
            return value
        raise ValidationError("This needs to be an id of 16 to 32 characters A-Z a-z 0-9 _ -.")


class Day(fields.String):
    """A date as YYYY-MM-DD. An empty text means no date."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        try:
            return value and datetime.datetime.strptime(value, "%Y-%m-%d").date().isoformat()
        except (TypeError, ValueError) as error:
            raise ValidationError("Write the date like 2026-03-09.") from error


class Zone(fields.String):
    """The name of a time zone, in any case, and with blanks for its low lines. It is loaded as IANA writes it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        sent = tidy(str(super()._deserialize(value, attr, data, **more)))
        found = _zones_by_case().get(sent.replace(" ", "_").casefold())
        if found is None:
            raise ValidationError(NO_SUCH_ZONE)
        return found


@cache
def _zones_by_case() -> Mapping[str, str]:
    return {name.casefold(): name for name in clock.zone_names()}


class Instant(fields.Field[int]):
    """An ISO 8601 date and time with its offset, loaded as milliseconds since the epoch, UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        try:
            at = datetime.datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(HOW_TO_DATE) from error
        if at.tzinfo is None or not 2000 <= at.year <= 2199:
            raise ValidationError(HOW_TO_DATE)
        return int(at.timestamp() * 1000)

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **more: Any) -> str | None:
        return None if value is None else clock.utc(value).isoformat()


def sentence_of(refusal: ValidationError) -> str:
    """The first error, as one sentence that begins with the field's name."""
    path, said = next(iter(sentences_in(refusal.messages)))
    return f"{'.'.join(path)}: {said}" if path else said


def sentences_in(messages: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The first error sentence for each wrong field, with the names and places that lead to the field.

    :param messages: a `ValidationError`'s messages: a sentence, a list of them, or a mapping of these.
    """
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from sentences_in(inner, path if key == "_schema" else (*path, str(key)))
    else:
        yield path, str(messages[0] if isinstance(messages, list) else messages)
