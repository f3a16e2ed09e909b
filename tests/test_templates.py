"""The templates read well: no line is too long, and each import is used."""

import re
from pathlib import Path

import pytest

from facilitator import resources

MAX_LINE = 110
FOLDER = resources.folder("templates")
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
IMPORT = re.compile(r'{% from "[^"]+" import ([\w\s,]+?)(?: with context)? %}')


@pytest.fixture(params=TEMPLATES)
def template(request) -> Path:
    return FOLDER / request.param


def test_no_line_is_too_long(template):
    lines = enumerate(template.read_text().splitlines(), start=1)
    assert [number for number, line in lines if len(line) > MAX_LINE] == []


def test_each_imported_macro_is_used(template):
    text = template.read_text()
    imported = [name.strip() for names in IMPORT.findall(text) for name in names.split(",")]
    assert [name for name in imported if f"{name}(" not in text] == []
