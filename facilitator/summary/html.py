"""The summary as HTML: as a part of our pages, and as one file that stands alone and prints well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask import render_template
from markupsafe import Markup

from facilitator import resources
from facilitator.summary import words
from facilitator.summary.model import Summary

_STYLES = (
    "tokens.css",
    "base.css",
    *(f"components/{name}.css" for name in ("card", "badge", "table", "summary")),
)
_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def html_body(
    summary: Summary, *, exports: bool = True, links: bool = True, ticks: Sequence[object] = ()
) -> Markup:
    """The summary without a page around it. Needs an application context.

    :param exports: whether it offers itself in other formats.
    :param links: whether it leads those who have an account into the log.
    :param ticks: the actions with their ids, for readers who may say what became of them.
    """
    return Markup(  # noqa: S704
        render_template(
            "summary/body.html", summary=summary, words=words, exports=exports, links=links, ticks=ticks
        )
    )


def html_document(summary: Summary) -> str:
    """A whole page that needs nothing else: its styles are inside, and it has no script."""
    inner = html_body(summary, exports=False, links=False)
    return render_template("summary/document.html", summary=summary, body=inner, styles=_styles())


def _styles() -> Markup:
    css = resources.folder("static") / "css"
    return Markup(  # noqa: S704
        "\n".join(_COMMENTS.sub("", (css / name).read_text("utf-8")) for name in _STYLES)
    )
