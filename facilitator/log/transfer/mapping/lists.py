"""Finding the items of lists and tables in a Markdown text, as CommonMark sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping.actions import is_about_action
from facilitator.log.transfer.mapping.field_names import is_usual_heading
from facilitator.log.transfer.mapping.values import distinct_names

_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["block"])
_LISTS = frozenset({"bullet_list", "ordered_list"})
# Same length as what it stands for: columns and lines stay.
_SIGN = r"(?:[•–—◦▪●‣⁃·→➔➜➤▸►○■◆★»]|\(?(?:[a-zA-Z]|[ivx]{2,4})\)|\(\d{1,3}\))"
_BULLET = re.compile(rf"^([ \t]*)({_SIGN})(?=[ \t\u00a0]+\S)", re.MULTILINE)
_MARKER = re.compile(rf"\s*(?:[-*+]|{_SIGN}|\d{{1,9}}[.)])(?:[ \t\u00a0]+|$)")
_ANY_ITEM = re.compile(rf"^[ \t]*(?:[-*+|#]|{_SIGN}|\d{{1,9}}[.)])", re.MULTILINE)
_BOX = re.compile(r"\\?\[.?\\?\](?:\s|$)")
_BOLD_LINE = re.compile(r"(\*\*|__)([^*_\n]+)\1:?")
_COUNTS = frozenset({"#", "No", "No.", "Nr", "Nr.", "Column 1"})
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_CELL_END = re.compile(r"(?<!\\)\|")

Item = str | dict[str, str]


@dataclass
class Items:
    """The items of a text: words, or the cells of a row by their columns. ``rest`` is what stands in none."""

    items: list[Item] = field(default_factory=list)
    rest: str = ""


def list_items(text: str, *, steps: bool = False) -> Items:
    """The items of all lists and tables in a text. A heading above them begins each: ``Prevent: Order a belt``.

    :param steps: whether items below an item are items of their own if they have a box.
    """
    if len(text) > MOST_BYTES or not _ANY_ITEM.search(text):
        return Items(rest=text)
    return _Reading(text, steps).found


class _Reading:
    def __init__(self, text: str, steps: bool) -> None:
        self.lines, self.steps, self.found = text.split("\n"), steps, Items()
        self._rest: list[str] = []
        self._group, self._above, self._texts, self._before = "", "", list[str](), 0
        nodes = SyntaxTreeNode(_BLOCKS.parse(_BULLET.sub(_as_bullet, text))).children
        self._has_lists = any(node.type in {*_LISTS, "table"} for node in nodes)
        for node in nodes:
            source = self._source(node)
            if title := _group(node, source):
                self._end_group()
                self._group, self._above = title, source
            elif node.type in _LISTS and not (self._group and self._is_about_step(source)):
                self._add(self._group, self._of_list(node))
            elif node.type == "table":
                self._add(self._group, _rows(source))
            elif node.type != "hr":
                self._texts.append(source)
        self._end_group()
        self.found.rest = "\n\n".join(filter(None, self._rest))

    def _end_group(self) -> None:
        """A heading without a list is an item with its text, if that tells a lesson, or about a step, or nothing."""
        said, has_items = "\n".join(self._texts), len(self.found.items) > self._before
        if said:
            tells = self._is_about_step(said) if self.steps else self._group or not self._has_lists
        else:
            tells = self._group and not self._has_lists and not is_usual_heading(self._group)
        if tells and not has_items:
            between = "\n" if self.steps else ": "
            self.found.items.append(between.join(filter(None, (self._group, said))))
        elif self._texts:
            self._rest += [self._above, *self._texts]
        self._group, self._above, self._texts, self._before = "", "", [], len(self.found.items)

    def _is_about_step(self, text: str) -> bool:
        return self.steps and all(is_about_action(_MARKER.sub("", line)) for line in text.split("\n"))

    def _add(self, group: str, items: list[Item]) -> None:
        for item in items:
            if isinstance(item, dict):
                self.found.items.append(item | ({"Group": group} if group else {}))
            else:
                self.found.items.append(_below(group, item))

    def _source(self, node: SyntaxTreeNode) -> str:
        first, end = node.map or (0, 0)
        return "\n".join(self.lines[first:end]).strip("\n")

    def _of_list(self, node: SyntaxTreeNode) -> list[Item]:
        return [found for item in node.children for found in self._of_item(item)]

    def _of_item(self, item: SyntaxTreeNode) -> Iterator[str]:
        """The item; or, where those below it are steps of their own or it only introduces them, these too."""
        below = [each for child in item.children if child.type in _LISTS for each in child.children]
        words = self._words(item, below[0] if below else None)
        inside = [self._words(each, None) for each in below]
        is_title = bool(_BOLD_LINE.fullmatch(words)) or words.endswith(":")
        is_title = is_title and not (self.steps and any(map(is_about_action, inside)))
        has_boxes = self.steps and any(map(_BOX.match, inside))
        if not below or not (has_boxes or is_title):
            yield from filter(None, [self._words(item, None)])
            return
        group = words if not _BOX.match(words) else ""
        yield from [words] if not group else []
        for each in below:
            yield from (_below(_plain(group), found) for found in self._of_item(each))

    def _words(self, item: SyntaxTreeNode, until: SyntaxTreeNode | None) -> str:
        """The lines of an item without its marker, up to the first item below it."""
        first, end = item.map or (0, 0)
        lines = self.lines[first : until.map[0] if until and until.map else end]
        if not lines:
            return ""
        start = _MARKER.match(lines[0])
        indent = start.end() if start else 0
        rest = (line[min(indent, len(line) - len(line.lstrip())) :] for line in lines[1:])
        said = "\n".join([lines[0][indent:], *rest]).strip()
        return "" if _BOX.fullmatch(said) else said


def _as_bullet(mark: re.Match[str]) -> str:
    return mark[1] + "-".ljust(len(mark[2]))


def _group(node: SyntaxTreeNode, source: str) -> str:
    """The words of a heading, or of a bold line that stands for one."""
    if node.type == "heading":
        return _plain(node.children[0].content)
    return _plain(source) if node.type == "paragraph" and _BOLD_LINE.fullmatch(source.strip()) else ""


def _plain(title: str) -> str:
    return _NUMBER.sub("", title.strip(" \t*_:"))


def _below(group: str, item: str) -> str:
    """An item with the words above it: behind its box, if it has one."""
    box = _BOX.match(item)
    start = box.end() if box else 0
    return f"{item[:start]}{group}: {item[start:]}" if group else item


def _rows(source: str) -> list[Item]:
    rows = [_cells(line) for line in source.split("\n")]
    names = distinct_names(rows[0])
    return [row for cells in rows[2:] if (row := _named(names, cells))]


def _named(names: list[str], cells: list[str]) -> dict[str, str]:
    pairs = zip(names, cells, strict=False)
    return {name: cell for name, cell in pairs if cell and not (name in _COUNTS and cell.isdecimal())}


def _cells(line: str) -> list[str]:
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(inside)]
