"""docs/wire.md says what the code does: each command with its data and limits, each code, each view part."""

import ast
import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from cast import a_meeting

from facilitator import errors, problems
from facilitator.meeting.commands import LIMITS, MOST, WIRE_COMMANDS
from facilitator.meeting.decide.rule import RULES
from facilitator.meeting.events import SeatJoined
from facilitator.meeting.evolve import fold
from facilitator.meeting.view import me_view, shared_view
from facilitator.room import presence
from facilitator.room.gateway import limits, outbox, websocket

ROOT = Path(__file__).parent.parent
WIRE = (ROOT / "docs" / "wire.md").read_text("utf-8")


def rows() -> dict[str, list[str]]:
    """The cells of each table row that begins with a `name`."""
    cut = (re.split(r"(?<!\\)\|", line.strip("|\n")) for line in WIRE.splitlines() if line.startswith("| `"))
    cells = ([cell.strip() for cell in line] for line in cut)
    return {line[0].strip("`"): line[1:] for line in cells}


def data_of(kind: type[Any]) -> str:
    """A command's data as docs/wire.md writes it."""
    hints = get_type_hints(kind)
    return " · ".join(f"{_name(item)} {_sort(item, hints[item.name])}" for item in fields(kind)) or "–"


def _name(item: Field[Any]) -> str:
    return f"`{item.name}`" + ("" if item.default is MISSING else "?")


def _sort(item: Field[Any], hint: Any) -> str:
    rules = item.metadata
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        of = "ids" if inner is str else f"{{{data_of(inner)}}}"
        return f"list of up to {rules['items']} {of}"
    if isinstance(hint, types.UnionType):
        hint = get_args(hint)[0]
    if get_origin(hint) is Literal:
        return " / ".join(get_args(hint))
    if hint is bool:
        return "boolean"
    if "id" in rules:
        return "id or empty" if "empty" in rules else "id"
    if "date" in rules:
        return "date or empty"
    return f"{rules['min']}–{rules['max']}" + (" characters" if hint is str else "")


def who_may(name: str) -> str:
    guards = {guard.__name__ for guard in RULES[WIRE_COMMANDS[name]].guards}
    return "F" if "facilitator" in guards else "A" if "asker" in guards else "P"


@pytest.mark.parametrize("name", WIRE_COMMANDS)
def test_each_command_is_there_with_its_data_and_who_may(name: str) -> None:
    assert rows()[name][:2] == [data_of(WIRE_COMMANDS[name]), who_may(name)]


REFUSALS = ("Refused", "_no_access")
"""What is called with the code of a refusal first."""


def codes() -> Iterator[tuple[str, str]]:
    """Each code that is refused with anywhere, and where."""
    for path in sorted((ROOT / "facilitator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value), str(path.relative_to(ROOT))
    for code, _ in errors._SAID.values():
        yield code, "facilitator/errors.py"


# Signing in and looking after the server are for people; files in and out, and upgrading, are the command line's.
NOT_FOR_PROGRAMS = (
    *("facilitator/accounts/", "facilitator/trackers/", "facilitator/webhooks/"),
    *("facilitator/log/transfer/", "facilitator/log/uploads/", "facilitator/migrations/"),
)
TOKENS = "facilitator/accounts/access.py"
ADMINS_ONLY = "not_admin"


def of_programs() -> dict[str, str]:
    """The codes that a program can meet."""
    ours = {code: where for code, where in codes() if "/cli/" not in where and not where.endswith("/cli.py")}
    return {
        code: where
        for code, where in ours.items()
        if code != ADMINS_ONLY and (where == TOKENS or not where.startswith(NOT_FOR_PROGRAMS))
    }


@pytest.mark.parametrize(("code", "where"), sorted(of_programs().items()))
def test_each_code_is_explained(code: str, where: str) -> None:
    assert code in problems.ALL, (
        f"{where} refuses with {code}, which facilitator/problems.py does not explain"
    )


def test_no_code_is_explained_that_is_never_given() -> None:
    assert problems.ALL.keys() - {code for code, _ in codes()} == {"bad_message"}


def test_the_codes_are_the_same_here() -> None:
    section = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", WIRE.split("\n## Codes")[1].split("\n## ")[0])
    of_sockets, of_requests = section.split("\nOf the API and of pages")
    for told, explained in ((of_sockets, problems.OF_SOCKETS), (of_requests, problems.OF_REQUESTS)):
        lines = [line for line in told.splitlines() if line.startswith("| `")]
        assert lines == [f"| `{code}` | {why} | {what} |" for code, (why, what) in explained.items()]


@pytest.mark.parametrize(
    "limit",
    [
        *(f"`{sort}` {most}" for sort, most in LIMITS.items()),
        *(f"{most} {sort}" for sort, most in MOST.items()),
        f"{websocket.MESSAGE_BYTES // 1024} KiB",
        f"{outbox.MOST_WAITING} messages wait",
        f"{websocket.CONTROLS_A_SECOND} WebSocket pings or pongs a second",
        f"{websocket.CONTROLS_AT_ONCE} at once",
        f"{limits.EVENTS_A_SECOND} events a second",
        f"{limits.EVENTS_AT_ONCE} at once",
        f"{limits.VIEWS_A_SECOND} views a second",
        f"{limits.VIEWS_AT_ONCE} at once",
        f"refused {limits.REFUSALS_AT_ONCE} times",
        f"{presence.MOST_TABS} connections",
    ],
)
def test_each_limit_is_there(limit: str) -> None:
    assert limit in WIRE


def test_both_view_parts_are_there() -> None:
    state = fold(a_meeting(), [SeatJoined("a" * 22, "Ana", "facilitator")])
    for key in [*shared_view(state), *me_view(state, "a" * 22, {})]:
        assert f"`{key}`" in WIRE
