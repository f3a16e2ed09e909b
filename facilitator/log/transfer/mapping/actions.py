"""One action, out of the words of an item in a list, or out of the named cells of a row.

What fits no field of an action stays in its words, or is given back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from facilitator.log.entry.content import LONGEST
from facilitator.log.entry.schemas import ActionSchema
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.field_names import SYNONYMS, plain_name
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
_BOXES = {mark: state for state, marks in SYNONYMS["boxes"].items() for mark in marks}
# In the name of a column, these tell what is to be done, where none has a name that we know.
_TELLS = re.compile(r"\b(?:action|task|step|description|measure)s?\b", re.IGNORECASE)
NOBODY = frozenset(SYNONYMS["nobody"]["names"])
# A text that is longer fits in no action, however much of it tells who and when.
_MOST_READ = 4 * LONGEST["action"]
_NOTHING = frozenset({"", "-", "–"})
# Of our own exports too are the id and the kind: what others call so is kept beside.
_ACTION_FIELDS = frozenset(ActionSchema().fields) - {"id", "kind", "worked"}
_BOX = re.compile(r"\\?\[(.?)\\?\](?=\s|$)|([✅☑✔✓☐⬜])\ufe0f?")
# “TODO Order a belt”, or “**Done:** Order a belt”.
_STATE_FIRST = re.compile(r"[*_]*(?:([A-Z]{4,10})|(?=\w+\b[*_]*:)(\w+))[*_]*:?[*_]*\s+(?=\S)")
_STRUCK = re.compile(r"~~(.+)~~\W*", re.DOTALL)
# A comma before a year may be that of “May 1, 2019”.
_BETWEEN = re.compile(
    r"([,;]\s+(?!\d{4}(?![\d/.-]))|(?<=\w\w)\.\s+|\s*\|\s*|\s+[–—-]+\s+|\s*\n\s*(?:[-*+•–]\s+)?)"
)
_BRACKETS = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\](?!\())")
_NAMED = re.compile(r"[*_]*([^\W\d_][\w ()]*?)[*_ ]*(?:::?|=)[*_ ]*(.*?)[*_.]*", re.DOTALL)
_BY = re.compile(r"(?:due|by|until|before|deadline|📅)(?: (?:by|on|date))?\s*(\S.*?)\.?", re.IGNORECASE)
_LAST_BY = re.compile(r"\s+(?=(?:due|by|until|before|📅)\s)", re.IGNORECASE)
_MENTION = r"@[\w.-]*\w"
_MENTIONS = rf"{_MENTION}(?:(?:,|\s+and|\s+&)?\s+{_MENTION})*"
_ALL_MENTIONS = re.compile(rf"({_MENTIONS})")
_AT_EITHER_END = re.compile(rf"^({_MENTIONS})[:,]?\s+(?=\S)|\s({_MENTIONS})$")
_CAPITAL = r"[^\W\d_a-z](?:[^\W\d_]|[.'’-])*"
_FOR = re.compile(rf"(?i:assigned to|owned by|owner|assignee) ((?:@|{_CAPITAL}).*)")
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}")


def from_words(text: str) -> dict[str, Any]:
    """The action that a text such as ``[x] Order a belt (owner: Ida, due: 2019-05-01)`` tells, or nothing."""
    state, said = _ticked(text.strip())
    if len(said) > _MOST_READ:
        return {"what": said, "state": state}
    found: dict[str, str] = {}
    what = _without_brackets(said, found)
    what = _without_mentions(_without_end(what, found), found)
    if not what:
        what, found = said, {}
    return {"what": what, "state": state, **found} if what else {}


def from_cells(cells: Mapping[str, RawValue]) -> tuple[dict[str, Any], dict[str, str]]:
    """The action in a row such as ``{"Task": …, "Assignee": …, "Deadline": …}``, and the cells that fit no field.

    Without words for what is to be done there is no action, and all cells are given back.
    """
    said = {name: text for name, value in cells.items() if (text := as_text(value).strip()) not in _NOTHING}
    action: dict[str, Any] = {}
    left = dict(said)
    for name in sorted(said, key=_field_of):
        field, text = _field_of(name)[1], said[name]
        value = _value(field, text) if field in _READERS else text
        if field and value and field not in action:
            action[field] = value
            if field != "state" or not _due(text):
                del left[name]
    if {"what", "hypothesis"}.isdisjoint(action) and (told := list(filter(_TELLS.search, left))):
        action["what"] = left.pop(max(told, key=lambda name: len(left[name])))
    words = from_words(action.pop("what", ""))
    return ({**words, **action}, left) if words or "hypothesis" in action else ({}, said)


def is_about_action(text: str) -> bool:
    """Whether a text says no more than who does an action, by when, or how it ended: ``Owner: Ida``."""
    return _part(text) is not None


def _field_of(name: str) -> tuple[int, str]:
    plain = plain_name(name)
    return _NAMES.get(plain) or (len(_NAMES), plain if plain in _ACTION_FIELDS else "")


def _ticked(text: str) -> tuple[str, str]:
    """The state that boxes and ``~~`` around the text tell, and the text without them."""
    states = ["open"]
    word = _STATE_FIRST.match(text)
    said = (word[1] or word[2]).casefold() if word else ""
    if word and (said == "todo" or _STATES.get(said, "open") != "open"):
        states.append(_STATES[said])
        text = text[word.end() :]
    while mark := _BOX.match(text) or _STRUCK.fullmatch(text):
        if mark.re is _STRUCK:
            states.append("dropped")
            text = mark[1].strip()
            continue
        sign = mark[1] if mark[1] is not None else mark[2]
        if sign not in _BOXES:
            break
        states.append(_BOXES[sign])
        text = text[mark.end() :].strip()
    return next((end for end in ("done", "dropped") if end in states), "open"), text


def _without_brackets(text: str, found: dict[str, str]) -> str:
    def read(group: re.Match[str]) -> str:
        inside = group[1] if group[1] is not None else group[2]
        left = _take(inside, found, first=0)
        return left and group[0].replace(inside, left)

    return _BRACKETS.sub(read, text)


def _without_end(text: str, found: dict[str, str]) -> str:
    """The text without what follows it: ``, owner: Ida``, ``by 2019-05-01``, or lines of names and values."""
    text = _take(text, found, first=1)
    for start in _LAST_BY.finditer(text):
        if "due" not in found and (said := _part(text[start.end() :])):
            found |= dict([said])
            text = text[: start.start()]
    return text


def _without_mentions(text: str, found: dict[str, str]) -> str:
    mention = _AT_EITHER_END.search(text)
    owner = _value("owner", mention[1] or mention[2]) if mention and "owner" not in found else ""
    if not mention or not owner:
        return text
    found["owner"] = owner
    return (text[: mention.start()] + text[mention.end() :]).strip()


def _take(text: str, found: dict[str, str], first: int) -> str:
    """Move what the parts of the text say about the action into `found`, and give back the others.

    :param first: the place of the first part that may say something.
    """
    parts, gaps = _split(text)
    said = {place: read for place, part in enumerate(parts) if place >= first and (read := _part(part))}
    said |= _names_and_days(parts, said, first)
    taken = set()
    for place, (field, value) in said.items():
        if field not in found:
            found[field] = value
            taken.add(place)
    left = "".join(
        gap + part for place, (gap, part) in enumerate(zip(gaps, parts, strict=True)) if place not in taken
    )
    return left.strip(" \n,;|–—-") if taken else text


def _split(text: str) -> tuple[list[str], list[str]]:
    """The parts of a text, and what stands before each. More names after ``owner: Ida`` belong to that part."""
    pieces = _BETWEEN.split(text)
    parts, gaps = pieces[:1], [""]
    for gap, part in zip(pieces[1::2], pieces[2::2], strict=True):
        is_name = gap.startswith(",") and _NAME.fullmatch(part.strip()) and not _part(part)
        if is_name and _NAMED.fullmatch(parts[-1].strip()) and (_part(parts[-1]) or ("",))[0] == "owner":
            parts[-1] += gap + part
        else:
            parts.append(part)
            gaps.append(gap)
    return parts, gaps


def _names_and_days(
    parts: list[str], said: Mapping[int, tuple[str, str]], first: int
) -> dict[int, tuple[str, str]]:
    """What no word announces: a day beside an owner, and beside a day what looks like a name."""
    found = {}
    for place in range(first, len(parts)):
        field, day = said.get(place, ("due", _value("due", parts[place])))
        for beside in (place - 1, place + 1) if field == "due" and day else ():
            is_name = first <= beside < len(parts) and _NAME.fullmatch(parts[beside].strip())
            if said.get(beside, ("", ""))[0] == "owner" or is_name:
                found[place] = ("due", day)
                found[beside] = said.get(beside) or ("owner", parts[beside].strip())
    return found


def _part(text: str) -> tuple[str, str] | None:
    """The field and the value in ``owner: Ida``, ``by 2019-05-01``, ``@olaf`` or ``done``."""
    said = text.strip()
    named = _NAMED.fullmatch(said)
    field = _NAMES.get(plain_name(named[1]), (0, ""))[1] if named else ""
    tries = [(field, named[2])] if named and field in _READERS else []
    for field, shape in (("due", _BY), ("owner", _FOR), ("owner", _ALL_MENTIONS)):
        tries += [(field, match[1]) for match in [shape.fullmatch(said)] if match]
    if len(said) > 3 and _STATES.get(said.casefold(), "open") != "open":
        tries.append(("state", said))
    return next(((field, value) for field, text in tries if (value := _value(field, text))), None)


def _value(field: str, text: str) -> str:
    return _READERS[field](text.strip(" \n*_`"))


def _owner(text: str) -> str:
    said = re.sub(r"(?:^|(?<=\s))@(?=\w)", "", text)
    return "" if said.casefold() in NOBODY or len(said) > LONGEST["owner"] else said


def _due(text: str) -> str:
    try:
        return dates.parse_day(text).isoformat() if dates.names_one_day(text) else ""
    except ValueError:
        return ""


def _state(text: str) -> str:
    """The state for a word with or without a mark before it, for a box, or for the day when it was done."""
    ticked, rest = _ticked(text)
    words = {text.casefold(), rest.strip("*_:").casefold()}
    known = next(filter(None, map(_STATES.get, words)), "")
    return known or (ticked if text and not rest else "") or ("done" if _due(text) else "")


_READERS = {"owner": _owner, "due": _due, "state": _state}
