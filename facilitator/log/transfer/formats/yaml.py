"""Reading the names and values of YAML front matter as whoever wrote them meant them, and not always as YAML does."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from facilitator.log.transfer.records import ParseError, RawValue

_ENTRY = re.compile(r"([ ]*(?:- +)*)([\w@!%$][^:\n]*:[ \t]+|(?<=- ))(\S.*)$")
_BLOCK = re.compile(r"(?:[:-] *|^)[|>][-+\d]*$")
MOST_ITEMS = 5_000
"""Items of a list on one line. One with more is a text, because YAML would need too long for it."""
# Text from its first letter on, and all of it.
_WORD = re.compile(r"[\w./]")
_PLAIN = re.compile(r"(?:[^#:]|:(?=\S)|(?<=\S)#)*")
# Inside of these YAML has structure of its own: a list or a mapping, not links such as [[Doors]].
_STRUCTURE = re.compile(r"\[(?!\[[^\[\]]+\]\])|\{(?!\{)|[|>][-+\d]*$")
_NAMED_STRUCTURE = re.compile(r"[&!]\S*\s+[\[{]")
_FLAT_LIST = re.compile(r"\[([^\[\]{}]*)\]")
_UNCLOSED = re.compile(r"\[[^\]]*|\{[^}]*")
_QUOTED = re.compile(r"""(["'])(.*)\1""")


def read_mapping(source: str) -> list[tuple[str, RawValue, int]]:
    """The names, their values as text, and the lines of the names (from 0), in their order.

    :raises ParseError: with the line (from 0) of the error.
    """
    source = as_typed(source)
    node = _compose(source)
    if node is None:
        return []
    if not isinstance(node, MappingNode):
        raise ParseError("Its front matter is no list of names and values, like title: …", 0)
    found: list[tuple[str, RawValue, int]] = []
    for name, value in node.value:
        key, line = str(_plain(name)), name.start_mark.line
        found.append((key, _plain(value), line))
        if cut := _comment(value, source):
            found.append((f"{key} (after #)", cut, line))
    return found


def as_typed(source: str) -> str:
    """The source with quotes around the values of one line in which YAML would see marks of its own.

    Such are ``@ida``, ``!important``, ``Postmortem: the lift``, ``Ticket #12`` and ``"The "big" fair"``.
    """
    lines = [re.sub(r"^[ ]*\t[ \t]*", _blanks, line) for line in source.split("\n")]
    depths = [len(line) - len(line.lstrip(" ")) for line in lines]
    block: int | None = None
    for number, (line, next_depth) in enumerate(zip(lines, _next_depths(lines, depths), strict=True)):
        if block is not None and (depths[number] > block or not line.strip()):
            continue
        block = depths[number] if _BLOCK.search(line.rstrip()) else None
        entry = _ENTRY.match(line)
        if entry and next_depth <= depths[number] and (value := entry[3].rstrip()):
            lines[number] = entry[1] + entry[2].replace("\t", " ") + _quoted(value)
    return "\n".join(lines)


def _next_depths(lines: Sequence[str], depths: Sequence[int]) -> list[int]:
    """How far the next line that says something is indented, for each line."""
    found, depth = list[int](), 0
    for line, own in zip(reversed(lines), reversed(depths), strict=True):
        found.append(depth)
        if line.strip() and not line.lstrip().startswith("#"):
            depth = own
    return found[::-1]


def _blanks(found: re.Match[str]) -> str:
    return found[0].replace("\t", "  ")


def _quoted(value: str) -> str:
    """The value as YAML, which it is already if YAML would keep all of it."""
    if _WORD.match(value):
        return value if _PLAIN.fullmatch(value) else _text(value)
    if value[0] in "[{" and value.count(",") > MOST_ITEMS:
        return _text(value)
    if _UNCLOSED.fullmatch(value) or _is_kept(value):
        return value
    if listed := _FLAT_LIST.fullmatch(value):
        return f"[{', '.join(_text(each.strip()) for each in listed[1].split(',') if each.strip())}]"
    return _text(value)


def _text(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return json.dumps(quoted[2] if quoted else value, ensure_ascii=False)


def _is_kept(value: str) -> bool:
    if value[0] in "&*!":
        return bool(_NAMED_STRUCTURE.match(value))
    try:
        node = yaml.compose(value, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return value[0] == "{" and not value.startswith("{{")
    is_text = isinstance(node, ScalarNode) and bool(node.style or node.value == value)
    return is_text or bool(_STRUCTURE.match(value))


def _comment(value: Node, source: str) -> str:
    """The text after a ``#`` on the line of a value. YAML drops it, but its writer may have meant it."""
    if not isinstance(value, ScalarNode) or value.style in ("|", ">"):
        return ""
    start = value.end_mark.index
    end = source.find("\n", start)
    rest = source[start : end if end >= 0 else None].strip()
    return rest.removeprefix("#").strip() if rest.startswith("#") else ""


def _compose(source: str) -> Node | None:
    try:
        return yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it cannot be read"
        raise ParseError(f"Its front matter is no YAML: {said}.", mark.line if mark else 0) from error
    except yaml.YAMLError as error:
        raise ParseError("Its front matter has a character that YAML does not allow.", 0) from error


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
