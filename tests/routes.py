"""What the application's map of addresses says about a route."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.routing import Rule


def path_of(rule: Rule, arguments: Mapping[str, str]) -> str:
    """The path of a route with these arguments in it."""
    built = rule.build(arguments)
    assert built
    return built[1]


def methods_of(rule: Rule) -> set[str]:
    """The methods of a route, without those that Flask adds to all."""
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}
