"""Reading front matter: YAML, TOML, JSON, or lines of names and values. Its values are text, and have lines."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.formats import yaml
from facilitator.log.transfer.mapping.dates import is_day
from facilitator.log.transfer.mapping.field_names import field_of
from facilitator.log.transfer.records import ParseError, RawValue

MOST, MOST_LINES = 3 * MOST_BYTES, 20_000
"""Characters and lines of front matter: those of an entry, in quotes, and of what is kept besides."""
# Comments of a template may stand before it, and a title.
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
# A line of a paragraph of names and values, at the top or below the title. Obsidian has two colons.
_PAIR = re.compile(r"([^\W\d_][\w /()-]{0,39}?)[ \t]*::?(?:[ \t]+(.*))?")
_TITLE = re.compile(r"\s*(?:# .*|.+\n=+[ \t]*)(?:\n|\Z)")
_MOST_PAIRS = 100
_PANDOC = re.compile(r"\A(?:%[ \t]+(.*)\n)(?:%[ \t]*(.*)\n)?(?:%[ \t]*(.*)(?:\n|\Z))?")
_JSON = json.JSONDecoder(parse_float=str, parse_int=str, object_pairs_hook=yaml.named)
_DATE = field_of("date")
_IN_PAIRS = frozenset({"title", "date", "recorded", "category", "categories", "tags"})


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
        if _fields(found.values.items()) & _IN_PAIRS:
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
    body = opening[1].strip() + text[end.end() :]
    return _front_matter(found, body, first, text.count("\n", 0, end.end()) + 1)


def _pandoc(text: str) -> FrontMatter | None:
    head = _PANDOC.match(text)
    if head is None:
        return None
    said = zip(("title", "author", "date"), head.groups(""), range(3), strict=True)
    pairs = [pair for pair in said if pair[1].strip()]
    return _front_matter(pairs, text[head.end() :], 1, text.count("\n", 0, head.end()) + 1)


def _json(text: str) -> FrontMatter | None:
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return None
    try:
        found, end = _JSON.raw_decode(text, start)
    except ValueError:
        return None
    pairs = [(name, _plain(value), 0) for name, value in found.items()]
    return _front_matter(pairs, text[end:], 1, text.count("\n", 0, end) + 1)


def _pairs(text: str) -> FrontMatter | None:
    """Names and values without lines around them, as MultiMarkdown has them, or Notion below the title."""
    lines = text.split("\n", 2 * _MOST_PAIRS)
    title = _TITLE.match(text)
    first = _after_blanks(lines, title[0].count("\n") if title else 0)
    end, found = first, list[tuple[str, RawValue, int]]()
    while end < len(lines) and (line := lines[end].rstrip()):
        if found and line[0] in " \t":
            name, value, place = found[-1]
            found[-1] = (name, f"{value} {line.strip()}".strip(), place)
        elif pair := _PAIR.fullmatch(line):
            found.append((pair[1], pair[2] or "", end - first))
        else:
            break
        end += 1
    goes_on = end < len(lines) and lines[end].strip() and not lines[end].startswith("#")
    says_day = all(is_day(str(value)) for name, value, _ in found if value and field_of(name) == _DATE)
    if goes_on or not _fields(pair[:2] for pair in found) & _IN_PAIRS or not says_day:
        return None
    body = "\n".join([*lines[:first], *lines[end:]])
    return _front_matter(found, body, first + 1, end - first + 1)


def _fields(found: Iterable[tuple[str, RawValue]]) -> set[str]:
    return {known[0] for name, value in found if value and (known := field_of(name))}


def _after_blanks(lines: Sequence[str], place: int) -> int:
    while place < len(lines) and not lines[place].strip():
        place += 1
    return place


def _toml(source: str) -> list[tuple[str, RawValue, int]]:
    try:
        found = tomllib.loads(source, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        raise ParseError(
            f"Its front matter is no TOML: {error}.", int(place[1]) - 1 if place else 0
        ) from error
    pairs = [(name, _plain(value), _line_of(name, source)) for name, value in found.items()]
    return pairs + yaml.remarks_in(source)


def _line_of(name: str, source: str) -> int:
    found = re.search(rf"^\W*{re.escape(name)}\b", source, re.MULTILINE)
    return source.count("\n", 0, found.end()) if found else 0


def _plain(value: Any) -> RawValue:
    """A value of TOML or JSON as text, as it would be typed."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _front_matter(
    found: Iterable[tuple[str, RawValue, int]], body: str, first: int, body_line: int
) -> FrontMatter:
    """The front matter with each name once. Lists of one name are one list; of other values each is kept."""
    lists: dict[str, list[Any]] = {}
    pairs: list[tuple[str, RawValue, int]] = []
    for name, value, line in found:
        if isinstance(value, list) and name in lists:
            lists[name].extend(value)
            continue
        if isinstance(value, list):
            lists[name] = value
        pairs.append((name, value, first + line))
    values = yaml.named((name, value) for name, value, _ in pairs)
    lines = dict(zip(values, (line for _, _, line in pairs), strict=True))
    return FrontMatter(values, lines, body, body_line)
