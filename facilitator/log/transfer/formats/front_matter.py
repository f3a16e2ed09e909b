"""Reading YAML front matter: its values as text, and their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from facilitator.log.transfer.mapping.values import distinct_names
from facilitator.log.transfer.records import ParseError, RawValue

_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\A---[ \t]*\n")


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
    if text.startswith("+++"):
        raise ParseError("Its front matter is TOML (+++). Write it as YAML, between lines of ---.", 1)
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(body=text)
    end = _END.search(text, opening.end())
    if end is None:
        raise ParseError("Its front matter does not end. Put a line of --- after it.", 1)
    values, lines = _mapping(text[opening.end() : end.start()])
    return FrontMatter(values, lines, text[end.end() :], text.count("\n", 0, end.end()) + 1)


def _mapping(source: str) -> tuple[dict[str, RawValue], dict[str, int]]:
    node = _compose(source)
    if node is None:
        return {}, {}
    if not isinstance(node, MappingNode):
        raise ParseError("Its front matter is no list of names and values, like title: …", 2)
    values: dict[str, RawValue] = {}
    lines: dict[str, int] = {}
    keys = distinct_names(str(_plain(name)) for name, _ in node.value)
    for key, (name, value) in zip(keys, node.value, strict=True):
        # YAML counts lines from 0, and the --- before it is line 1 of the file.
        values[key], lines[key] = _plain(value), name.start_mark.line + 2
        if cut := _comment(value, source):
            values[f"{key} (after #)"] = cut
    return values, lines


def _comment(value: Node, source: str) -> str:
    """The text after a ``#`` on the line of a value. YAML drops it, but its writer may have meant it."""
    if not isinstance(value, ScalarNode) or value.style in ("|", ">"):
        return ""
    rest = source[value.end_mark.index :].split("\n", 1)[0].strip()
    return rest.removeprefix("#").strip() if rest.startswith("#") else ""


def _compose(source: str) -> Node | None:
    try:
        return yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it cannot be read"
        raise ParseError(f"Its front matter is no YAML: {said}.", mark.line + 2 if mark else 2) from error
    except yaml.YAMLError as error:
        raise ParseError("Its front matter has a character that YAML does not allow.", 2) from error


class _Loader(yaml.BaseLoader):
    """A loader that refuses aliases, because a few of them can expand to gigabytes."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias (*) is not read", problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def _plain(node: Node) -> RawValue:
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.value]
    if isinstance(node, MappingNode):
        return {str(_plain(name)): _plain(value) for name, value in node.value}
    assert isinstance(node, ScalarNode)
    return str(node.value)
