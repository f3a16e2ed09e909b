"""Mapping the names in a file to our fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.log.transfer.mapping import field_names
from facilitator.log.transfer.mapping.values import as_text
from facilitator.log.transfer.records import ParseError, RawValue

FORMAT = "facilitator-log/1"
OWN_FIELDS = frozenset(
    {
        *("format", "id", "author", "visibility", "named", "tells_drivers", "agreed"),
        *("created_at", "updated_at", "origin", "extra", "meeting"),
        *("uses", "follows", "version", "look_at", "revisions"),
    }
)
"""Fields that are read only from our own exports. In other files the same name may mean something else."""
_FORMATS = re.compile(r"facilitator-log/\d+", re.ASCII)


@dataclass(frozen=True)
class MappedFields:
    """The names and values of a file, mapped to our fields.

    :param values: the values by our field names.
    :param extra: the values that no field has, as text, by their names in the file.
    :param names: each field's name in the file.
    """

    values: dict[str, RawValue]
    extra: dict[str, str]
    names: dict[str, str]


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
    known = sorted(
        (found[1], name, found[0])
        for name in given
        if (found := field_names.field_of(name)) and (own or found[0] not in OWN_FIELDS)
    )
    values: dict[str, RawValue] = {}
    names: dict[str, str] = {}
    for _, name, field in known:
        if field not in values:
            values[field], names[field] = given[name], name
    taken = set(names.values())
    extra = {name: as_text(value) for name, value in given.items() if name not in taken}
    return MappedFields(values, extra, names)
