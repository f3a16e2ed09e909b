"""Text as people send it, checked once for forms and programs alike."""

import re
from typing import Any

from marshmallow import ValidationError, fields, validate

# Control characters come along when text is pasted; a lone surrogate cannot be stored as UTF-8.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")


def tidy(text: str, *, lines: bool = False) -> str:
    """The text without its margins and without what cannot be stored; on one line unless `lines`."""
    kept = _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return kept.strip() if lines else _BLANKS.sub(" ", kept).strip()


class Text(fields.String):
    """Tidied text of at most `max` characters, and of at least `min`.

    :param lines: whether line breaks are kept.
    :param empty: what to say when the text is shorter than `min`.
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
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        return tidy(super()._deserialize(value, attr, data, **more), lines=self.lines)


class WholeNumber(fields.Integer):
    """A whole number from `low` to `high`, or its digits; neither 3.5 nor true is one."""

    def __init__(self, low: int, high: int, **more: Any) -> None:
        sentence = f"Choose a whole number from {low} to {high}."
        more.setdefault("error_messages", {"invalid": sentence, "null": sentence})
        super().__init__(validate=validate.Range(low, high, error=sentence), **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self.make_error("invalid")
        return super()._deserialize(value, attr, data, **more)


def sentence_of(refusal: ValidationError) -> str:
    """The first thing that is wrong, as one sentence that begins with the field's name."""
    path, said = _first(refusal.messages)
    return f"{path}: {said}" if path else said


def _first(messages: Any) -> tuple[str, str]:
    if isinstance(messages, dict):
        key, inner = next(iter(messages.items()))
        path, said = _first(inner)
        name = "" if key == "_schema" else str(key)
        return ".".join(part for part in (name, path) if part), said
    return "", str(messages[0] if isinstance(messages, list) else messages)
