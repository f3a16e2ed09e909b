"""The names that files use for our fields, in front matter, in headings and in the first line of a table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from facilitator.log.transfer.mapping.chosen import FIRST, IN_BODY, KEEP, TEXT, chosen_for
from facilitator.meeting.model import CATEGORIES

SYNONYMS: Mapping[str, Any] = tomllib.loads(
    files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8")
)
"""What `synonyms.toml` says."""
# Names of our own exports, which nobody else calls otherwise.
_OWN = (
    *("id", "author", "visibility", "draft", "named", "tells_drivers", "agreed", "created_at", "updated_at"),
    *("origin", "extra", "meeting", "uses", "follows", "version", "look_at", "revisions", "format"),
)
_FIELDS: Mapping[str, tuple[str, int]] = {
    name: (field, rank) for field, names in SYNONYMS["fields"].items() for rank, name in enumerate(names)
} | {name: (name, 0) for name in _OWN}
_NO_HEADING = frozenset(SYNONYMS["no_headings"]["names"])
OUTCOMES: Mapping[str, list[str]] = SYNONYMS["outcomes"]
MONTHS: Sequence[Sequence[str]] = SYNONYMS["months"]["names"]
_NOTED = _FIELDS[SYNONYMS["days"]["noted_from"]][1]
_OUTCOMES = {word: outcome for outcome, words in OUTCOMES.items() for word in words}
_CATEGORIES = {name: name for name in CATEGORIES} | {f"{name}s": name for name in CATEGORIES}
_NUMBERING = re.compile(r"^(?:[ivx]+[.)]|[\W\d_])*(?=[^\W\d_])")
_MOST_WORDS = 200
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_AND = re.compile(r"\s*(?:[&/,+]|\band\b|\bor\b)\s*")
_AROUND: Mapping[str, list[str]] = SYNONYMS["around_headings"]
_BEFORE = re.compile(rf"^(?:(?:{'|'.join(_AROUND['telling'] + _AROUND['before'])}) )+")
_AFTER = re.compile(rf"(?: (?:{'|'.join(_AROUND['after'])}))+$")
_WORD = re.compile(r"[\w']+")
_QUIET = " ".join(["and", "or", "s", *_AROUND["before"], *_AROUND["after"]])
_ONLY_WORDS = {
    field: {*_WORD.findall(" ".join([_QUIET, *names]))} - {*_WORD.findall(" ".join(_AROUND["telling"]))}
    for field, names in SYNONYMS["fields"].items()
}
_NOTHING = frozenset(SYNONYMS["nothing"]["words"])
_SECTIONS = frozenset(SYNONYMS["sections"]["names"])
_PARTS: Mapping[str, list[str]] = SYNONYMS["parts"]
# A heading for both goes to the first: “Lessons and recommendations”.
_FORWARD = frozenset({"learned", "next_time"})
_BETWEEN = re.compile(r"[\s_/-]+")


def field_of(name: str) -> tuple[str, int] | None:
    """Our field for a name in a file, and the name's rank. Of two names for a field, the lower rank wins."""
    if chosen := chosen_for(name):
        return None if chosen in {KEEP, TEXT} else (chosen, FIRST)
    return _known_field(name)


def _known_field(name: str) -> tuple[str, int] | None:
    exact = name.strip().casefold()
    return _FIELDS.get(exact) or _FIELDS.get(_plain(exact)) or _FIELDS.get(_plain(_words(name)))


def is_noted(name: str) -> bool:
    """Whether a name for a date is that of the day on which something was noted, and not of when it happened."""
    found = field_of(name.replace("_", " "))
    return bool(found and found[0] == "date" and found[1] >= _NOTED)


def field_of_heading(heading: str) -> str:
    """Our field for a heading such as ``3. Lessons learned:`` or ``Next steps & follow-ups (all)``, or ``""``.

    It may be `KEEP` or `LEAVE`, if that was chosen.
    """
    if chosen := chosen_for(heading, "heading"):
        return "" if chosen == TEXT else chosen
    if len(heading) > _MOST_WORDS:
        return ""
    said = _ASIDE.sub("", heading.casefold().replace("(s)", "s"))
    whole = _heading(said)
    parts = [whole] if whole else [*map(_heading, filter(_says_more, _AND.split(said)))]
    is_one = len({*parts}) == 1 or (bool(parts) and _FORWARD.issuperset(parts))
    return parts[0] if is_one else ""


def says_only(heading: str, field: str) -> bool:
    """Whether a heading tells no more than the name of its field: not “Root cause (not confirmed)”."""
    return _ONLY_WORDS[field].issuperset(_WORD.findall(_NUMBERING.sub("", _plain(heading.casefold()))))


def _says_more(part: str) -> bool:
    """Whether a part of a heading can name a field: not “Business” or “Resolution” beside one that does."""
    return plain_name(part) not in _SECTIONS and not _BEFORE.fullmatch(f"{_plain(part)} ")


def _heading(heading: str) -> str:
    said = _plain(heading.strip(" \t#*_:?!."))
    plain = said if said in _FIELDS else _NUMBERING.sub("", said)
    later, sooner = _BEFORE.sub("", plain), _AFTER.sub("", plain)
    tries = (plain, later, sooner, _AFTER.sub("", later))
    known = (found[0] for each in tries if each not in _NO_HEADING and (found := _FIELDS.get(each)))
    return next((field for field in known if field in IN_BODY), "")


def is_part(field: str, inner: str) -> bool:
    """Whether a heading for `inner` below one for `field` only groups its list: what went wrong, of lessons."""
    return inner in _PARTS.get(field, ())


def is_usual_heading(heading: str) -> bool:
    """Whether a heading is one of many reports, and so no title: one for a field of ours, or such as “Background”."""
    if field_of_heading(heading) or _known_field(heading):
        return True
    parts = _AND.split(_ASIDE.sub("", _NUMBERING.sub("", heading.casefold()).strip()))
    return all(_heading(part) or not _says_more(part) for part in map(str.strip, parts))


def is_nothing(text: str) -> bool:
    """Whether a text only fills a place, such as “-”, “TBD” or “n/a”."""
    return text.casefold() in _NOTHING


def outcome_of(text: str) -> str:
    """The outcome (one of `OUTCOMES`) for a text in a file, or ``""``."""
    return _OUTCOMES.get(_plain(text.strip(" \t\n.!").casefold()), "")


def category_of(text: str) -> str:
    """The category (one of `CATEGORIES`) for a text in a file, or ``""``."""
    return _CATEGORIES.get(_plain(text.casefold()), "")


def plain_name(name: str) -> str:
    """A name without case, marks and what separates its words: ``Owner(s):`` is ``owners``."""
    return _plain(name.strip(" \t*_:?.").casefold().replace("(s)", "s"))


def _words(name: str) -> str:
    """The words of a name such as ``startTime``, apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()


def _plain(name: str) -> str:
    return _BETWEEN.sub(" ", name.replace("’", "'")).strip()
