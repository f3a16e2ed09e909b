"""Which fields of an entry are searched, how much a word in each of them counts, and what they say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from facilitator.log.entry.tables import Action, Entry
from facilitator.summary import model as summary

MOST_CHARACTERS = 200_000
"""Of one field. Postgres takes about 1 MB of words an entry, and nobody reads further."""


@dataclass(frozen=True)
class Field:
    """A searched field. Postgres knows four classes of weight only, ``A`` to ``D``."""

    name: str
    label: str
    weight: float
    letter: Literal["A", "B", "C", "D"]


FIELDS = (
    Field("title", "In the title", 8, "A"),
    Field("tags", "In the tags", 6, "A"),
    Field("learned", "In what was learned", 4, "B"),
    Field("next_time", "In what to do next time", 4, "B"),
    Field("did", "In what was decided or done", 3, "C"),
    Field("drove", "In what drove it", 3, "C"),
    Field("actions", "In the actions", 2, "C"),
    Field("expected", "In what was expected", 2, "D"),
    Field("happened", "In what happened", 2, "D"),
    Field("impact", "In what came of it", 2, "D"),
    Field("rest", "In the rest of the meeting", 1, "D"),
)
NAMES = tuple(field.name for field in FIELDS)


def texts_of(entry: Entry, actions: Iterable[Action]) -> dict[str, str]:
    """What the index keeps of an entry, by field.

    Names of people are left out: an entry may be shared without them.
    """
    own = ("title", "next_time", "did", "drove", "expected", "happened", "impact")
    texts = {name: getattr(entry, name) for name in own}
    texts["tags"] = ", ".join([*entry.tags, entry.category])
    texts["learned"] = "\n".join(entry.learned)
    texts["actions"] = "\n".join(
        part
        for row in actions
        for part in (row.what, row.hypothesis, row.test, row.signal, row.support)
        if part
    )
    texts["rest"] = _rest_of(entry)
    return {name: plain(texts[name])[:MOST_CHARACTERS] for name in NAMES}


def _rest_of(entry: Entry) -> str:
    """What a meeting's summary, or an imported file, says beyond the entry's own fields, without the thanks."""
    # Shared without names, that stays with those who were there, and there is one index for all readers.
    if entry.visibility == "everyone" and not entry.named:
        return ""
    parts = [text for pair in entry.extra.items() for text in pair]
    if entry.summary is not None:
        kept = summary.load(entry.summary)
        parts += [kept.statement, *(theme.name for theme in kept.themes)]
        parts += [card.text for card in kept.cards if card.column != "driver"]
        parts += [*(row.what for row in kept.timeline), *kept.successes, *kept.takeaways, *kept.parked]
    return "\n".join(filter(None, parts))


def plain(text: str) -> str:
    """The text in composed form, without the control characters that would pass for marks."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c >= " " or c == "\n" else " " for c in composed)
