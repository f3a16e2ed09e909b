"""The files of a summary: what links to them needs, and the responses that carry them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, url_for

from facilitator.log.entry.tables import Entry
from facilitator.summary.formats import FORMATS, file_name, render
from facilitator.summary.html import ExportedFile, Exports
from facilitator.summary.model import Summary

ENDINGS = f"any({', '.join(FORMATS)})"
"""The URL converter for the ending of a file's address."""


def exported_files(summary: Summary, endpoint: str, **values: Any) -> dict[str, ExportedFile]:
    """The files that this summary has anything for, by their endings. `endpoint` takes the ending and `values`."""
    return {
        ending: ExportedFile(
            url_for(endpoint, ending=ending, **values), each.name, file_name(summary, ending)
        )
        for ending, each in FORMATS.items()
        if each.fits(summary)
    }


def exports_of(entry: Entry, files: Mapping[str, ExportedFile], *, share: bool, edit: bool) -> Exports:
    """What the page of an entry's summary needs to take it along.

    :param share: whether its reader may share it, and `edit` whether they may change it.
    """
    return Exports(
        files,
        share_url=url_for("sharing.preview", entry_id=entry.id) if share else "",
        edit_url=url_for("writing.edit", entry_id=entry.id) if edit else "",
        readers=readers_of(entry),
    )


def readers_of(entry: Entry) -> str:
    """Who can read the entry, in words."""
    return "only you" if entry.draft else READERS[entry.visibility]


READERS = {
    "everyone": "everybody with an account here",
    "group": "those who were there",
    "private": "only you",
}


def file_response(summary: Summary, ending: str) -> Response:
    """The summary in one format. Browsers show a page or a PDF, and save everything else."""
    response = Response(render(summary, ending), content_type=FORMATS[ending].content_type)
    kind = "inline" if ending in ("html", "pdf", "chat") else "attachment"
    response.headers.set("Content-Disposition", kind, filename=file_name(summary, ending))
    return response
