"""Families of rules, and the short form in which their patterns are written down."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent
from typing import Literal

Field = Literal["words", "action", "signal"]
"""Where a family looks: words on what happened; what will be done; an experiment, as three lines (what is
believed, the test, what is watched)."""


@dataclass(frozen=True)
class Rule:
    """``sentence`` is shown for a text in which ``pattern`` is found and ``unless`` is not."""

    sentence: str
    pattern: str
    unless: str = ""
    flags: str = "iu"


@dataclass(frozen=True)
class Family:
    """Rules that look for the same thing. ``about`` says what, for people who read the guide."""

    key: str
    about: str
    source: str
    rules: tuple[Rule, ...]
    field: Field = "words"


def either(lines: str, **parts: str) -> str:
    """A pattern that finds one of several. Each line is one of them; a line further in goes on with that above.

    :param parts: patterns, by the name that stands for them in braces.
    """
    options = dedent(lines).strip().replace("\n    ", "").split("\n")
    pattern = f"(?:{'|'.join(options)})"
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


def words(line: str) -> str:
    """A pattern that finds one of these words."""
    return f"(?:{'|'.join(line.split())})"
