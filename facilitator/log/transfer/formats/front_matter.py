"""Reading front matter: YAML, TOML, JSON, or lines of names and values. Its values are text, and have lines."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.formats import yaml
from facilitator.log.transfer.formats.yaml import Pair
from facilitator.log.transfer.mapping.dates import is_day
from facilitator.log.transfer.mapping.field_names import field_of
from facilitator.log.transfer.records import TOO_DEEP, ParseError, RawValue

MOST, MOST_LINES = 3 * MOST_BYTES, 20_000
"""Characters and lines of front matter: those of an entry, in quotes, and of what is kept besides."""
# Comments of a template may stand before it, and a title.
# A name of a hundred parts, which would take long to read.
_DEEP_NAME = re.compile(r"^[ \t\[]*(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}", re.MULTILINE)
_OPENING = re.compile(
    r"\A(\s*(?:<!--(?:(?!-->)[^\0])*-->\s*)*(?:# [^\n]*\n\s*)?)(-{3,}|\+{3}|```ya?ml)[ \t]*\n"
)
_CLOSING = {
    "-": re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE),
    "+": re.compile(r"^\+{3}[ \t]*$", re.MULTILINE),
    "`": re.compile(r"^```[ \t]*$", re.MULTILINE),
}
# Rules within code.
_RULES = re.compile(r"^---[ \t]*$", re.MULTILINE)
_NAMES = re.compile(
    r"""(?:[ \t]*(?:\#.*)?\n)*(?:["']?[\w@!%$][^:\n]*:[ \t]|["']?[\w@!%$][^:\n]*:$|\{|-{3,}[ \t]*$)""",
    re.MULTILINE,
)
_TITLE = re.compile(r"\s*+(?:# .*|.+\n=+[ \t]*)(?:\n|\Z)")
# A paragraph of names and values, at the top or below the title. Obsidian has two colons.
_PARAGRAPH = re.compile(
    r"\s*((?:[^\W\d_][\w /()-]{0,39}?[ \t]*::?(?:[ \t].*)?(?:\n[ \t]+\S.*)*(?:\n|\Z)){1,100}+)(?=[ \t]*\n|#|\Z)"
)
_COLONS = re.compile(r"^([^:\n]*)::", re.MULTILINE)
_PANDOC = re.compile(r"\A(?:%[ \t]+(.*)\n)(?:%[ \t]*(.*)\n)?(?:%[ \t]*(.*)(?:\n|\Z))?")
_JSON = json.JSONDecoder(parse_float=str, parse_int=str, object_pairs_hook=yaml.named)
_DATE = field_of("date")


@dataclass(frozen=True)
class FrontMatter:
    """The names and values as they were written, the line of each name, and the rest of the file."""

    values: dict[str, RawValue] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1


def split_front_matter(text: str) -> FrontMatter:
    """The front matter and the body of a Markdown file.

    Every value is kept as text: ``1.10`` stays ``1.10`` and ``no`` stays ``no``.

    :raises ParseError: with the line of the error.
    """
    readers = (_fenced, _json, _pandoc, _pairs)
    return next((found for read in readers if (found := read(text))), FrontMatter(body=text))


def _fenced(text: str) -> FrontMatter | None:
    opening = _OPENING.match(text)
    if opening is None or not (opening[2] == "+++" or _NAMES.match(text, opening.end())):
        return None
    if opening[2][0] != "`":
        return _between(text, opening)
    with suppress(ParseError):
        found = _between(text, opening)
        if _says_entry(found):
            return found
    return None


def _between(text: str, opening: re.Match[str]) -> FrontMatter:
    first = text.count("\n", 0, opening.end()) + 1
    end = _CLOSING[opening[2][0]].search(text, opening.end())
    if end is None:
        raise ParseError(f"Its front matter does not end. Put a line of {opening[2]} after it.", first - 1)
    source = text[opening.end() : end.start()]
    if len(source) > MOST or source.count("\n") > MOST_LINES:
        raise ParseError(f"Its front matter is longer than 600 KB or {MOST_LINES:,} lines.", first)
    try:
        found = _toml(source) if opening[2] == "+++" else yaml.read_mapping(_RULES.sub("", source))
    except ParseError as error:
        raise ParseError(error.message, first + (error.line or 0)) from error
    return _front_matter(found, text, first, end.end(), opening[1].strip())


def _pandoc(text: str) -> FrontMatter | None:
    head = _PANDOC.match(text)
    if head is None:
        return None
    said = zip(("title", "author", "date"), head.groups(""), range(3), strict=True)
    pairs = [pair for pair in said if pair[1].strip()]
    return _front_matter(pairs, text, 1, head.end())


def _json(text: str) -> FrontMatter | None:
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return None
    try:
        found, end = _JSON.raw_decode(text, start)
    except ValueError:
        return None
    return _front_matter(_as_pairs(found), text, 1, end)


def _pairs(text: str) -> FrontMatter | None:
    """Names and values without lines around them, as MultiMarkdown has them, or Notion below the title."""
    title = _TITLE.match(text)
    head = _PARAGRAPH.match(text, title.end() if title else 0)
    if head is None:
        return None
    with suppress(ParseError):
        pairs = yaml.read_mapping(_COLONS.sub(r"\1:", head[1]))
        first = text.count("\n", 0, head.start(1)) + 1
        found = _front_matter(pairs, text, first, head.end(1), text[: head.start(1)])
        days = [str(value) for name, value in found.values.items() if value and field_of(name) == _DATE]
        if _says_entry(found) and all(map(is_day, days)):
            return found
    return None


def _says_entry(found: FrontMatter) -> bool:
    fields = {known[0] for name, value in found.values.items() if value and (known := field_of(name))}
    return not fields.isdisjoint({"title", "date", "category", "categories", "tags"})


def _toml(source: str) -> list[Pair]:
    if _DEEP_NAME.search(source):
        raise ParseError(f"Its front matter is no TOML that we can read: {TOO_DEEP}", 0)
    try:
        return _as_pairs(tomllib.loads(source, parse_float=str)) + yaml.remarks_in(source)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) - 1 if place else 0
        raise ParseError(f"Its front matter is no TOML: {error}.", line) from error


def _as_pairs(found: Mapping[str, Any]) -> list[Pair]:
    return [(name, _plain(value), 0) for name, value in found.items()]


def _plain(value: Any) -> RawValue:
    """A value of TOML or JSON as text, as it would be typed."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _front_matter(pairs: Sequence[Pair], text: str, first: int, end: int, before: str = "") -> FrontMatter:
    """The front matter that begins in this line, and ends here in the text. What stands before it is of the body."""
    values = yaml.named((name, value) for name, value, _ in pairs)
    lines = {name: first + line for name, _, line in reversed(pairs)}
    return FrontMatter(values, lines, before + text[end:], text.count("\n", 0, end) + 1)
