"""Words as the index knows them: in lower case, without accents, one character for one."""

from __future__ import annotations

import re
import unicodedata
from math import log

from facilitator.log.search.stop_words import STOP_WORDS

ACCENTS = range(0x300, 0x370)
LEAST_DIGITS = 4
_YEAR = re.compile(r"(19|20)\d\d")


class _Folding(dict[int, str]):
    """A table for `str.translate` that fills itself; each character becomes exactly one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    lower = char.lower() if len(char.lower()) == 1 else char
    base, *marks = tuple(unicodedata.normalize("NFD", lower))
    # Latin letters only, as FTS5 does it: elsewhere a mark can make another letter, as in Cyrillic.
    if marks and base.isascii() and all(ord(mark) in ACCENTS for mark in marks):
        return base
    # Signs that belong to a letter, as in Devanagari, are part of its word.
    return lower if lower.isalnum() or unicodedata.category(lower).startswith("M") else " "


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text as words and blanks only, as long as it was: a place in one is the same place in the other."""
    return text.translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return folded(unicodedata.normalize("NFC", text)).split()


def rarity(everything: int, having: int) -> float:
    """How much a word counts that so many of so many entries have: more than 0, and more the fewer have it."""
    return log(1 + (everything - having + 0.5) / (having + 0.5))


def content_words(text: str) -> list[str]:
    """Each word that says what the text is about, once, in the order in which they come.

    Short numbers and years are in every text; a longer one is that of an order, a ticket, a version.
    """
    found = dict.fromkeys(words(text))
    return [word for word in found if len(word) > 1 and word not in STOP_WORDS and not _is_figure(word)]


def _is_figure(word: str) -> bool:
    return word.isdigit() and (len(word) < LEAST_DIGITS or bool(_YEAR.fullmatch(word)))
