"""Several people editing one text: a three-way merge, so that nobody overwrites anybody."""

from __future__ import annotations

from diff_match_patch import diff_match_patch

from .refused import Refused


def merged(was: str, text: str, current: str, longest: int) -> str:
    """``current`` with the change from ``was`` to ``text`` applied to it.

    :param was: the text that the writer started from
    :param longest: the most characters that the result may have
    :raises Refused: ``changed_meanwhile`` when somebody rewrote the same place; ``too_long``
    """
    if current in (was, text):
        return text
    result = _patched(was, text, current)
    if len(result) > longest:
        raise Refused(
            "too_long", f"Together that is more than {longest} characters. Shorten it a little.", 422
        )
    return result


def _patched(was: str, text: str, current: str) -> str:
    engine = diff_match_patch()
    engine.Match_Threshold = 0.3
    engine.Match_Distance = 1000
    differences = engine.diff_main(was, text)
    engine.diff_cleanupSemantic(differences)
    result, fitted = engine.patch_apply(engine.patch_make(was, differences), current)
    if not all(fitted):
        raise Refused(
            "changed_meanwhile",
            "Somebody changed the same place. Compare the two and save again; yours is still in the box.",
        )
    return str(result)
