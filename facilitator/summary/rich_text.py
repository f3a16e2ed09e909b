"""People's texts for the PDF: their paragraphs and lines, with the direction and language of each."""

from __future__ import annotations

import re
import unicodedata
from typing import TypedDict

from facilitator.summary.web_addresses import split_at_addresses

_BLANK_LINES = re.compile(r"\n\s*\n")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_LANGUAGES = {
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
}
_MOST_LOOKED_AT = 2000
_LONGEST_ADDRESS = 2000
"""A longer address is shown, but is no link: a document must not have it."""
_MOST_MARKS = 16
"""No script puts more marks on a letter. With some hundreds of them, Typst breaks down."""


class Paragraph(TypedDict):
    """A paragraph: its direction (``ltr`` or ``rtl``), its language or ``""``, and its lines.

    A line is a list of parts; a part is a text with whether it is an address.
    """

    dir: str
    lang: str
    lines: list[list[tuple[str, bool]]]


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text; none for a blank one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [_paragraph(part) for part in _BLANK_LINES.split(plain) if part.strip()]


def one_line(text: str) -> list[Paragraph]:
    """The text as one paragraph of one line."""
    return paragraphs(" ".join(text.split()))


def _paragraph(text: str) -> Paragraph:
    lines = [_without_towers(_CONTROLS.sub(" ", line)).strip() for line in text.strip().split("\n")]
    return {"dir": direction(text), "lang": language(text), "lines": [_parts(line) for line in lines]}


def _parts(line: str) -> list[tuple[str, bool]]:
    return [(part, link and len(part) <= _LONGEST_ADDRESS) for part, link in split_at_addresses(line)]


def _without_towers(line: str) -> str:
    """The line with at most `_MOST_MARKS` combining marks in a row."""
    if line.isascii():
        return line
    kept, marks = list[str](), 0
    for letter in line:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def direction(text: str) -> str:
    """``rtl`` if the first letter with a direction is written from right to left, as ``dir="auto"`` decides."""
    for letter in text[:_MOST_LOOKED_AT]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def language(text: str) -> str:
    """The language that the text's letters suggest (ISO 639-1), or ``""`` where they suggest none.

    It decides how shared Chinese characters are drawn, and how a screen reader pronounces the text.
    """
    names = (
        unicodedata.name(letter, "").split(" ")[0] for letter in text[:_MOST_LOOKED_AT] if letter > "\u0590"
    )
    found = {_LANGUAGES[name] for name in names if name in _LANGUAGES}
    # Japanese is written with Chinese characters too, and so was Korean.
    return next((each for each in ("ja", "ko", "zh", "ar", "he", "hi", "th") if each in found), "")
