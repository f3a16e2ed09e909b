"""The sentences of a text."""

from __future__ import annotations

import re

SHOWN = 160
"""A longer sentence is cut where it is shown."""
# After a full stop a blank and no small letter, so that "e.g. this" and "3.5" stay whole.
_END = re.compile(r"\n+|(?<=[.!?…])[\"”’)\]]*\s+(?![a-zß-öø-ÿ])|(?<=[。！？])")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each once and on one line. A line of its own, such as a card, is one, too."""
    found = (" ".join(part.split()) for part in _END.split(text))
    return list(dict.fromkeys(filter(None, found)))


def shown(sentence: str) -> str:
    """The sentence as it is shown, cut at the end of a word."""
    if len(sentence) <= SHOWN:
        return sentence
    blank = sentence.rfind(" ", SHOWN // 2, SHOWN)
    return sentence[: SHOWN - 1 if blank < 0 else blank].rstrip(" ,;:–—") + "…"
