"""The whole summary as JSON. docs/summary-json.md and its schema describe the fields."""

from __future__ import annotations

import json

from facilitator.summary.model import Summary, dump


def render_json(summary: Summary) -> str:
    """The summary as indented JSON that ends in a line break. Non-ASCII characters are not escaped."""
    return json.dumps(dump(summary), ensure_ascii=False, indent=2) + "\n"
