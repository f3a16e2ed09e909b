"""What the columns of a table say: the names in its head, and the cells of a row by our fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile

from facilitator.log.entry.content import LONGEST
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.field_names import IN_BODY, SYNONYMS, field_of, plain_name
from facilitator.log.transfer.mapping.lists import Item, list_items
from facilitator.log.transfer.mapping.map_fields import OWN_FIELDS, MappedFields
from facilitator.log.transfer.mapping.values import distinct_names
from facilitator.log.transfer.records import ParseError, RawValue

_TITLES_TOO = {name: rank for rank, name in enumerate(SYNONYMS["columns"]["title"])}
_IDS = frozenset(SYNONYMS["columns"]["id"])
_OF_ACTION = {name: field for field, names in SYNONYMS["action_names"].items() for name in names}
_BESIDE_ACTION = frozenset({"owner", "due", "state"})
_CUSTOM = re.compile(r"custom field \((.+)\)")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_AND = re.compile(r"\s+(?:&|and)\s+")
_LISTS = ("tags", "categories", "learned", "actions")


def readings(name: str) -> Iterator[str]:
    """A column's name, and those in it: ``Custom field (Root cause)``, ``Created At (UTC)``, ``Causes & Remarks``."""
    said = _CUSTOM.sub(r"\1", plain_name(name))
    yield said
    yield plain_name(_IN_BRACKETS.sub("", said))
    yield _AND.split(said)[0]


class Columns:
    """The columns of a table by their names. Each says a field, or its cells are kept under its name."""

    def __init__(self, head: Sequence[str]) -> None:
        self.names = distinct_names(cell.strip() for cell in head)
        known = [_field(name) for name in self.names]
        self._places: dict[str, list[int]] = {}
        for _, place, field in sorted(
            (found[0], place, found[1]) for place, found in enumerate(known) if found
        ):
            self._places.setdefault(field, []).append(place)
        self._titles_too = _titles_too(self.names)
        self._ids = [
            place for place, name in enumerate(self.names) if name.endswith("#") or plain_name(name) in _IDS
        ]
        self._beside = _beside_action(self.names, self._places)

    @property
    def is_titled(self) -> bool:
        """Whether a column is called title, or as trackers call it."""
        return "title" in self._places

    @property
    def says_days(self) -> bool:
        """Whether a column is a date."""
        return "date" in self._places

    @property
    def says_entries(self) -> bool:
        """Whether each row can be an entry: it has a title, or words that can be one."""
        is_told = "date" in self._places and not IN_BODY.isdisjoint(self._places)
        return self.is_titled or bool(self._titles_too) or is_told

    @property
    def known(self) -> int:
        """How many of the columns say a field."""
        return sum(map(len, self._places.values()))

    def days(self, cells: Sequence[str]) -> Iterator[str]:
        """The days that a row names, to find out from all rows what comes first in them."""
        for place in (*self._places.get("date", ()), *self._beside.get("due", ())):
            if place < len(cells):
                yield cells[place]

    def key(self, cells: Sequence[str]) -> str:
        """What is the same when the row is read again: its id, or ``""``."""
        return next((cells[place] for place in self._ids if place < len(cells) and cells[place].strip()), "")

    def read(self, cells: Sequence[str], order: dates.Order = "") -> MappedFields:
        """The cells of a row by our fields, and those that no field has.

        :param order: what comes first in days such as 02/04/2019.
        :raises ParseError: when what it says as its date is none.
        """
        left = {place: text for place, text in enumerate(cells) if text.strip()}
        values: dict[str, RawValue] = {}
        self._take_title(left, values)
        self._take_day(left, values, order)
        for field, places in self._places.items():
            said = [place for place in places if place in left]
            if said and field in _LISTS:
                values[field] = self._listed(field, [left.pop(place) for place in said], left, order)
            elif said and field not in {"title", "date"}:
                values[field] = left.pop(said[0])
        return MappedFields(values, {self.names[place]: text for place, text in left.items()}, {})

    def _take_title(self, left: dict[int, str], values: dict[str, RawValue]) -> None:
        titles = [*self._places.get("title", ()), *self._titles_too]
        told = sorted(place for field, places in self._places.items() if field in IN_BODY for place in places)
        for place in (*titles, *told):
            if place in left:
                words = " ".join(left[place].split())
                longest = LONGEST["title"]
                values["title"] = words if len(words) <= longest else f"{words[: longest - 1]}…"
                if place in titles and len(words) <= longest:
                    del left[place]
                return

    def _take_day(self, left: dict[int, str], values: dict[str, RawValue], order: dates.Order) -> None:
        """The first day that is one. What says more than a day, or none, is kept."""
        wrong: ValueError | None = None
        for place in self._places.get("date", ()):
            if place not in left:
                continue
            try:
                values["date"] = dates.parse_day(left[place], order, serials=True).isoformat()
            except dates.AmbiguousDay as error:
                raise ParseError(str(error), field="date") from error
            except ValueError as error:
                wrong = wrong or error
                continue
            if dates.names_one_day(left[place]):
                del left[place]
            return
        if wrong:
            raise ParseError(str(wrong), field="date") from wrong

    def _listed(self, field: str, texts: list[str], left: dict[int, str], order: dates.Order) -> RawValue:
        if field == "learned":
            return list(texts)
        if field == "actions":
            beside = self._take_beside(left, order)
            items = [item for text in texts for item in _steps(text)]
            return [_cells(item) | beside for item in items] if beside else items
        return "\n".join(texts)

    def _take_beside(self, left: dict[int, str], order: dates.Order) -> dict[str, str]:
        """The owner, the deadline and the state in the columns beside the actions: they are those of each action."""
        found = {}
        for field, places in self._beside.items():
            for place in places:
                text = left.pop(place, "")
                if field == "due" and text:
                    with suppress(ValueError):
                        text = dates.parse_day(text, order, serials=True).isoformat()
                if text:
                    found[self.names[place]] = text
        return found


def _steps(text: str) -> list[Item]:
    """The items of a list, or else the lines of the text."""
    found = list_items(text, steps=True)
    return [*found.items, *(line for line in found.rest.split("\n") if line.strip())]


def _cells(item: Item) -> dict[str, str]:
    return item if isinstance(item, dict) else {"what": item}


def _field(name: str) -> tuple[int, str] | None:
    for said in readings(name):
        found = field_of(said)
        if found and found[0] not in OWN_FIELDS:
            return found[1], found[0]
    return None


def _titles_too(names: Sequence[str]) -> list[int]:
    ranks = [
        (min(_TITLES_TOO.get(said, len(_TITLES_TOO)) for said in readings(name)), place)
        for place, name in enumerate(names)
    ]
    return [place for rank, place in sorted(ranks) if rank < len(_TITLES_TOO)]


def _beside_action(names: Sequence[str], places: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """The columns that say the owner, the deadline and the state of the actions, by what they say.

    They stand right beside the actions, a state only after them: one before is more likely that of the entry.
    """
    known = {place for field, found in places.items() for place in (found[:1] if field == "date" else found)}
    said = [_OF_ACTION.get(plain_name(name).removeprefix("action "), "") for name in names]
    fits = [field in _BESIDE_ACTION and place not in known for place, field in enumerate(said)]
    found: dict[int, str] = {}
    for place in places.get("actions", ()):
        after = takewhile(fits.__getitem__, range(place + 1, len(names)))
        before = takewhile(fits.__getitem__, range(place - 1, -1, -1))
        found |= {each: said[each] for each in after}
        found |= {each: said[each] for each in before if said[each] != "state"}
        found |= {
            each: said[each]
            for each, name in enumerate(names)
            if fits[each] and name.casefold().startswith("action ")
        }
    return {
        field: [place for place in sorted(found) if found[place] == field] for field in set(found.values())
    }
