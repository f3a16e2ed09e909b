"""The summary as Markdown (CommonMark with GitHub's tables).

Texts that people typed are escaped, so that nothing in them becomes a heading, a link, HTML or a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from facilitator.summary import words
from facilitator.summary.model import Summary
from facilitator.summary.outline import (
    Actions,
    Block,
    Item,
    Items,
    Learnings,
    Planned,
    Prose,
    Scores,
    Section,
    Shares,
    Table,
    sections,
)
from facilitator.summary.strip import strip_text
from facilitator.summary.web_addresses import split_at_addresses

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$]|&(?=#|\w+;)")
_LINKED_BY_GITHUB = re.compile(r"(?<=www)\.|:(?=//)", re.IGNORECASE)
_OPENING = re.compile(r"[-+=:]")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def render_markdown(summary: Summary) -> str:
    """The whole document, ending in one line break."""
    told = (*words.facts(summary), strip_text(summary))
    blocks = [f"# {line(words.title(summary))}", *map(line, told), _statement(summary)]
    for section in sections(summary):
        blocks += _section(section)
    return "\n\n".join(block for block in blocks if block) + "\n"


def line(text: str) -> str:
    """The text on one line, escaped so that it reads as typed anywhere in a Markdown document.

    An address becomes a link that shows it as it was typed. In a table, use `_cell`.
    """
    return "".join(_address(part) if link else part for part, link in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of the text on one line: addresses as they are (True), everything else escaped."""
    for number, (part, link) in enumerate(split_at_addresses(words.flat(text))):
        yield part if link else _escaped(part, first=number == 0), link


def _address(url: str) -> str:
    return f"<{url}>"


def _escaped(text: str, *, first: bool) -> str:
    flat = _LINKED_BY_GITHUB.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))
    if first and _OPENING.match(flat):
        return "\\" + flat
    return _NUMBERED.sub(r"\1\\\2", flat, count=1) if first and _NUMBERED.match(flat) else flat


def prose(text: str) -> str:
    """The escaped text with its line breaks and paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = ("\\\n".join(filter(None, map(line, part.split("\n")))) for part in paragraphs)
    return "\n\n".join(filter(None, kept))


def _statement(summary: Summary) -> str:
    quoted = prose(summary.statement).replace("\n", "\n> ")
    return f"> {quoted}" if quoted else ""


def _section(section: Section) -> Iterator[str]:
    yield f"## {line(section.title)}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text, title):
            yield f"### {title}\n\n{prose(text)}" if title else prose(text)
        case Learnings(items):
            yield _list(f"**{line(each.text)}**{_note(each)}" for each in items)
        case Items(items):
            yield _list(f"{line(each.text)}{_note(each)}" for each in items)
        case Actions(items):
            yield _list(map(_planned, items))
        case Table(heads, rows):
            yield _table(heads, rows)
        case Shares(text):
            yield text
        case Scores():
            yield from _scores(block)


def _list(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _note(item: Item) -> str:
    return f" ({line(item.note)})" if item.note else ""


def _planned(action: Planned) -> str:
    """The text of one list item: the action, and below it a nested list with its details."""
    label = f"{action.label}: " if action.label else ""
    said = ", ".join(filter(None, (line(action.owner), action.when)))
    became = f"({action.became.lower()})" if action.became else ""
    first = " ".join(filter(None, (f"{label}**{line(action.text)}**", said, became)))
    return "\n".join([first, *(f"  - {name} {line(text)}" for name, text in action.details)])


def _scores(scores: Scores) -> Iterator[str]:
    """The question with the number of answers and, if they are told, a row for each score with its bar."""
    yield f"**{scores.title}**: {scores.answers}"
    if scores.rows:
        rows = ((str(score), f"{count} {words.BAR * count}") for score, count in scores.rows)
        yield f"{scores.ends}\n\n{_table(('Score', 'Answers'), rows)}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *(tuple(map(_cell, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(text: str) -> str:
    """The text in a table, where a ``|`` needs a backslash even inside an address."""
    return "".join(_address(part).replace("|", "\\|") if link else part for part, link in _parts(text))
