"""The body of a Markdown file, by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from facilitator.log.transfer.mapping.field_names import field_of_heading

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")


@dataclass
class _Block:
    """A heading and the lines up to the next one. Level 0 is what stands before the first heading."""

    heading: str = ""
    level: int = 0
    raw: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def whole(self) -> str:
        return "\n".join([*self.raw, *self.lines]).strip()


def headline(body: str) -> str:
    """The first heading of all, if the text begins with one of the first level."""
    first = next((block for block in _blocks(body) if block.whole), None)
    return first.heading if first and first.level == 1 else ""


def by_field(body: str, title: str = "") -> dict[str, str]:
    """What stands under headings that we know, by our field; all else, with its headings, is in ``""``.

    A heading that says the title is left out.
    """
    found: dict[str, list[str]] = {}
    name, level = "", 0
    for block in _blocks(body):
        known = field_of_heading(block.heading)
        if known:
            name, level = known, block.level
        elif block.level and (not name or block.level <= level):
            name = ""
        is_title = block.level == 1 and block.heading.casefold() == title.casefold()
        found.setdefault(name, []).append(block.text if known or is_title else block.whole)
    return {field: "\n\n".join(filter(None, texts)) for field, texts in found.items() if any(texts)}


def _blocks(body: str) -> Iterator[_Block]:
    block, fence = _Block(), ""
    lines = body.split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        found = None if fence else _heading(lines, number)
        if found is None:
            block.lines.append(line)
            continue
        level, heading, above = found
        raw = [block.lines.pop()] if above else []
        yield block
        block = _Block(heading, level, [*raw, line])
    yield block


def _heading(lines: list[str], number: int) -> tuple[int, str, bool] | None:
    """Level and words of a heading that ends on this line, and whether it began on the one above."""
    if found := _HEADING.fullmatch(lines[number]):
        return len(found[1]), found[2], False
    rule = _UNDERLINE.fullmatch(lines[number])
    above = lines[number - 1].strip() if rule and number else ""
    alone = number < 2 or not lines[number - 2].strip()
    if rule and above and alone and not _ITEM.match(above) and "|" not in above:
        return (1 if rule[1][0] == "=" else 2), above, True
    return None
