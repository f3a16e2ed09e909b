"""The formats of a summary, by their file name's ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.aside import aside
from facilitator.summary import csv, html, ics, json, markdown, pdf, text
from facilitator.summary.model import Summary


def _always(_: Summary) -> bool:
    return True


@dataclass(frozen=True)
class Format:
    """A format: its name on pages, its media type, and the function that renders it.

    HTML needs an application context. ``fits`` is whether a summary has anything for the format. ``suffix``
    ends a file's name.
    """

    name: str
    mimetype: str
    render: Callable[[Summary], str | bytes]
    suffix: str
    fits: Callable[[Summary], bool] = _always

    @property
    def content_type(self) -> str:
        """The value of the header, with the charset for texts."""
        is_text = self.mimetype.startswith("text/") or self.mimetype == "application/json"
        return f"{self.mimetype}; charset=utf-8" if is_text else self.mimetype


def _has_actions(summary: Summary) -> bool:
    return bool(summary.actions)


FORMATS = {
    "html": Format("Page to print", "text/html", html.html_document, "summary.html"),
    "md": Format("Markdown", "text/markdown", markdown.render_markdown, "summary.md"),
    "pdf": Format("PDF", "application/pdf", pdf.render_pdf, "summary.pdf"),
    "txt": Format("Plain text", "text/plain", text.render_text, "summary.txt"),
    "chat": Format("Short text for a chat", "text/plain", text.render_chat, "chat.txt"),
    "csv": Format("Actions as a table (CSV)", "text/csv", csv.render_csv, "actions.csv", _has_actions),
    "zip": Format("All tables (CSV in a zip)", "application/zip", csv.render_zip, "tables.zip"),
    "ics": Format("Dates for a calendar", "text/calendar", ics.render_ics, "dates.ics", ics.has_dates),
    "json": Format("JSON", "application/json", json.render_json, "summary.json"),
}


def render(summary: Summary, ending: str) -> str | bytes:
    """The summary in one format, made aside where a long one could keep everybody waiting.

    :raises Refused: ``no_pdf``
    """
    made = FORMATS[ending].render
    # A template needs the application's context, and the PDF goes aside by itself.
    return made(summary) if ending in ("html", "pdf") else aside(made, summary)


def file_name(summary: Summary, ending: str) -> str:
    """The name of a file with the summary: its date and what it is. No title: a title may be a secret."""
    return f"{summary.date}-{FORMATS[ending].suffix}"
