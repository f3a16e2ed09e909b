"""The days that the body of a Markdown file names as its own: in lines, lists, tables and sections of facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of, field_of_heading, is_noted

MOST = 20_000
"""Characters of a body in which facts are looked for: they stand at its beginning."""
_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["block"])
_FACT = re.compile(r"(?:[-*+]\s+)?([^:|]{2,40}?)\s*(?:::?|\s[-–—])\s+(\S.*)")
_ASIDE = re.compile(r"^\W+|\s*\([^()]*\)$")
_MARKS = re.compile(r"[*`~]+|<[^<>]{1,40}>|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_LINE = re.compile(r"\n|<br\s*/?>")
_LAST = 1_000
_OF_FACTS = frozenset({"", "summary", "happened"})
"""Fields of headings below which facts may stand. Below others a day is that of an action, for example."""


def days_in_body(body: str) -> list[tuple[str, str]]:
    """The names and what they say, of all that say a day: the most trustworthy first. A line alone has no name."""
    found = [
        (rank, name, text)
        for said, text in _facts(body)
        if (rank := _rank(name := _ASIDE.sub("", said))) is not None and dates.begins_with_day(text)
    ]
    return [(name, text) for _, name, text in sorted(found, key=lambda fact: (is_noted(fact[1]), fact[0]))]


def _rank(name: str) -> int | None:
    """How much a name is worth for a day: the lower, the more. None if it is that of something else."""
    if known := field_of(name):
        return known[1] if known[0] == "date" else None
    return _LAST if not name or name.casefold() in SYNONYMS["days"]["in_text"] else None


def _facts(body: str) -> Iterator[tuple[str, str]]:
    heading, sections = "", 0
    for node in SyntaxTreeNode(_BLOCKS.parse(body[:MOST])).children:
        if node.type == "heading":
            heading = _plain(node.children[0].content)
            sections += node.tag != "h1"
            if field_of_heading(heading) not in _OF_FACTS:
                return
            # That of the first level is the title, in which a day is looked for besides.
            yield from _of_line(heading, "") if node.tag != "h1" else ()
        elif node.type == "table":
            yield from _of_table([[_plain(cell.content) for cell in _inlines(row)] for row in _rows(node)])
        else:
            is_told = field_of_heading(heading) == "happened"
            for line in (line for each in _inlines(node) for line in _LINE.split(each.content)):
                # Below the title a day alone is what a letter has at its top; below others it is theirs.
                yield from _of_line(
                    _plain(line), heading if sections and not is_told else "", is_told=is_told
                )


def _of_line(line: str, heading: str, *, is_told: bool = False) -> Iterator[tuple[str, str]]:
    """What a line says: a name and a day, or the day alone; or with what happened then, where that is told."""
    if fact := _FACT.fullmatch(line):
        yield fact[1], fact[2]
    if dates.begins_with_day(line, whole=not is_told) and (is_told or not fact):
        yield heading, line


def _of_table(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Names, each beside what it says, or a row of names above one of what they say."""
    yield from (pair for row in rows for pair in zip(row[::2], row[1::2], strict=False))
    if len(rows) > 1:
        yield from zip(rows[0], rows[1], strict=False)


def _rows(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (each for each in node.walk() if each.type == "tr")


def _inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (each for each in node.walk() if each.type == "inline")


def _plain(text: str) -> str:
    return _MARKS.sub("", text).strip(" \t:")
