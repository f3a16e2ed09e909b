"""The parts of a text that get a vector each. A long text about many things is near to none of them as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from facilitator.log.search.searched_fields import NAMES
from facilitator.log.search.signs import SIGNS

WORDS = 200
"""How many words a window has. Half of them are in the next one, too."""
MOST = 40
"""So many windows are taken of an entry: of 4,000 words, of which few have more."""
# In scripts without blanks, a sign is a word here, or five letters of Thai, Lao, Burmese or Khmer.
_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(rf"[{SIGNS}]|[{_LETTERS}]{{1,5}}|[^\s{SIGNS}{_LETTERS}]{{1,50}}")
# Tags tell nothing by themselves.
_BELOW_TITLE = [name for name in NAMES if name not in {"title", "tags"}]


def windows_of(texts: Mapping[str, str]) -> list[str]:
    """The windows of an entry: its title with how it begins, and, if it is longer, all of it part by part.

    :param texts: its texts by the names of `searched_fields`.
    """
    parts = list(_windows(below_title(texts)))
    whole = f"{texts['title']}\n{parts[0] if parts else ''}".strip()
    return [whole, *parts][:MOST] if len(parts) > 1 else [whole]


def first_words(text: str, number: int) -> str:
    """The beginning of a text, with so many words."""
    words = list(islice(_WORD.finditer(text), number))
    return text[: words[-1].end()] if words else ""


def below_title(texts: Mapping[str, str]) -> str:
    """What an entry tells below its title.

    :param texts: its texts by the names of `searched_fields`.
    """
    return "\n".join(filter(None, map(texts.__getitem__, _BELOW_TITLE)))


def _windows(text: str) -> Iterator[str]:
    words = [found.span() for found in islice(_WORD.finditer(text), (MOST + 1) * WORDS // 2)]
    for first in range(0, max(1, len(words) - WORDS // 2), WORDS // 2):
        window = words[first : first + WORDS]
        if window:
            yield text[window[0][0] : window[-1][1]]
