"""Commands and their events stand in files of the same name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from facilitator.meeting import decide as decide_package
from facilitator.meeting import evolve as evolve_package
from facilitator.meeting.events import Event
from facilitator.meeting.evolve.fold import FOLDS

DECIDE = Path(decide_package.__file__).parent
EVOLVE = Path(evolve_package.__file__).parent
APART = {"__init__", "guards", "rule", "fold", "reveal"}
"""Files that make no event of their own."""


def events_made_in(file: Path) -> set[str]:
    """The names of the events that a file of `decide` makes."""
    return {
        node.attr
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "e"
    }


def test_both_have_the_same_files() -> None:
    names = [{file.stem for file in folder.glob("*.py")} - APART for folder in (DECIDE, EVOLVE)]
    assert names[0] == names[1]


@pytest.mark.parametrize("event", FOLDS, ids=lambda event: event.__name__)
def test_an_event_is_folded_beside_the_command_that_makes_it(event: type[Event]) -> None:
    makers = {file.stem for file in DECIDE.glob("*.py") if event.__name__ in events_made_in(file)}
    assert FOLDS[event].__module__.rpartition(".")[2] in makers
