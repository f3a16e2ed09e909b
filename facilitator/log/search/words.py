"""Words in the form that the index uses: lower case, no accents, each character replaced by exactly one."""

from __future__ import annotations

import re
import unicodedata
from math import log

from facilitator.log.search import signs
from facilitator.log.search.stop_words import STOP_WORDS

ACCENTS = range(0x300, 0x370)
OTHER_WIDTHS = range(0xFF01, 0xFFA0)
"""Full-width Latin letters and digits, and half-width kana."""
LEAST_DIGITS = 4
_YEAR = re.compile(r"(19|20)\d\d")


class _Folding(dict[int, str]):
    """A cache for `str.translate`, filled on first use. Each character becomes exactly one character."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    usual = unicodedata.normalize("NFKC", char) if ord(char) in OTHER_WIDTHS else char
    lower = usual.lower() if len(usual.lower()) == 1 else usual
    base, *marks = tuple(unicodedata.normalize("NFD", lower))
    # Remove accents from Latin letters only, like FTS5: in Cyrillic, for example, they make another letter.
    if marks and base.isascii() and all(ord(mark) in ACCENTS for mark in marks):
        return base
    # Combining marks of other scripts, such as Devanagari, are part of the word.
    return lower if lower.isalnum() or unicodedata.category(lower).startswith("M") else " "


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text with only words and blanks. Its length is the same, so an offset is valid in both texts."""
    return text.translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of a text in their order, folded, as the index has them."""
    return signs.split(folded(unicodedata.normalize("NFC", text)))


def rarity(everything: int, having: int) -> float:
    """The weight of a word that `having` of `everything` entries have: above 0, higher for rarer words."""
    return log(1 + (everything - having + 0.5) / (having + 0.5))


def content_words(text: str) -> list[str]:
    """The distinct words that say what the text is about, in the order of the text.

    Short numbers and years are left out, because they are in every text. Longer numbers are kept: they
    identify an order, a ticket or a version.
    """
    return list(content_forms(text))


def content_forms(text: str) -> dict[str, str]:
    """The distinct words that say what the text is about, each as it is written there first, folded."""
    whole = folded(unicodedata.normalize("NFC", text))
    forms: dict[str, str] = {}
    if signs.has_signs(whole):
        for word, begin, end in signs.content(whole):
            forms.setdefault(word, whole[begin:end])
    else:
        forms = {word: word for word in whole.split()}
    return {word: form for word, form in forms.items() if _says_something(word)}


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in STOP_WORDS and not _is_figure(word)


def _is_figure(word: str) -> bool:
    return word.isdigit() and (len(word) < LEAST_DIGITS or bool(_YEAR.fullmatch(word)))
