"""The files of a summary: what links to them needs, and the responses that carry them."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from facilitator.summary.formats import FORMATS, file_name, render
from facilitator.summary.html import ExportedFile
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


def file_response(summary: Summary, ending: str) -> Response:
    """The summary in one format. Browsers show a page or a PDF, and save everything else."""
    response = Response(render(summary, ending), content_type=FORMATS[ending].content_type)
    kind = "inline" if ending in ("html", "pdf", "chat") else "attachment"
    response.headers.set("Content-Disposition", kind, filename=file_name(summary, ending))
    return response
