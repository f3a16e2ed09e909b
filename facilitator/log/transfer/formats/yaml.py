"""Reading the names and values of YAML front matter as whoever wrote them meant them, and not always as YAML does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from facilitator.log.transfer.mapping.values import distinct_names
from facilitator.log.transfer.records import ParseError, RawValue

Pair = tuple[str, RawValue, int]
"""A name, its value, and the line of the name, from 0."""
# A block of text or a text in quotes that goes on in the lines below it, or a value on a line that ends there.
_INDENTED = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
_PART = re.compile(
    r"""
    ^([ ]*+)(?:.*[:-][ ]*+)?(?:[|>][-+\d]*(?P<remark>[ ]+\#.*)?|"(?:[^"\\\n]|\\.)*|'(?:[^'\n]|'')*)$
      (?:\n(?:\1[ ]+.*|[ \t]*)$)*
    | ^(?P<start>(?P<depth>[ ]*+)(?:-[ ]+)*(?:(["']?)[\w@!%$][^:\n]*\5:[ \t]+|(?<=-[ ])))(?P<value>\S.*)$
      (?!(?:\n[ ]*+(?:\#.*)?$)*+\n(?P=depth)[ ]+[^\s#])
    """,
    re.MULTILINE | re.VERBOSE,
)
MOST_ITEMS = 5_000
"""Items of a list on one line. One with more is a text, because YAML would need too long for it."""
# Inside of these YAML has structure of its own: a list or a mapping, not links such as [[Doors]].
_STRUCTURE = re.compile(r"""["']|\[(?!\[[^\[\]]+\]\])|\{(?!\{)""")
_NAMED_STRUCTURE = re.compile(r"[&!]\S*\s+[\[{]")
_FLAT_LIST = re.compile(r"\[([^\[\]{}]*)\](\s+#.*)?")
_UNCLOSED = re.compile(r"\[[^\]]*|\{[^}]*")
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_REMARK = re.compile(
    r"""^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\n#]|(?<=\S)#)*+(?<!\S)#[ \t]*(.+)$""", re.MULTILINE
)


def read_mapping(source: str) -> list[Pair]:
    """The names, their values as text, and the lines of the names (from 0), in their order.

    Values on one line are read as typed: ``@ida``, ``Postmortem: the lift``, ``Ticket #12`` and ``"The "big" fair"``.

    :raises ParseError: with the line (from 0) of the error.
    """
    typed = _PART.sub(_as_typed, _INDENTED.sub(lambda tabs: tabs[0].replace("\t", "  "), source))
    node = _compose(typed)
    if node is None:
        return []
    if not isinstance(node, MappingNode):
        raise ParseError("Its front matter is no list of names and values, like title: …", 0)
    pairs = [(str(_plain(name)), _plain(value), name.start_mark.line) for name, value in node.value]
    return pairs + remarks_in(_PART.sub(_without_block, typed))


def remarks_in(source: str) -> list[Pair]:
    """What stands after a ``#`` in lines, as one value. Parsers drop it, but somebody wrote it."""
    said = "\n".join(_REMARK.findall(source))
    return [("comments", said, 0)] if said else []


def named(pairs: Iterable[tuple[str, RawValue]]) -> dict[str, RawValue]:
    """The values by their names. Lists of one name are one list; of other values each is kept."""
    found: dict[str, RawValue] = {}
    again: list[tuple[str, RawValue]] = []
    for name, value in pairs:
        before = found.get(name)
        if before is None:
            found[name] = value
        elif isinstance(before, list) and isinstance(value, list):
            before += value
        else:
            again.append((name, value))
    names = distinct_names([*found, *(name for name, _ in again)])[len(found) :]
    return found | dict(zip(names, (value for _, value in again), strict=True))


def _as_typed(part: re.Match[str]) -> str:
    return part["start"].replace("\t", " ") + _as_yaml(part["value"].rstrip()) if part["value"] else part[0]


def _without_block(part: re.Match[str]) -> str:
    return part[0] if part["value"] else part["remark"] or ""


def _as_yaml(value: str) -> str:
    """The value as YAML that says what was typed."""
    if _NAMED_STRUCTURE.match(value) or _UNCLOSED.fullmatch(value):
        return value
    if _STRUCTURE.match(value) and value.count(",") <= MOST_ITEMS:
        listed = _FLAT_LIST.fullmatch(value)
        if not listed or '"' in value or "'" in value:
            with suppress(yaml.YAMLError):
                yaml.compose(value, Loader=yaml.BaseLoader)
                return value
        if listed:
            items = ", ".join(_text(each.strip()) for each in listed[1].split(",") if each.strip())
            return f"[{items}]{listed[2] or ''}"
    return _text(value)


def _text(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return json.dumps(quoted[2] if quoted else value, ensure_ascii=False)


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
        return named((str(_plain(name)), _plain(value)) for name, value in node.value)
    assert isinstance(node, ScalarNode)
    return str(node.value)
