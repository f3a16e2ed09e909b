"""One item as a Markdown file: read from anybody's, written as ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import yaml

from facilitator.log.transfer.decoding import is_inside_folder, read_text
from facilitator.log.transfer.formats import facts, file_names, front_matter
from facilitator.log.transfer.formats.document import Document
from facilitator.log.transfer.mapping.field_names import is_noted
from facilitator.log.transfer.mapping.map_fields import is_own_format, map_fields
from facilitator.log.transfer.mapping.values import as_day, as_paragraphs, as_text
from facilitator.log.transfer.records import DateFrom, Location, ParsedItem, ParseError, RawValue

HEADINGS: Mapping[str, str] = {
    "learned": "What we learned",
    "did": "What we decided or did",
    "expected": "What we expected",
    "happened": "What happened",
    "impact": "What came of it",
    "drove": "What drove it",
    "next_time": "What we'll do next time",
}
"""The sections of a file of ours, in the order in which they are read."""
_OF_HEADING = {f"## {heading}": name for name, heading in HEADINGS.items()}
_LISTS = ("learned", "actions")
BESIDE: Mapping[str, str] = {"meeting": "summary.json", "revisions": "history.json"}
"""What stands in a file of its own beside the entry's: the field, and how that file's name ends."""
_OURS = "|".join(map(re.escape, _OF_HEADING))
_LIKE_OURS = re.compile(rf"^(\\*)(?=(?:{_OURS})$)", re.MULTILINE)
_ESCAPED = re.compile(rf"^\\(\\*)(?=(?:{_OURS})$)", re.MULTILINE)


def read_markdown(file: Path, name: PurePosixPath, key: str, fallback: str) -> ParsedItem:
    """What a Markdown file says.

    :param name: its path as the person named it, for what is said about it.
    :param key: what stays the same when it is read again.
    :param fallback: the day of its last change.
    :raises ParseError:
    """
    text = read_text(file)
    if not text.strip():
        raise ParseError("There is nothing in it.")
    parts = front_matter.split_front_matter(text)
    own = is_own_format(parts.values.get("format"))
    mapped = map_fields(parts.values, own=own)
    lines = {field: parts.lines.get(said, 1) for field, said in mapped.names.items()}
    lines = {"happened": parts.body_line} | lines
    read = ParsedItem(
        Location(str(name)), key, mapped.values, mapped.extra, lines, fallback, names=mapped.taken
    )
    if not own:
        return _with_body(read, Document(parts.body), name, mapped.names.get("date", ""))
    values = mapped.values | _own_sections(parts.body)
    return replace(read, values=values | _beside(file, values, lines), names=())


def _with_body(read: ParsedItem, document: Document, name: PurePosixPath, dated: str) -> ParsedItem:
    """The item with the title, the texts and the day of its body, if its front matter says no other.

    :param dated: the name under which its front matter says a day.
    """
    values, extra = dict(read.values), dict(read.extra)
    values["title"] = values.get("title") or document.title or file_names.title_of_path(name)
    title = str(values["title"])
    texts, beside = document.texts(title)
    for said, text in beside.items():
        extra[said] = "\n\n".join(filter(None, (extra.get(said), text)))
    for field, text in texts.items():
        before = values.get(field)
        if before and field in _LISTS:
            values[field] = [*(before if isinstance(before, list) else [before]), text]
        else:
            values[field] = "\n\n".join(filter(None, (as_paragraphs(before or ""), text)))
    told, date_from = _day(document, title, name, dated if values.get("date") else "")
    if told and values.get("date"):
        extra[dated] = as_text(values["date"])
    values["date"] = told or values.get("date", "")
    names = read.names + document.taken(title)
    return replace(read, values=values, extra=extra, date_from=date_from, names=names)


def _day(document: Document, title: str, name: PurePosixPath, dated: str) -> tuple[str, DateFrom]:
    """The day that goes before the one of the front matter, if any does, and where the most trustworthy stands.

    When it happened, as the file says; a day in its title or in its name; when it was noted, as the file says.
    """
    if dated and not is_noted(dated):
        return "", "file"
    fact, text = next(iter(facts.days_in(document)), ("", ""))
    told = as_day(text).isoformat() if text else ""
    if told and not is_noted(fact):
        return told, "file"
    day, date_from = file_names.day_of_names(title, name)
    return day or ("" if dated else told), date_from


def _own_sections(body: str) -> dict[str, RawValue]:
    found: dict[str, list[str]] = {}
    current = found.setdefault("happened", [])
    for line in body.split("\n"):
        if line in _OF_HEADING:
            current = found.setdefault(_OF_HEADING[line], [])
        else:
            current.append(line)
    texts = {name: _ESCAPED.sub(r"\1", "\n".join(lines).strip()) for name, lines in found.items()}
    learned = _own_items(texts.pop("learned", ""))
    return {**texts, "learned": list(learned)}


def _own_items(text: str) -> list[str]:
    found: list[list[str]] = []
    for line in text.split("\n") if text else []:
        if line.startswith("- "):
            found.append([line[2:]])
        elif found:
            found[-1].append(line[2:] if line.startswith("  ") else line)
        else:
            raise ParseError(
                "What was learned needs to be a list: begin each one with a hyphen.", field="learned"
            )
    return ["\n".join(lines) for lines in found]


def _beside(file: Path, values: Mapping[str, RawValue], lines: Mapping[str, int]) -> dict[str, RawValue]:
    """What the files beside the entry's say, under the fields that name them."""
    return {
        field: _read_beside(file, str(values[field]), lines[field]) for field in BESIDE if field in values
    }


def _read_beside(file: Path, named: str, line: int) -> RawValue:
    beside = file.parent / named
    if not named or PurePosixPath(named).name != named or not is_inside_folder(beside, file.parent):
        raise ParseError("Name a file that is in the same folder.", line)
    try:
        found: RawValue = msgspec.json.decode(read_text(beside))
    except ParseError as error:
        raise ParseError(f"{named} is missing or unreadable.", line) from error
    except RecursionError as error:
        raise ParseError(f"{named} is nested too deeply.", line) from error
    except msgspec.MsgspecError as error:
        raise ParseError(f"{named} is no JSON: {error}.", line) from error
    return found


def render_markdown(entry: Mapping[str, Any]) -> str:
    """An entry, as `schema.export_entry` gives it, as a Markdown file; fields of `BESIDE` name their files."""
    said = {name: value for name, value in entry.items() if name not in HEADINGS}
    head = yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n" + "".join(_parts(entry))


def _parts(entry: Mapping[str, Any]) -> Iterable[str]:
    for name, heading in HEADINGS.items():
        if text := entry.get(name):
            shown = "\n".join(map(_item, text)) if name == "learned" else text
            # Nothing in the text may look like one of our headings.
            yield f"\n## {heading}\n\n" + _LIKE_OURS.sub(r"\\\1", shown) + "\n"


def _item(text: str) -> str:
    return "- " + text.replace("\n", "\n  ")


class _Dumper(yaml.SafeDumper):
    """Text of several lines is quoted, so that no blank of it can get lost."""


def _quote(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # YAML knows more line breaks than Markdown does, and puts blanks after them when nothing is quoted.
    style = '"' if len(text.splitlines()) > 1 or text != text.strip() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _quote)
