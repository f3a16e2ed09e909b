"""docs/how-it-works.md shows the floors that the import linter holds; every path in the docs' tables exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "facilitator"
# Where a path of the docs may begin.
PLACES = (ROOT, PACKAGE)


def rows_of(document: str) -> list[list[str]]:
    """The rows of all tables of a document, cell by cell."""
    lines = (ROOT / "docs" / document).read_text("utf-8").splitlines()
    return [
        line.strip("|").split("|") for line in lines if line.startswith("|") and not line.startswith("|--")
    ]


def paths_in(cell: str) -> list[str]:
    """What looks like a path, in the code spans of a cell."""
    spans = re.findall(r"`([^`]+)`", cell)
    return [span for span in spans if re.fullmatch(r"[\w.]+(/[\w.<>-]*)+|\w+\.py", span)]


def floors_of_the_table() -> list[set[str]]:
    floors = [{path.rstrip("/") for path in paths_in(row[0])} for row in rows_of("how-it-works.md")]
    return [floor for floor in floors if floor]


def floors_of_the_contract() -> list[set[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [contract] = [each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    return [{path_of(name.strip()) for name in layer.split("|")} for layer in contract["layers"]]


def path_of(module: str) -> str:
    path = module.removeprefix("facilitator.").replace(".", "/")
    return path if (PACKAGE / path).is_dir() else f"{path}.py"


def test_the_table_shows_the_floors_that_are_held() -> None:
    assert floors_of_the_table() == floors_of_the_contract()


def test_every_module_has_its_floor() -> None:
    named = set().union(*floors_of_the_contract())
    log = {path.removeprefix("log/") for path in named if path.startswith("log/")}
    assert modules_in(PACKAGE) - {"log"} == {path for path in named if not path.startswith("log/")}
    assert modules_in(PACKAGE / "log") == log


def modules_in(folder: Path) -> set[str]:
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    return packages | {path.name for path in folder.glob("*.py") if not path.name.startswith("__")}


def is_there(path: str) -> bool:
    """Whether a path exists from the root or from the package; a file's bare name may be that of any module."""
    return any((place / path).exists() for place in PLACES) or ("/" not in path and any(PACKAGE.rglob(path)))


@pytest.mark.parametrize("document", ["how-it-works.md", "development.md"])
def test_every_path_in_a_table_exists(document: str) -> None:
    paths = [path for row in rows_of(document) for cell in row for path in paths_in(cell) if "<" not in path]
    assert [path for path in paths if not is_there(path)] == []
