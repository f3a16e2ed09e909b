"""What the application's map of addresses says about a route."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.routing import AnyConverter, BaseConverter, Rule


def path_of(rule: Rule, arguments: Mapping[str, str]) -> str:
    """The path of a route with these arguments in it. Where only some words fit, it has one of them."""
    built = rule.build(
        {name: _fitting(rule._converters.get(name), value) for name, value in arguments.items()}
    )
    assert built
    return built[1]


def _fitting(converter: BaseConverter | None, value: str) -> str:
    if isinstance(converter, AnyConverter) and value not in converter.items:
        return min(converter.items)
    return value


def methods_of(rule: Rule) -> set[str]:
    """The methods of a route, without those that Flask adds to all."""
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}
