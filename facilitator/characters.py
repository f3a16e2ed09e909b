"""Normalising typed text: the one place that says which characters a text and a name may have.

A text keeps what its writer typed, as far as it can be stored: its characters are composed (Unicode's NFC),
and joiners and direction marks stay, because Persian, the scripts of India and many emoji need them. A name
is read by others as proof of who somebody is, so characters that cannot be seen, and those that change the
direction of reading, are taken out of it, unless its script needs them.
"""

from __future__ import annotations

import re
import unicodedata

ZWNJ, ZWJ = "\u200c", "\u200d"

# Pasted text may contain control characters. A lone surrogate cannot be stored as UTF-8.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
# Unicode's Default_Ignorable_Code_Point, the other controls, and three signs that are drawn as nothing.
_INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_SEEN = re.compile(rf"[^\s{_INVISIBLE}]")
# They choose the shape of the sign before them: of an emoji, a Chinese character, a Mongolian letter.
_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CURSIVE = frozenset({"ADLAM", "ARABIC", "HANIFI", "MANDAIC", "MONGOLIAN", "NKO", "PHAGS-PA", "SYRIAC"})
_VIRAMA = 9


def tidy(text: str, *, lines: bool = False) -> str:
    """The text in NFC, without blanks at its ends and without characters that cannot be stored.

    A text in which nothing can be seen is empty.

    :param lines: whether line breaks are kept; otherwise the text is on one line.
    """
    kept = _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = unicodedata.normalize("NFC", kept)
    kept = kept.strip() if lines else _BLANKS.sub(" ", kept).strip()
    return kept if _SEEN.search(kept) else ""


def tidy_name(name: str) -> str:
    """The name of a person or a tag: tidied, and without characters that change how others read it.

    A joiner stays where Arabic, an Indic script or an emoji needs it, and so does a variation selector.
    """
    told = tidy(name)
    if not _UNSEEN.search(told):
        return told
    seen: list[str] = []
    for place, sign in enumerate(told):
        before = seen[-1] if seen else ""
        if not _UNSEEN.match(sign) or _is_needed(sign, before, told[place + 1 : place + 2]):
            seen.append(sign)
    return tidy("".join(seen))


def without_invisible(text: str) -> str:
    """The text without everything that cannot be seen, blanks aside. Use it to compare, not to store."""
    return _UNSEEN.sub("", text)


def _is_needed(sign: str, before: str, after: str) -> bool:
    if not before:
        return False
    if _SELECTORS.match(sign):
        return unicodedata.category(before) in {"Lo", "So"}
    if sign not in (ZWNJ, ZWJ):
        return False
    joins = _VIRAMA in map(unicodedata.combining, before + after)
    return joins or _is_cursive(before) or (sign == ZWJ and _is_emoji(before) and _is_emoji(after))


def _is_cursive(sign: str) -> bool:
    """Whether the letter is of a script whose letters join, so that a joiner changes their shape."""
    return unicodedata.name(sign, "").partition(" ")[0] in _CURSIVE


def _is_emoji(sign: str) -> bool:
    """Whether it may be a part of a joined emoji: a symbol, a skin colour or the selector of its shape."""
    return sign == "\ufe0f" or (sign != "" and unicodedata.category(sign) in {"So", "Sk"})
