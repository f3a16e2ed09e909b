"""Chinese and Japanese: signs that are written without blanks between words, which are indexed as pairs.

A run of signs becomes overlapping pairs and its last sign: 車両停止 becomes 車両, 両停, 停止 and 止. So each word is
found wherever it stands in a run: one of two signs is a pair, a longer one a phrase of pairs, and one sign the
beginning of a pair. No dictionary is needed, and both languages are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

HAN = "々〆〇㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U000323af"
HIRAGANA = "ぁ-ゖゝゞゟ"
KATAKANA = "ァ-ヺー-ヿㇰ-ㇿ"
VOICING = "\u3099\u309a"
"""The marks that half-width kana have as a character of their own. In Unicode form NFC they join the kana."""
SIGNS = HAN + HIRAGANA + KATAKANA
PARTICLES = frozenset("はがをにのとへでもやかよねなだ")
"""Hiragana that stand after a word and are no part of it."""

_SIGN = re.compile(f"[{SIGNS}]")
_PART = re.compile(rf"[{SIGNS}]+|[^\s{SIGNS}]+")
_CONTENT = re.compile(
    rf"(?P<han>[{HAN}]+)(?P<ending>[{HIRAGANA}]*)|(?P<katakana>[{KATAKANA}{VOICING}]+)"
    rf"|[{HIRAGANA}]+|(?P<word>[^\s{SIGNS}]+)"
)


class Content(NamedTuple):
    """A word that says what a text is about, and where it stands there."""

    word: str
    begin: int
    end: int


def split(folded: str) -> list[str]:
    """The words of a folded text, with runs of signs as pairs."""
    if not has_signs(folded):
        return folded.split()
    parts = _PART.findall(normalize("NFC", folded))
    return [word for part in parts for word in (_pairs(part) if is_sign(part) else (part,))]


def has_signs(folded: str) -> bool:
    """Whether any of the text is signs. Most texts are quick to tell that they have none."""
    return not folded.isascii() and _SIGN.search(folded) is not None


def is_sign(word: str) -> bool:
    """Whether the word is of signs."""
    return _SIGN.match(word) is not None


def is_pair(word: str) -> bool:
    """Whether the word of the index is two signs of a run."""
    return len(word) == 2 and is_sign(word)


def _pairs(run: str) -> Iterator[str]:
    yield from map("".join, pairwise(run))
    yield run[-1]


def content(folded: str) -> Iterator[Content]:
    """The words that may say what a folded text is about: of signs, without hiragana that is only grammar.

    They are each pair of a run of Chinese characters (停止), a single one with the first sign of its ending, which
    other forms of a verb share (止まった), and a run of katakana as a whole (サーバー).
    """
    for found in _CONTENT.finditer(folded):
        begin, end = found.span()
        if found["han"]:
            yield from _of_han(found["han"], found["ending"], begin)
        elif found["katakana"]:
            yield Content(normalize("NFC", found[0]), begin, end)
        elif found["word"]:
            yield Content(found[0], begin, end)


def _of_han(run: str, ending: str, begin: int) -> Iterator[Content]:
    if len(run) == 1 and ending and ending[0] not in PARTICLES:
        yield Content(run + ending[0], begin, begin + 1 + len(ending))
    for place, pair in enumerate(pairwise(run), begin):
        yield Content("".join(pair), place, place + 2)


def leading_run(words: Sequence[str]) -> str:
    """The run of signs that such words of the index begin with."""
    run = ""
    for word in words:
        if not is_sign(word):
            break
        run = run[:-1] + word if run else word
        if not is_pair(word):
            break
    return run


def without_seams(words: Sequence[str], numbers: Mapping[str, int]) -> list[str]:
    """The words without pairs that begin in one word and end in the next, as 両停 in 車両停止.

    Of two pairs that overlap, the one that fewer texts have goes; of equals, the second one.

    :param words: in the order of the text
    :param numbers: how many texts have each word
    """
    kept: set[int] = set()
    for place in sorted(range(len(words)), key=lambda place: -numbers[words[place]]):
        before = place - 1 in kept and _overlap(words[place - 1], words[place])
        after = place + 1 in kept and _overlap(words[place], words[place + 1])
        if not (before or after):
            kept.add(place)
    return [words[place] for place in sorted(kept)]


def _overlap(first: str, second: str) -> bool:
    return is_pair(first) and is_pair(second) and first[1] == second[0]
