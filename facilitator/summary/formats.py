"""The formats of a summary, by their file name's ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.summary import html, json, markdown
from facilitator.summary.model import Summary


@dataclass(frozen=True)
class Format:
    """A format: its media type, and the function that renders it, in an application context."""

    mimetype: str
    render: Callable[[Summary], str]


FORMATS = {
    "html": Format("text/html", html.html_document),
    "md": Format("text/markdown", markdown.render_markdown),
    "json": Format("application/json", json.render_json),
}
