"""Finding the items of lists and tables in a Markdown text, as CommonMark sees them.

Each line that an item takes is marked; all lines that are not marked at the end are given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import dedent
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping.actions import is_about_action
from facilitator.log.transfer.mapping.field_names import is_usual_heading
from facilitator.log.transfer.mapping.values import distinct_names

# An entry holds a hundred items at most.
_MOST_LINES = 10_000
_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["block"])
_LISTS = frozenset({"bullet_list", "ordered_list"})
# Same length as what it stands for: columns and lines stay.
_SIGN = r"(?:[•–—◦▪●‣⁃·→➔➜➤▸►○■◆★»]|\(?(?:[a-zA-Z]|[ivx]{2,4})\)|\(\d{1,3}\))"
_BULLET = re.compile(rf"^([ \t]*)({_SIGN})(?=[ \t\u00a0]+\S)", re.MULTILINE)
_MARKER = re.compile(rf"^\s*(?:[-*+]|{_SIGN}|\d{{1,9}}[.)])(?:[ \t\u00a0]+|$)")
_BOX_ALONE = re.compile(r"^([ \t]*)(?=\[[ xX]\]\s+\S)", re.MULTILINE)
_ANY_ITEM = re.compile(rf"^[ \t]*(?:[-*+|#]|{_SIGN}|\d{{1,9}}[.)])", re.MULTILINE)
_BOX = re.compile(r"\\?\[.?\\?\](?:\s|$)")
_TITLE_LINE = re.compile(r"([*_]{1,2})([^*_\n]+)\1:?")
_COUNTS = frozenset({"#", "No", "No.", "Nr", "Nr.", "Column 1"})
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_CELL_END = re.compile(r"(?<!\\)\|")

Item = str | dict[str, str]


class Items(NamedTuple):
    """The items of a text: words, or the cells of a row by their columns. ``rest`` is what stands in none."""

    items: Sequence[Item] = ()
    rest: str = ""


def list_items(text: str, *, steps: bool = False) -> Items:
    """The items of all lists and tables in a text. A heading above them begins each: ``Prevent: Order a belt``.

    :param steps: whether they are steps: then those below one that have a box are others, and prose is none.
    """
    text = _BOX_ALONE.sub(r"\1- ", text) if steps else text
    if len(text) > MOST_BYTES or text.count("\n") > _MOST_LINES or not _ANY_ITEM.search(text):
        return Items([], text) if steps or not text.strip() else Items([text])
    reading = _Reading(text, steps)
    return Items(list(reading.items()), reading.rest())


class _Reading:
    def __init__(self, text: str, steps: bool) -> None:
        self._steps, self._lines = steps, text.split("\n")
        self._taken = [False] * len(self._lines)
        self._nodes = SyntaxTreeNode(_BLOCKS.parse(_BULLET.sub(_as_bullet, text))).children
        self._has_lists = any(node.type in {*_LISTS, "table"} for node in self._nodes)

    def items(self) -> Iterator[Item]:
        groups: list[list[SyntaxTreeNode]] = [[]]
        for node in self._nodes:
            groups += [[]] if self._title(node) else []
            groups[-1].append(node)
        return (item for group in groups if group for item in self._of_group(group))

    def rest(self, first: int = 0, end: int | None = None) -> str:
        """The lines that no item took."""
        places = range(first, len(self._lines) if end is None else end)
        runs = ([*run] for taken, run in groupby(places, self._taken.__getitem__) if not taken)
        texts = ("\n".join(self._lines[run[0] : run[-1] + 1]) for run in runs)
        return "\n\n".join(dedent(text).strip("\n") for text in texts if text.strip())

    def _of_group(self, nodes: Sequence[SyntaxTreeNode]) -> list[Item]:
        """What is below a heading: its items, or all of it as one. A lesson in sentences has its lists in it."""
        title = self._title(nodes[0])
        (first, below), (_, end) = _span(nodes[0]), _span(nodes[-1])
        items = [item for node in nodes for item in self._of_block(node, title)]
        said = self.rest(below if title else first, end)
        is_told = (
            title and not self._steps and any(not text.endswith(":") for text in said.split("\n\n") if text)
        )
        if items and not is_told:
            self._take(first, below if title and not said else first)
            return items
        if not self._is_item(title, said):
            return []
        whole = "\n".join(self._lines[below:end]).strip() if items else said
        self._take(first, end)
        return [("\n" if self._steps else ": ").join(filter(None, (title, whole)))]

    def _is_item(self, title: str, said: str) -> bool:
        """Whether what is below a heading is an item without a list: a lesson, or the facts of a step."""
        if said:
            return self._is_about_step(said) if self._steps else bool(title) or not self._has_lists
        return bool(title) and not self._has_lists and not is_usual_heading(title)

    def _of_block(self, node: SyntaxTreeNode, title: str) -> Sequence[Item]:
        first, end = _span(node)
        if node.type in _LISTS and not (title and self._is_about_step("\n".join(self._lines[first:end]))):
            return [found for item in node.children for found in self._of_item(item, title)]
        rows = _rows(self._lines[first:end], title) if node.type == "table" else []
        if rows or node.type == "hr":
            self._take(first, end)
        return rows

    def _of_item(self, item: SyntaxTreeNode, title: str) -> list[str]:
        """The item; or, where those below it are steps of their own or it only introduces them, these too."""
        below = [each for child in item.children if child.type in _LISTS for each in child.children]
        first, end = _span(item)
        own_end = _span(below[0])[0] if below else end
        words, inside = self._words(first, own_end), [self._words(*_span(each)) for each in below]
        is_title = bool(_TITLE_LINE.fullmatch(words)) or words.endswith(":")
        is_title = is_title and not (self._steps and any(map(is_about_action, inside)))
        if not below or not (is_title or (self._steps and any(map(_BOX.match, inside)))):
            own_end, below, words = end, [], self._words(first, end)
        self._take(first, own_end)
        begins_others = below and not _BOX.match(words)
        others_title = ": ".join(filter(None, (title, _plain(words)))) if begins_others else title
        others = [found for each in below for found in self._of_item(each, others_title)]
        return others if not words or (others and begins_others) else [_below(title, words), *others]

    def _words(self, first: int, end: int) -> str:
        """The lines of an item without its marker."""
        line, _, below = "\n".join(self._lines[first:end]).partition("\n")
        said = f"{_MARKER.sub('', line)}\n{dedent(below)}".strip()
        return "" if _BOX.fullmatch(said) else said

    def _title(self, node: SyntaxTreeNode) -> str:
        """The words of a heading, or of a line in bold or italics that stands for one."""
        said = node.children[0].content.strip() if node.type in {"heading", "paragraph"} else ""
        return _plain(said) if node.type == "heading" or _TITLE_LINE.fullmatch(said) else ""

    def _is_about_step(self, text: str) -> bool:
        lines = (_MARKER.sub("", line) for line in text.split("\n") if line.strip())
        return self._steps and all(map(is_about_action, lines))

    def _take(self, first: int, end: int) -> None:
        self._taken[first:end] = [True] * (end - first)


def _span(node: SyntaxTreeNode) -> tuple[int, int]:
    return node.map or (0, 0)


def _as_bullet(mark: re.Match[str]) -> str:
    return mark[1] + "-".ljust(len(mark[2]))


def _plain(title: str) -> str:
    return _NUMBER.sub("", title.strip(" \t*_:"))


def _below(title: str, item: str) -> str:
    """An item with the words above it: behind its box, if it has one."""
    box = _BOX.match(item)
    start = box.end() if box else 0
    return f"{item[:start]}{title}: {item[start:]}" if title else item


def _rows(lines: Sequence[str], title: str) -> list[dict[str, str]]:
    head, _, *rows = map(_cells, lines)
    beyond = max(map(len, rows), default=0) - len(head)
    *names, of_title = distinct_names([*head, *[""] * beyond, "Group"])
    counts = {at for at, name in enumerate(names) if name in _COUNTS and _is_count(rows, at)}
    cells = [{names[at]: cell for at, cell in enumerate(row) if cell and at not in counts} for row in rows]
    return [row | ({of_title: title} if title else {}) for row in cells if row]


def _is_count(rows: Sequence[Sequence[str]], place: int) -> bool:
    return all(row[place : place + 1] == [str(number)] for number, row in enumerate(rows, 1))


def _cells(line: str) -> list[str]:
    inside = line.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(inside)]
