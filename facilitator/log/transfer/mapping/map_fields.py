"""Which of our fields the names in a file stand for."""

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
        *("format", "id", "author", "visibility", "named", "agreed"),
        *("created_at", "updated_at", "origin", "extra", "meeting"),
        *("uses", "version", "look_at", "revisions"),
    }
)
"""What is meant as we mean it only in a file that a log like this one wrote."""
_FORMATS = re.compile(r"facilitator-log/\d+", re.ASCII)


@dataclass(frozen=True)
class MappedFields:
    """What a file's names and values come to.

    :param values: by our fields.
    :param extra: the other values as text, under their own names.
    :param names: each field's name in the file.
    """

    values: dict[str, RawValue]
    extra: dict[str, str]
    names: dict[str, str]


def is_own_format(said: object) -> bool:
    """Whether a file that says this of its format was written by a log like this one.

    :raises ParseError: when that was a newer one.
    """
    if said != FORMAT and _FORMATS.fullmatch(str(said)):
        raise ParseError(f"It is written as {said}, and this version reads {FORMAT}.", field="format")
    return said == FORMAT


def map_fields(given: Mapping[str, RawValue], *, own: bool) -> MappedFields:
    """Values by our fields. When several names stand for one field, the plainest is it and the others are extra.

    :param own: whether a log like this one wrote the file, so that names of `OWN_FIELDS` mean these.
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
