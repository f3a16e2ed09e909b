"""Comparing texts, and three-way merge for one that several people edit: nobody overwrites another's changes."""

from __future__ import annotations

from diff_match_patch import diff_match_patch

from facilitator.characters import tidy
from facilitator.refused import Refused

CHANGED = "Somebody changed the same place. Compare the two and save again; yours is still in the box."
LONGEST_SECONDS = 0.1
"""After this time the comparison gets less exact, because the whole room waits for it."""


def words_in(text: str) -> str:
    """The text without differences in blanks and case. What it says is the same as long as this is."""
    return " ".join(text.split()).casefold()


def merged(was: str, text: str, current: str, longest: int) -> str:
    """``current`` with the change from ``was`` to ``text`` applied to it.

    :param was: the text that the writer started from
    :param longest: the most characters that the result may have
    :raises Refused: ``changed_meanwhile`` when somebody rewrote the same place, or when nothing would be left of
        what both wrote; ``too_long``
    """
    if current in (was, text):
        return text
    result = _patched(was, text, current) if was.strip() else _both(current, text)
    if len(result) > longest:
        raise Refused(
            "too_long", f"Together that is more than {longest} characters. Shorten it a little.", 422
        )
    if tidy(text) and not tidy(result):
        raise Refused("changed_meanwhile", CHANGED)
    return result


def _both(first: str, second: str) -> str:
    """Both texts, one after the other, for two people who filled the same empty field."""
    if first in second or second in first:
        return max(first, second, key=len)
    return f"{first}\n\n{second}"


def _patched(was: str, text: str, current: str) -> str:
    engine = diff_match_patch()
    engine.Diff_Timeout = LONGEST_SECONDS
    engine.Match_Threshold = 0.3
    engine.Match_Distance = 1000
    differences = engine.diff_main(was, text)
    engine.diff_cleanupSemantic(differences)
    result, fitted = engine.patch_apply(engine.patch_make(was, differences), current)
    if not all(fitted):
        raise Refused("changed_meanwhile", CHANGED)
    return str(result)
