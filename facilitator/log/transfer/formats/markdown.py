"""One item as a Markdown file: read from anybody's, written as ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
import yaml

from facilitator.log.transfer.decoding import is_inside_folder, read_text
from facilitator.log.transfer.formats import facts, file_names, front_matter, headings
from facilitator.log.transfer.mapping.chosen import KEEP, LEAVE
from facilitator.log.transfer.mapping.field_names import is_noted
from facilitator.log.transfer.mapping.map_fields import MappedFields, is_own_format, map_fields
from facilitator.log.transfer.mapping.values import as_day, as_text
from facilitator.log.transfer.records import DateFrom, Location, ParsedItem, ParseError, RawValue, TakenName

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
_IN_FILE: DateFrom = "file"
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
    values, lines = mapped.values, {field: parts.lines[said] for field, said in mapped.names.items()}
    date_from, names = _IN_FILE, tuple[TakenName, ...]()
    if own:
        values |= _own_sections(parts.body)
        values |= _beside(file, values, lines)
    else:
        _add_foreign_sections(values, mapped.extra, parts.body, name)
        date_from = _date_from(values, mapped, parts.body, name)
        names = mapped.taken + headings.taken_headings(parts.body, str(values["title"]))
    return ParsedItem(
        Location(str(name)),
        key,
        values,
        mapped.extra,
        {"happened": parts.body_line} | lines,
        fallback,
        date_from,
        names,
    )


def _add_foreign_sections(
    values: dict[str, RawValue], extra: dict[str, str], body: str, name: PurePosixPath
) -> None:
    first = headings.title_heading(body)
    values["title"] = values.get("title") or first or file_names.title_of_path(name)
    said = headings.sections_by_field(body, str(values["title"]))
    said.pop(LEAVE, None)
    for kept, name_of_it in (("comments", "comments"), (KEEP, "sections")):
        if text := said.pop(kept, ""):
            extra[name_of_it] = "\n\n".join(filter(None, (extra.get(name_of_it), text)))
    for field, text in said.items():
        before = values.get(field)
        if before and field in _LISTS:
            values[field] = [*(before if isinstance(before, list) else [before]), text]
        else:
            values[field] = "\n\n".join(filter(None, (_joined(before), text)))


def _joined(value: RawValue | None) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _date_from(values: dict[str, RawValue], mapped: MappedFields, body: str, name: PurePosixPath) -> DateFrom:
    """Put the most trustworthy day of a file into its values, and say where it stands.

    When it happened, as the file says; a day in its title or in its name; when it was noted, as the file says.
    """
    said = mapped.names.get("date", "") if values.get("date") else ""
    if said and not is_noted(said):
        return "file"
    fact, text = next(iter(facts.days_in_body(body)), ("", ""))
    told = as_day(text).isoformat() if text else ""
    is_told = bool(told) and not is_noted(fact)
    day, date_from = (told, _IN_FILE) if is_told else file_names.day_of_names(str(values["title"]), name)
    if day and said:
        mapped.extra[said] = as_text(values["date"])
    values["date"] = day or values.get("date") or told
    return date_from


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
