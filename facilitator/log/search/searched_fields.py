"""The fields of an entry that are searched, the weight of a word in each, and their texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from facilitator.log.entry.tables import Action, Entry
from facilitator.summary import model as summary

MOST_CHARACTERS = 200_000
"""The limit for one field. Postgres takes about 1 MB of words per entry, and nobody reads further."""


@dataclass(frozen=True)
class Field:
    """A searched field.

    ``letter`` is its weight in Postgres, which has only four classes, ``A`` to ``D``. In one that is
    ``many``, each line is a text of its own, such as a card.
    """

    name: str
    label: str
    weight: float
    letter: Literal["A", "B", "C", "D"]
    many: bool = False


FIELDS = (
    Field("title", "In the title", 8, "A"),
    Field("tags", "In the tags", 6, "A"),
    Field("learned", "In what was learned", 4, "B", many=True),
    Field("next_time", "In what to do next time", 4, "B"),
    Field("did", "In what was decided or done", 3, "C"),
    Field("drove", "In what drove it", 3, "C", many=True),
    Field("actions", "In the actions", 2, "C", many=True),
    Field("expected", "In what was expected", 2, "D"),
    Field("happened", "In what happened", 2, "D"),
    Field("impact", "In what came of it", 2, "D"),
    Field("rest", "In the rest of the meeting", 1, "D", many=True),
)
NAMES = tuple(field.name for field in FIELDS)
_BLANKS = {code: " " for code in range(ord(" ")) if chr(code) != "\n"}


def texts_of(entry: Entry, actions: Iterable[Action]) -> dict[str, str]:
    """The texts of an entry for the index, by field name.

    Names of people are left out, because an entry may be shared without names.
    """
    own = ("title", "next_time", "did", "drove", "expected", "happened", "impact")
    texts = {name: getattr(entry, name) for name in own}
    # When the entry is shared without names, only members may see these. All readers share one index.
    if entry.visibility == "everyone" and entry.hides_drivers:
        texts["drove"] = ""
    texts["tags"] = ", ".join([*entry.tags, entry.category])
    texts["learned"] = "\n".join(entry.learned)
    texts["actions"] = "\n".join(
        part
        for row in actions
        for part in (
            *(row.what, row.hypothesis, row.test, row.signal, row.support),
            *(row.came_of, row.learned),
        )
        if part
    )
    texts["rest"] = _rest_of(entry)
    return {name: plain(texts[name])[:MOST_CHARACTERS] for name in NAMES}


def _rest_of(entry: Entry) -> str:
    """The text of a meeting's summary or an imported file that no other field has, without appreciations."""
    if entry.visibility == "everyone" and not entry.named:
        return ""
    parts = [text for pair in entry.extra.items() for text in pair]
    if entry.summary is not None:
        kept = summary.load(entry.summary)
        parts += [kept.statement, *(theme.name for theme in kept.themes)]
        parts += [card.text for card in kept.cards if not kept.is_driver(card)]
        parts += [*(row.what for row in kept.timeline), *kept.successes, *kept.takeaways, *kept.parked]
        parts += [
            text for item in kept.reviewed for text in (item.what, item.new_what, item.why, item.came_of)
        ]
    return "\n".join(filter(None, parts))


def plain(text: str) -> str:
    """The text in Unicode form NFC. Control characters become blanks."""
    return unicodedata.normalize("NFC", text).translate(_BLANKS)
