"""Parsing Markdown lists: their items."""

from __future__ import annotations

import re

_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")


def list_items(text: str) -> list[str] | None:
    """The items of a text that is only one list, else None. Indented lines belong to the item above."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        if start := _ITEM.match(line):
            found.append([line[start.end() :]])
        elif found and (not line.strip() or line[0] in " \t"):
            found[-1].append(line.strip())
        else:
            return None
    return ["\n".join(lines).strip() for lines in found]
