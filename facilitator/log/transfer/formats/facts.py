"""The days that the body of a Markdown file names as its own: in lines, lists, tables and sections of facts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from facilitator.log.transfer.formats.document import Document
from facilitator.log.transfer.formats.headings import LABEL
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of, is_noted

MOST_LINES, MOST = 500, 20_000
"""Lines of a body, and characters of a paragraph, in which facts are looked for: they stand at its beginning."""
_FACT = re.compile(r"(?:[-*+]\s+)?([^:|]{2,40}?)\s*(?:::?|\s[-–—])\s+(\S.*)")
_NOTED = "|".join(filter(is_noted, reversed(SYNONYMS["fields"]["date"])))
_BYLINE = re.compile(rf"({_NOTED})\b(?: by\s\D{{2,40}}(?:,| on))?\s+(\S.*)", re.IGNORECASE)
# A name or a place before a day alone.
_BEFORE_DAY = re.compile(r"^(?:[^\d,:]{2,40},|by [^\d,:]{2,40} on)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"^\W+|\s*\([^()]*\)$")
_MARKS = re.compile(r"[*`~]+|<[^<>]{1,40}>|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_LINE = re.compile(r"\n|<br\s*/?>")
_LAST = 1_000
_OF_FACTS = frozenset({"", "summary", "happened"})
"""Fields of headings below which facts may stand. Below others a day is that of an action, for example."""


def days_in(document: Document) -> list[tuple[str, str]]:
    """The names and what they say, of all that say a day: the most trustworthy first. A line alone has no name."""
    found = [
        (rank, name, text)
        for said, text in _facts(document)
        if (rank := _rank(name := _ASIDE.sub("", said))) is not None
        and dates.begins_with_day(text if rank == _LAST else text[: dates.MOST_AROUND])
    ]
    return [(name, text) for _, name, text in sorted(found, key=lambda fact: (is_noted(fact[1]), fact[0]))]


def _rank(name: str) -> int | None:
    """How much a name is worth for a day: the lower, the more. None if it is that of something else."""
    if known := field_of(name):
        return known[1] if known[0] == "date" else None
    return _LAST if not name or name.casefold() in SYNONYMS["days"]["in_text"] else None


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    firsts, table = [each.heading.first for each in document.sections], list[list[str]]()
    is_other = False
    for token in document.tokens:
        if token.type == "table_close":
            yield from _of_table(table[:MOST_LINES])
            table = []
        elif token.type == "tr_open" and not is_other:
            table.append([])
        elif table and token.type == "inline":
            table[-1].append(_plain(token.content))
        elif token.map and token.type in {"inline", "table_open"}:
            section = document.sections[bisect_right(firsts, token.map[0]) - 1]
            heading, is_told = section.heading, section.is_named and section.field == "happened"
            if token.map[0] > MOST_LINES:
                return
            is_other = section.field not in _OF_FACTS and heading.level < LABEL
            if is_other:
                continue
            # Below the title a day alone is what a letter has at its top; below others it is theirs.
            is_title, is_own = heading.words == document.title, token.map[0] < heading.end
            name = "" if is_title or is_told or is_own else heading.words
            if not (is_title and is_own):
                for line in _LINE.split(token.content[:MOST]):
                    yield from _of_line(_plain(line), name, is_told=is_told)


def _of_line(line: str, heading: str, *, is_told: bool = False) -> Iterator[tuple[str, str]]:
    """What a line says: a name and a day, or the day alone; or with what happened then, where that is told."""
    if fact := _FACT.fullmatch(line) or _BYLINE.fullmatch(line):
        yield fact[1], fact[2]
    said = line if is_told else _BEFORE_DAY.sub("", line)
    if dates.begins_with_day(said, whole=not is_told) and (is_told or not fact):
        yield heading, said


def _of_table(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Names, each beside what it says, or a row of names above one of what they say."""
    yield from (pair for row in rows for pair in zip(row[::2], row[1::2], strict=False))
    if len(rows) > 1:
        yield from zip(rows[0], rows[1], strict=False)


def _plain(text: str) -> str:
    return _MARKS.sub("", text).strip(" \t:")
