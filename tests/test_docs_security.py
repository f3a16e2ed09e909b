"""Every test that docs/security.md names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def names_in(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_promise_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 30
    assert [(file, test) for file, test in named if test not in names_in(ROOT / file)] == []


def test_each_file_of_security_tests_shows_a_promise() -> None:
    files = {f"tests/security/{file.name}" for file in (ROOT / "tests" / "security").glob("test_*.py")}
    assert files - set(re.findall(r"`(tests/[\w/]+\.py)::", PAGE)) == set()
