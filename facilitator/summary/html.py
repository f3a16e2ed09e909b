"""The summary as HTML: as a part of our pages, and as one self-contained file that prints well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup, escape

from facilitator import resources
from facilitator.summary import words
from facilitator.summary.card_lists import card_lists
from facilitator.summary.model import Summary
from facilitator.summary.moments import moments
from facilitator.summary.strip import strip_of
from facilitator.summary.web_addresses import split_at_addresses

_STYLES = (
    "tokens.css",
    "base.css",
    *(f"components/{name}.css" for name in ("card", "badge", "table", "summary")),
)
_COMMENTS = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True)
class ExportedFile:
    """A file to take along: its address, its format's name, and the name to save it by."""

    url: str
    format: str
    name: str


@dataclass(frozen=True)
class Exports:
    """The files by their endings; the addresses to share and to change it, and who can read it, or ``""``."""

    files: Mapping[str, ExportedFile]
    share_url: str = ""
    edit_url: str = ""
    readers: str = ""


def html_body(
    summary: Summary,
    *,
    exports: Exports | None = None,
    links: bool = True,
    ticks: Sequence[object] = (),
    doubt: bool = True,
    unfolded: bool = False,
) -> Markup:
    """The summary without a page around it. Needs an application context.

    :param exports: what is needed to take it along, if it is to have buttons for that.
    :param links: whether it has links into the log, for readers with an account.
    :param doubt: whether it tells that it is no longer true; an entry's page does so in its own way.
    :param ticks: the actions with their ids, for readers who may set their state.
    :param unfolded: whether what is folded at first is open: stages, answers and cards. Several such may stand
        on one page, so they have no anchors.
    """
    return Markup(  # noqa: S704
        render_template(
            "summary/body.html",
            summary=summary,
            words=words,
            strip=strip_of(summary),
            moments=moments(summary),
            lists=card_lists(summary),
            exports=exports,
            links=links,
            ticks=ticks,
            doubt=doubt,
            unfolded=unfolded,
        )
    )


def linked(text: str) -> Markup:
    """The text with its addresses as links. A site that is opened learns nothing of the page it was on.

    An address reads from left to right, also among words from right to left.
    """
    parts = (_link(escape(part)) if link else escape(part) for part, link in split_at_addresses(text))
    return Markup("".join(parts))  # noqa: S704


def _link(address: Markup) -> str:
    return f'<a href="{address}" rel="noopener noreferrer nofollow" dir="ltr">{address}</a>'


def html_document(summary: Summary) -> str:
    """A whole page that needs no other file: its styles are inside, and it has no script."""
    inner = html_body(summary, links=False)
    return render_template(
        "summary/document.html", summary=summary, words=words, body=inner, styles=_styles()
    )


def _styles() -> Markup:
    css = resources.folder("static") / "css"
    return Markup(  # noqa: S704
        "\n".join(_COMMENTS.sub("", (css / name).read_text("utf-8")) for name in _STYLES)
    )
