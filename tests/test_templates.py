"""The templates read well: no line is too long, and each import is used."""

from __future__ import annotations

import re

import pytest

from facilitator import resources

MAX_LINE = 110
FOLDER = resources.folder("templates")
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
IMPORT = re.compile(r'{% from "[^"]+" import ([\w\s,]+?)(?: with context)? %}')

OURS_FIRST = re.compile(r'dir="auto"[^<>{}]*>\s*(?:<span class="(?:small )?quiet|[A-Za-z]|\{\{-? name)')
"""What we say, before what people wrote, in an element whose direction its first letter decides."""


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_line_is_too_long(name: str) -> None:
    lines = enumerate((FOLDER / name).read_text("utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > MAX_LINE] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_imported_macro_is_used(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    imported = [macro.strip() for macros in IMPORT.findall(text) for macro in macros.split(",")]
    assert [macro for macro in imported if f"{macro}(" not in text] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_we_say_does_not_decide_the_direction_of_what_people_wrote(name: str) -> None:
    assert OURS_FIRST.findall((FOLDER / name).read_text("utf-8")) == []
