"""Mapping the names in a file to our fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.log.transfer.mapping import dates, field_names
from facilitator.log.transfer.mapping.chosen import KEEP, LEAVE, chosen_for
from facilitator.log.transfer.mapping.values import as_text
from facilitator.log.transfer.records import ParseError, RawValue, TakenName

FORMAT = "facilitator-log/1"
OWN_FIELDS = frozenset(
    {
        *("format", "id", "author", "visibility", "named", "tells_drivers", "agreed"),
        *("created_at", "updated_at", "origin", "extra", "meeting"),
        *("uses", "follows", "version", "look_at", "revisions"),
    }
)
"""Fields that are read only from our own exports. In other files the same name may mean something else."""
# Hugo and Zola have tags and categories in it.
_TAXONOMIES = "taxonomies"
_NO_DAY = 1_000
_FORMATS = re.compile(r"facilitator-log/\d+", re.ASCII)


@dataclass(frozen=True)
class MappedFields:
    """The names and values of a file, mapped to our fields.

    :param values: the values by our field names.
    :param extra: the values that no field has, as text, by their names in the file.
    :param names: each field's name in the file.
    :param taken: what each name was taken as.
    """

    values: dict[str, RawValue]
    extra: dict[str, str]
    names: dict[str, str]
    taken: tuple[TakenName, ...] = ()


def is_own_format(said: object) -> bool:
    """Whether this value of ``format`` means that the file is an export of facilitator.

    :raises ParseError: when it is an export in another version of the format.
    """
    if said != FORMAT and _FORMATS.fullmatch(str(said)):
        raise ParseError(f"It is written as {said}, and this version reads {FORMAT}.", field="format")
    return said == FORMAT


def map_fields(given: Mapping[str, RawValue], *, own: bool) -> MappedFields:
    """Map the names to our fields. If several names mean one field, the one of lowest rank is taken.

    The others become extra.

    :param own: whether the file is an export of facilitator; only then names in `OWN_FIELDS` are mapped.
    """
    typed, given = given, _without_taxonomies(given)
    known = sorted(
        (found[1] if own or found[0] != "date" else _rank_of_day(name, said, found[1]), name, found[0])
        for name, said in given.items()
        if (found := _field_of(name, own))
    )
    values: dict[str, RawValue] = {}
    names: dict[str, str] = {}
    for rank, name, field in known:
        if field not in values and rank <= _NO_DAY:
            values[field], names[field] = given[name], name
    left_out = {name for name in given if chosen_for(name) == LEAVE}
    values.pop(LEAVE, None)
    fields = {name: field for field, name in names.items()} | dict.fromkeys(left_out, LEAVE)
    extra = {name: as_text(value) for name, value in given.items() if name not in fields}
    taken = tuple(TakenName(name, "column", fields.get(name, KEEP)) for name in given)
    names = {field: name if name in typed else _TAXONOMIES for field, name in names.items()}
    return MappedFields(values, extra, names, taken)


def _without_taxonomies(given: Mapping[str, RawValue]) -> Mapping[str, RawValue]:
    """The names and values with those in it for itself."""
    inside = given.get(_TAXONOMIES)
    if not isinstance(inside, dict) or not inside.keys().isdisjoint(given):
        return given
    return {name: value for name, value in given.items() if name != _TAXONOMIES} | inside


def _field_of(name: str, own: bool) -> tuple[str, int] | None:
    found = field_names.field_of(name)
    if found and found[0] in OWN_FIELDS and not own:
        # A name of ours may be one for another field in anybody else's file, such as created_at.
        found = field_names.field_of(name.replace("_", " "))
    return found if own or not found or found[0] not in OWN_FIELDS else None


def _rank_of_day(name: str, said: RawValue, rank: int) -> int:
    """The rank of a name for a date: those come first that say one.

    Only what is called just that has to, if it says anything.
    """
    if dates.is_day(as_text(said)):
        return rank
    has_to = name.strip().casefold() == "date" and not field_names.is_nothing(as_text(said).strip())
    return _NO_DAY if has_to else _NO_DAY + 1
