"""The summary as a PDF (PDF/UA-1: tagged, with title and language), made by Typst in a process of its own.

People's texts reach Typst as JSON strings, never as its markup, so that nothing in them can become a command.
The process has limits of time and memory, reads no file but fonts, and gets nothing of this process's
environment: see typesetting.py. The look is in templates/summary/document.typ.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from dataclasses import fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from facilitator import resources
from facilitator.aside import aside, run_program
from facilitator.refused import Refused
from facilitator.summary import words
from facilitator.summary.model import Summary
from facilitator.summary.outline import Block, Section, sections
from facilitator.summary.rich_text import one_line, paragraphs
from facilitator.summary.strip import strip_of

log = logging.getLogger("facilitator.summary")

SECONDS = 30.0
"""So long a document may take, and so long another may wait for its turn."""
_AT_ONCE = threading.BoundedSemaphore(2)
TYPESETTING = Path(__file__).with_name("typesetting.py")


def render_pdf(summary: Summary) -> bytes:
    """The document's bytes.

    :raises Refused: ``no_pdf``, when it took too long or too much memory, or others are being made.
    """
    if not _AT_ONCE.acquire(timeout=SECONDS):
        raise _no_pdf()
    try:
        return aside(_typeset, summary)
    finally:
        _AT_ONCE.release()


def document(summary: Summary) -> dict[str, Any]:
    """What the template needs, as plain data. Each text that people wrote is a list of `Paragraph`."""
    return {
        "title": one_line(words.title(summary)),
        "name": words.title(summary),
        "facts": [one_line(fact) for fact in words.facts(summary)],
        "statement": paragraphs(summary.statement),
        "strip": _strip(summary),
        "sections": [_section(section) for section in sections(summary)],
    }


def _strip(summary: Summary) -> dict[str, Any] | None:
    """How the time was shared, for the strip below the title."""
    strip = strip_of(summary)
    if strip is None:
        return None
    return {
        "learning": strip.learning,
        "learning_words": words.percent(strip.learning),
        "failure_words": words.percent(strip.failure),
        "spent": strip.spent,
        "planned": strip.planned,
    }


def _section(section: Section) -> dict[str, Any]:
    return {"title": one_line(section.title), "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **_fields(block)}


def _fields(thing: Any) -> dict[str, Any]:
    return {field.name: _value(getattr(thing, field.name)) for field in fields(thing)}


def _value(value: Any) -> Any:
    """A field of a block as the template takes it: texts as paragraphs, numbers as they are."""
    match value:
        case str():
            return paragraphs(value)
        case tuple():
            return [_value(each) for each in value]
        case int() | float():
            return value
        case _:
            return _fields(value)


def _typeset(summary: Summary) -> bytes:
    template = resources.folder("templates") / "summary/document.typ"
    command = [sys.executable, "-I", str(TYPESETTING), str(template), str(SECONDS), *_packages()]
    ran = run_program(command, json.dumps(document(summary)).encode())
    if ran.status == 0 and ran.output.startswith(b"%PDF") and ran.output.rstrip().endswith(b"%%EOF"):
        return ran.output
    log.error("a PDF was not made (%s): %s", ran.status, _reason(ran.output))
    raise _no_pdf()


@cache
def _packages() -> tuple[str, ...]:
    """The folders from which the program takes Typst and the fonts, wherever this process found them."""
    found = (find_spec(name) for name in ("typst", "manimgx_fonts", "manimgx_fonts_cjk"))
    return tuple(sorted({str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin}))


def _reason(output: bytes) -> str:
    """The last line without what people wrote: Typst's messages may quote a text."""
    lines = output.decode(errors="replace").split("\n")
    return next((line.split(":")[0][:200] for line in reversed(lines) if line.strip()), "")


def _no_pdf() -> Refused:
    return Refused(
        "no_pdf", "The PDF could not be made just now. Try again in a minute, or print the page instead.", 503
    )
