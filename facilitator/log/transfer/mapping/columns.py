"""What the columns of a table say: the names in its head, and the cells of a row by our fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import count, takewhile

from facilitator.log.entry.content import LONGEST
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.chosen import IN_BODY, KEEP, LEAVE, chosen_for
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of, is_nothing, plain_name
from facilitator.log.transfer.mapping.lists import Item, list_items
from facilitator.log.transfer.mapping.map_fields import OWN_FIELDS, MappedFields
from facilitator.log.transfer.mapping.values import distinct_names
from facilitator.log.transfer.records import RawValue, TakenName

_OF_ACTION = {name: field for field in ("owner", "due", "state") for name in SYNONYMS["action_names"][field]}
_IDS = frozenset(SYNONYMS["columns"]["id"])
_TITLES_TOO: Sequence[str] = SYNONYMS["columns"]["title"]
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUSTOM = re.compile(r"custom field \((.+)\)")
_MORE = re.compile(r"\s*\([^()]*\)$|\s+(?:&|and)\s.*|\s*#?\d{1,2}$")
_LISTS = ("tags", "categories", "learned", "actions")


class Columns:
    """The columns of a table by their names. Each says a field, or its cells are kept under its name."""

    def __init__(self, head: Sequence[str]) -> None:
        self.names = distinct_names(cell.strip() for cell in head)
        readings = _readings(self.names)
        known = sorted((*found, place) for place, said in enumerate(readings) if (found := _field(said)))
        self._places: dict[str, list[int]] = {}
        for _, field, at in known:
            self._places.setdefault(field, []).append(at)
        too = ((said[-1], at) for at, said in enumerate(readings) if not chosen_for(self.names[at]))
        others = sorted((_TITLES_TOO.index(name), at) for name, at in too if name in _TITLES_TOO)
        self.titles = [*self._places.get("title", ()), *(at for _, at in others)]
        """The places of the columns that can say the title of a row."""
        self._ids = [at for at, said in enumerate(readings) if said[0].endswith("#") or said[0] in _IDS]
        self._beside = _beside_actions([said[0] for said in readings], self._places)
        self.known = len(known)
        """How many of the columns say a field."""

    def names_of(self, cells: Sequence[str]) -> list[str]:
        """The names of the cells of a row, also of those beyond the head."""
        more = len(cells) - len(self.names)
        return distinct_names([*self.names, *[""] * more]) if more > 0 else self.names

    def says(self, field: str) -> list[str]:
        """The names of the columns that say the field."""
        return [self.names[place] for place in self._places.get(field, ())]

    def days(self, cells: Sequence[str], *, due: bool = True) -> list[str]:
        """The days that a row names, to find out from all rows what comes first in them."""
        deadlines = (place for place, field in self._beside.items() if due and field == "due")
        return [cells[place] for place in (*self._places.get("date", ()), *deadlines) if place < len(cells)]

    def key(self, cells: Sequence[str]) -> str:
        """What is the same when the row is read again: its id, or ``""``."""
        return next((cells[place] for place in self._ids if place < len(cells) and cells[place].strip()), "")

    def read(self, cells: Sequence[str], order: dates.Order = "") -> MappedFields:
        """The cells of a row by our fields, and those that no field has.

        :param order: what comes first in days such as 02/04/2019.
        :raises AmbiguousDay: when nobody can tell which day it says.
        """
        left = {place: text for place, text in enumerate(cells) if text.strip()}
        values: dict[str, RawValue] = self._take_title(left) | self._take_day(left, order)
        for field, places in self._places.items():
            said = [place for place in places if place in left]
            if said and field in _LISTS:
                values[field] = self._listed(field, [left.pop(place) for place in said], left, order)
            elif said and field not in {"title", "date"}:
                values[field] = left.pop(said[0])
        values.pop(LEAVE, None)
        left_out = self._places.get(LEAVE, ())
        names = self.names_of(cells)
        extra = {names[place]: text for place, text in left.items() if place not in left_out}
        return MappedFields(values, extra, {}, self.taken)

    @cached_property
    def taken(self) -> tuple[TakenName, ...]:
        """What each column is taken as."""
        fields = {place: field for field, places in self._places.items() for place in places}
        fields |= dict.fromkeys(self.titles[:1], "title")
        return tuple(
            TakenName(name, "column", fields.get(place, KEEP)) for place, name in enumerate(self.names)
        )

    def _take_title(self, left: dict[int, str]) -> dict[str, RawValue]:
        """The title. Without one the first words of the row are it, and stay where they are."""
        told = sorted(place for field in IN_BODY for place in self._places.get(field, ()))
        place = next((place for place in (*self.titles, *told) if place in left), None)
        if place is None:
            return {}
        words, longest = " ".join(left[place].split()), LONGEST["title"]
        if len(words) > longest:
            return {"title": f"{words[: longest - 1]}…"}
        if place in self.titles:
            del left[place]
        return {"title": words}

    def _take_day(self, left: dict[int, str], order: dates.Order) -> dict[str, RawValue]:
        """The first day that is one. What says more than a day, or none, is kept."""
        places = [place for place in self._places.get("date", ()) if place in left]
        for place in places:
            try:
                day = dates.parse_day(left[place], order, serials=True).isoformat()
            except dates.AmbiguousDay:
                raise
            except ValueError:
                continue
            if dates.names_one_day(left[place], only=True):
                del left[place]
            return {"date": day}
        # What is called just that has to say one, or nothing, and is refused for what it says.
        named = next((place for place in places if self._has_to_say_day(place, left[place])), None)
        return {} if named is None else {"date": left.pop(named)}

    def _has_to_say_day(self, place: int, text: str) -> bool:
        return plain_name(self.names[place]) == "date" and not is_nothing(text.strip())

    def _listed(self, field: str, texts: list[str], left: dict[int, str], order: dates.Order) -> RawValue:
        if field == "learned":
            return list(texts)
        if field != "actions":
            return "\n".join(texts)
        items = [item for text in texts for item in _steps(text)]
        beside = {self.names[place]: left.pop(place) for place in self._beside if items and place in left}
        for place, said in self._beside.items():
            text = beside.get(self.names[place], "")
            with suppress(ValueError):
                if said == "due" and dates.names_one_day(text, only=True):
                    beside[self.names[place]] = dates.parse_day(text, order, serials=True).isoformat()
        return [side_by_side(item, beside) for item in items] if beside else items


def side_by_side(item: Item, beside: Mapping[str, str]) -> dict[str, str]:
    """What an item says and what stands beside it, of which none hides another one by having its name."""
    said = item if isinstance(item, dict) else {"what": item}
    names = distinct_names([*said, *beside])
    return dict(zip(names, [*said.values(), *beside.values()], strict=True))


def _steps(text: str) -> list[Item]:
    """The items of a list, or else the lines of the text."""
    found = list_items(text, steps=True)
    return [*found.items, *(line for line in found.rest.split("\n") if line.strip())]


def _readings(names: Sequence[str]) -> list[list[str]]:
    """How each name can be read: ``Custom field (Cause)``, ``createdAt``, ``Created At (UTC)``, ``Causes & more``.

    ``Start`` is when it began where ``End`` stands, too, and else may be a list of a board.
    """
    readings = []
    for name in names:
        said = _CUSTOM.sub(r"\1", plain_name(_WORDS.sub(" ", name)))
        readings.append([name] if chosen_for(name) else [said, plain_name(_MORE.sub("", said))])
    if ["end", "end"] in readings:
        return [["start time"] if said[0] == "start" else said for said in readings]
    return readings


def _field(said: Sequence[str]) -> tuple[int, str] | None:
    known = (found for found in map(field_of, said) if found and found[0] not in OWN_FIELDS)
    return next(((rank, field) for field, rank in known), None)


def _beside_actions(names: Sequence[str], places: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """The columns that say the owner, the deadline or the state of the actions.

    They stand right beside these, a state only after them: one before is more likely that of the entry.
    """
    known = {place for field, found in places.items() for place in (found[:1] if field == "date" else found)}
    fields = {at: _OF_ACTION.get(name.removeprefix("action ")) for at, name in enumerate(names)}
    said = {at: field for at, field in fields.items() if field and at not in known}
    found = [at for at in said if names[at].startswith("action ")]
    for place in places.get("actions", ()):
        found += takewhile(said.__contains__, count(place + 1))
        found += (at for at in takewhile(said.__contains__, count(place - 1, -1)) if said[at] != "state")
    return {at: said[at] for at in found}
