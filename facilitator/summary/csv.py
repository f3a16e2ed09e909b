"""The summary as tables: its actions as one CSV file, or all of it as a zip with a file for each table.

They are as RFC 4180 says: commas, and CRLF after each row; in UTF-8 with its mark, by which spreadsheets know it.
A cell that a spreadsheet would take for a formula begins with an apostrophe, as OWASP recommends against "CSV
injection". So does a part of a cell that would become one of its own in a country where a semicolon or a tab
separates cells, or after a line break.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping

from facilitator.summary import words
from facilitator.summary.model import Summary

Row = Iterable[str | int]
_FORMULA = re.compile(r"[\s\N{ZERO WIDTH NO-BREAK SPACE}]*[=+\-@＝＋－＠]|[\t\r\n]")
# A dash before a blank begins an item of a list there, and no formula.
_FORMULA_INSIDE = re.compile(r"""([;\t\n]["']*[^\S\n]*)(?=[=@＝＠]|[+\-＋－]\S)""")
_BREAKS = re.compile(r"\r\n?")
_EPOCH_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def render_csv(summary: Summary) -> bytes:
    """The actions, one in a row."""
    return _file(*_actions(summary))


def render_zip(summary: Summary) -> bytes:
    """A zip with a CSV file for each of `TABLES`. The same summary gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, table in TABLES.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.csv", _EPOCH_OF_ZIP), _file(*table(summary)))
    return written.getvalue()


def _file(heads: Row, rows: Iterable[Row]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = _BREAKS.sub("\n", f"'{value}" if _FORMULA.match(value) else value)
    return _FORMULA_INSIDE.sub(r"\1'", text)


RESULT = ("state", "worked", "came_of", "learned")


def _actions(summary: Summary) -> tuple[Row, Iterable[Row]]:
    fields = ("kind", "what", "hypothesis", "test", "signal", "owner", "due", "support", *RESULT, "ticket")
    rows = (
        [*(getattr(action, field) for field in fields), words.followed(summary, action)]
        for action in summary.actions
    )
    return (*fields, "learning"), rows


def _cards(summary: Summary) -> tuple[Row, Iterable[Row]]:
    names = {theme.id: theme.name for theme in summary.themes}
    rows: Iterable[Row] = (
        (
            *(summary.column_of(card).title, card.text, names.get(card.theme or "", ""), card.author or ""),
            *_said(card.reactions),
        )
        for card in summary.cards
    )
    return ("column", "card", "theme", "author", *words.REACTIONS.values()), rows


def _said(reactions: Mapping[str, int]) -> list[int]:
    return [reactions.get(kind, 0) for kind in words.REACTIONS]


def _themes(summary: Summary) -> tuple[Row, Iterable[Row]]:
    rows = ((theme.name, theme.votes, round(theme.spent_ms / 1000)) for theme in summary.themes)
    return ("theme", "votes", "seconds"), rows


def _learnings(summary: Summary) -> tuple[Row, Iterable[Row]]:
    found = ((each, summary.theme_of(each)) for each in summary.learnings)
    return ("learning", "theme", "votes", *words.REACTIONS.values()), (
        (each.text, theme.name if theme else "", each.votes, *_said(each.reactions)) for each, theme in found
    )


def _reviewed(summary: Summary) -> tuple[Row, Iterable[Row]]:
    fields = (
        "kind",
        "what",
        "owner",
        "due",
        *RESULT,
        "decision",
        "new_due",
        "new_what",
        "why",
        "not_written",
    )
    return fields, ([getattr(item, field) for field in fields] for item in summary.reviewed)


def _timeline(summary: Summary) -> tuple[Row, Iterable[Row]]:
    return ("when", "what"), ((words.moment(row.at), row.what) for row in summary.timeline)


def _rules(summary: Summary) -> tuple[Row, Iterable[Row]]:
    return ("rule",), ((text,) for text in summary.rules)


TABLES: dict[str, Callable[[Summary], tuple[Row, Iterable[Row]]]] = {
    "cards": _cards,
    "themes": _themes,
    "learnings": _learnings,
    "actions": _actions,
    "timeline": _timeline,
    "reviewed": _reviewed,
    "rules": _rules,
}
