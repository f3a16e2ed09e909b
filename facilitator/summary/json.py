"""The summary as JSON, whole; docs/summary-json.md and its schema say what is in it."""

from __future__ import annotations

import json

from facilitator.summary.model import Summary, dump


def render_json(summary: Summary) -> str:
    """The summary as indented JSON in UTF-8's full range, ending in a line break."""
    return json.dumps(dump(summary), ensure_ascii=False, indent=2) + "\n"
