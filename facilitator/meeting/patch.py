"""JSON Merge Patch (RFC 7396) between two views. Views contain no null, so null can mean "removed"."""

from __future__ import annotations

from typing import Any


def diff(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The smallest merge patch that turns ``before`` into ``after``."""
    patch: dict[str, Any] = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
        elif before[key] is not value and before[key] != value:
            patch[key] = _change(before[key], value)
    return patch


def _change(before: Any, after: Any) -> Any:
    if isinstance(before, dict) and isinstance(after, dict):
        return diff(before, after)
    return after


def apply(target: Any, patch: Any) -> Any:
    """A copy of ``target`` with the patch applied, as RFC 7396 section 2 defines it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = apply(result.get(key), value)
    return result
