"""One action, out of the words of an item in a list, or out of the named cells of a row.

What fits no field of an action stays in its words, or is given back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from facilitator.log.entry.content import LONGEST
from facilitator.log.entry.schemas import ActionSchema
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.field_names import SYNONYMS, is_nothing, plain_name
from facilitator.log.transfer.mapping.values import as_text
from facilitator.log.transfer.records import RawValue

_NAMES = {
    name: (rank, field)
    for field, names in SYNONYMS["action_names"].items()
    for rank, name in enumerate(names)
}
_STATES: Mapping[str, str] = {
    word: state for state, words in SYNONYMS["action_states"].items() for word in words
}
# What a box, or a word that an action begins with, says.
_SIGNS = {
    **{word: _STATES[word] for word in SYNONYMS["action_words"]["first"]},
    **{mark: state for state, marks in SYNONYMS["boxes"].items() for mark in marks},
}
# In the name of a column, these tell what is to be done, where none has a name that we know.
_TELLS = re.compile(r"\b(?:action|task|step|description|measure)s?\b", re.IGNORECASE)
# A text that is longer fits in no action, however much of it tells who and when.
_MOST_READ = 4 * LONGEST["action"]
_NOTHING = frozenset({"", "-", "–"})
# Of our own exports too are the id and the kind: what others call so is kept beside.
_ACTION_FIELDS = frozenset(ActionSchema().fields) - {"id", "kind", "worked"}
# A box, “TODO Order a belt”, “**Done:** Order a belt”, or a line through all of it.
_SIGN = re.compile(
    r"\\?\[(.?)\\?\](?=\s|$)|([✅☑✔✓☐⬜])\ufe0f?|[*_]*(?:([A-Z]{4,10})|(\w+)(?=[*_]*:))[*_]*:?[*_]*\s+(?=\S)"
)
_STRUCK = re.compile(r"~~((?:(?!~~).)+)~~\W*", re.DOTALL)
# Before and until a day, what is not to be done is none of a deadline's, and what was, or is done by then, neither.
_NO_DEADLINE = re.compile(
    r"\b(?:not|never|don['’]t)\b[^,;()]*\s(?:before|until)\s+\S+$|\b(?:was|done|closed|completed|finished|not)\s+"
    r"(?:due|by|until|before)\s+\S+$",
    re.IGNORECASE,
)
_BY_THEN = re.compile(r"\s+(?:by|until|before)\s", re.IGNORECASE)
_BY = "|".join(map(re.escape, SYNONYMS["action_words"]["by"]))
# A comma before a year may be that of “May 1, 2019”.
_BETWEEN = re.compile(
    r"([,;]\s+(?!\d{4}(?![\d/.-]))|(?<=\w\w)\.\s+|\s*\|\s*|\s+[–—-]+\s+|\s*\n\s*(?:[-*+•–]\s+)?"
    rf"|(?<![:=])(?<!:\*\*)(?<!due)\s+(?=(?:{_BY})\s))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[*_]*([^\W\d_][\w ()]*?)[*_ ]*(?:::?|=)[*_ ]*(.*?)[*_.]*", re.DOTALL)
_MENTION = r"@[\w.-]*\w"
_MENTIONS = rf"{_MENTION}(?:(?:,|\s+and|\s+&)?\s+{_MENTION})*"
_CAPITAL = r"[^\W\d_a-z](?:[^\W\d_]|[.'’-])*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}")
_SHAPES = (
    ("due", re.compile(rf"(?i:{_BY}|deadline)(?: (?:by|on|date))?\s*(\S.*?)\.?")),
    ("owner", re.compile(rf"(?i:assigned to|owned by|owner|assignee) ((?:@|{_CAPITAL}).*)")),
    ("owner", re.compile(rf"({_MENTIONS})")),
    ("state", re.compile(r"(.{4,})")),
)
# Here the first part may say something, too.
_BRACKETS = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\](?!\())")
_AT_EITHER_END = re.compile(rf"^({_MENTIONS})[:,]?\s+(?=\S)|\s+({_MENTIONS})$")
# The parts of a text by their kinds. A day alone is the deadline beside an owner or a name alone. Such a name
# is the owner beside a day, and one more owner behind an owner and a comma.
_MEANT = re.compile(r"on*|[ds]|D(?=[oNn])|(?<=[oNn])D|[Nn](?=[dD])|(?<=[dD])[Nn]")
_FIELDS = {"o": "owner", "n": "owner", "d": "due", "s": "state"}


class _Part(NamedTuple):
    """A part of a text: its kind, what it says, and whether it says more than that.

    The kinds are (o)wner, (d)ue, (s)tate, (D)ay alone, (N)ame alone, (n)ame after a comma, (w)ords.
    """

    kind: str = "w"
    value: str = ""
    has_more: bool = False


def from_words(text: str, given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The action that a text such as ``[x] Order a belt (owner: Ida, due: 2019-05-01)`` tells, or nothing.

    :param given: what is known of it. Where the text tells something else, that stays in its words.
    """
    known = dict(given or {})
    state, said = _ticked(text.strip())
    if state and known.setdefault("state", state) != state and state != "open":
        said = text.strip()
    what, found = said, dict(known)

    def read(group: re.Match[str]) -> str:
        inside = group[group.lastindex or 0]
        left = _take(inside, found, first=0)
        return group[0] if left == inside else left and group[0].replace(inside, left)

    if len(said) <= _MOST_READ:
        what = _take(_BRACKETS.sub(read, said), found, first=1)
        what = _AT_EITHER_END.sub(read, what).strip()
    told = {"what": what, **found} if what else {"what": said, **known}
    return {"state": "open", **told} if said else {}


def from_cells(cells: Mapping[str, RawValue]) -> tuple[dict[str, Any], dict[str, str]]:
    """The action in a row such as ``{"Task": …, "Assignee": …, "Deadline": …}``, and the cells that fit no field.

    Without words for what is to be done there is no action, and all cells are given back.
    """
    said = {name: text for name, value in cells.items() if (text := as_text(value).strip()) not in _NOTHING}
    action: dict[str, str] = {}
    left = dict(said)
    for name in sorted(said, key=_field_of):
        field = _field_of(name)[1]
        value, has_more = _read(field, said[name], name)
        if field and value and field not in action:
            action[field] = value
            if not has_more:
                del left[name]
    if {"what", "hypothesis"}.isdisjoint(action) and (told := list(filter(_TELLS.search, left))):
        action["what"] = left.pop(max(told, key=lambda name: len(left[name])))
    words = from_words(action.pop("what", ""), action)
    kind = {"kind": "experiment"} if "hypothesis" in action else {}
    return ({**words, **action, **kind}, left) if words or kind else ({}, said)


def is_about_action(text: str) -> bool:
    """Whether a text says no more than who does an action, by when, or how it ended: ``Owner: Ida``."""
    named = _NAMED.fullmatch(text.strip()[:_MOST_READ])
    return _part(text).kind in "ods" or bool(named and _field_of(named[1])[1] in _FIELDS.values())


def _field_of(name: str) -> tuple[int, str]:
    plain = plain_name(name).removeprefix("action ")
    return _NAMES.get(plain) or (len(_NAMES), plain if plain in _ACTION_FIELDS else "")


def _ticked(text: str) -> tuple[str, str]:
    """The state that signs before the text and ``~~`` around it tell, if any, and the text without them."""
    states = list[str]()
    while mark := _STRUCK.fullmatch(text) or _SIGN.match(text):
        sign, is_struck = mark[mark.lastindex or 0], mark.re is _STRUCK
        state = "dropped" if is_struck else _SIGNS.get(sign.casefold(), "")
        # An empty box is open, whatever word comes next.
        if not state or (states and states[-1] == "open" and not is_struck):
            break
        states.append(state)
        text = (sign if is_struck else text[mark.end() :]).strip()
    return max(states, key=("open", "dropped", "done").index, default=""), text


def _take(text: str, found: dict[str, str], first: int) -> str:
    """Move what the parts of the text say about the action into `found`, and give back the others.

    :param first: the place of the first part that may say something.
    """
    pieces = ["", *_BETWEEN.split(text)]
    words = [gap + part for gap, part in zip(pieces[::2], pieces[1::2], strict=True)]
    parts = [_part(part, gap) for gap, part in zip(pieces[::2], pieces[1::2], strict=True)]
    parts[:first] = [_Part()] * first
    taken = set[int]()
    for meant in _MEANT.finditer("".join(part.kind for part in parts)):
        places = range(*meant.span())
        field = _FIELDS[meant[0][0].casefold()]
        if field == "due" and _NO_DEADLINE.search("".join(words[: places[0] + 1])):
            continue
        if field == "state" and _BY_THEN.match("".join(words[places[-1] + 1 :])):
            continue
        value, _ = _read(field, parts[places[0]].value + "".join(words[place] for place in places[1:]))
        if value and found.setdefault(field, value) == value and not parts[places[0]].has_more:
            taken.update(places)
    left = "".join(said for place, said in enumerate(words) if place not in taken)
    return left.strip(" \n,;|–—-") if taken else text


def _part(text: str, gap: str = "") -> _Part:
    """What a part such as ``owner: Ida``, ``by 2019-05-01``, ``@olaf`` or ``done`` says.

    :param gap: what stands before it.
    """
    said = text.strip()
    if len(said) > _MOST_READ:
        return _Part()
    named = _NAMED.fullmatch(said)
    tries = [(_field_of(named[1])[1], named[2], named[1])] if named else []
    tries += [(field, match[1], "") for field, shape in _SHAPES if (match := shape.fullmatch(said))]
    for field, told, name in tries:
        value, has_more = _read(field, told, name) if field in _FIELDS.values() else ("", False)
        if value and (name or value != "open"):
            return _Part(field[0], value, has_more)
    day, has_more = _read("due", said)
    if day:
        return _Part("D", day, has_more)
    return _Part("n" if gap.startswith(",") else "N", said) if _NAME.fullmatch(said) else _Part()


def _read(field: str, text: str, name: str = "") -> tuple[str, bool]:
    """What a text says for a field, or ``""``; and whether it says more: a time of day, or the day of the end."""
    said = text.strip(" \n*_`")
    day = _due(said) if field in {"due", "state"} else ""
    if field == "due":
        return day, bool(day) and not dates.names_one_day(said, only=True)
    if field == "state":
        # Below a name such as “done” a day says when it was.
        return (_STATES.get(plain_name(name), "") if day else _state(said)), bool(day)
    return (_owner(said) if field == "owner" else text), False


def _owner(text: str) -> str:
    said = re.sub(r"(?:^|(?<=\s))@(?=\w)", "", text)
    return "" if is_nothing(said) or len(said) > LONGEST["owner"] else said


def _due(text: str) -> str:
    try:
        return dates.parse_day(text).isoformat() if dates.names_one_day(text) else ""
    except ValueError:
        return ""


def _state(text: str) -> str:
    """The state for a word with or without a mark before it, or for a box."""
    ticked, rest = _ticked(text)
    words = (text.casefold(), rest.strip("*_:").casefold())
    known = next(filter(None, map(_STATES.get, words)), "")
    return known or (ticked if text and not rest else "")
