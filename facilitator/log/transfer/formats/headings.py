"""The headings of a Markdown text: CommonMark's, as markdown-it finds them, lines of HTML, and bold words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.log.transfer.mapping.field_names import field_of_heading, is_usual_heading

MOST_INLINE, MOST_BRACKETS = 300, 12
"""Characters and opening brackets of a heading. One with more is none that we know: its marks are left in it."""
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][^{}]*\}$")
_MARKS = re.compile(r"[\[\]*_`<>&\\{]")
_RULE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*")
# Bold words, alone or with a colon before a text.
_BOLD = re.compile(
    r" {0,3}(\*\*|__)(?=\S)(?P<words>[^*_\n]{1,80}?)(?::?\1[ \t]*|(?::\1|\1:)[ \t]*(?P<text>.*))"
)
_HTML = re.compile(r"\s*<h([1-6])\b[^>]{0,200}>(.{1,300})</h\1>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NO_WORDS = re.compile(r"<!--.*?-->|<[^<>]*>|!?\[[^\[\]]*\]\([^()]*\)|\[\]\([^()]*\)", re.DOTALL)
_MOST_ORNAMENT = 1000
BOLD, LABEL = 7, 8
"""Levels of a bold line, and of bold words with a colon before a text."""
_INLINE = MarkdownIt("commonmark")


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6. Its lines in the source are those from ``first`` up to before ``end``.

    ``opens`` says that no text stands before it; ``has_more`` that it has a link, an image or a comment,
    which its words do not tell. ``text`` stands behind it on its line.
    """

    level: int = 0
    words: str = ""
    first: int = 0
    end: int = 0
    opens: bool = True
    has_more: bool = False
    text: str = ""


def title_of(headings: Sequence[Heading]) -> str:
    """The words of the first heading, if it is the title of all that follows; else ``""``.

    It names none of our fields, and two of three are true: only links, images and quotations stand before it; it
    is of the first level; it is above all headings that are not usual ones. Else it is the only one of the
    first level.
    """
    if not headings or is_usual_heading(headings[0].words):
        return ""
    first, *others = headings
    is_top = not any(each.level <= first.level and not is_usual_heading(each.words) for each in others)
    if [first.opens, first.level == 1, is_top].count(True) > 1:
        return first.words
    tops = [each.words for each in headings if each.level == 1]
    return tops[0] if len(tops) == 1 and first.level > 1 and not is_usual_heading(tops[0]) else ""


def find_headings(lines: Sequence[str], tokens: Sequence[Token], env: dict[str, Any]) -> list[Heading]:
    """The headings among the blocks of a text. Bold words are some where one of them has the words of one."""
    found = list(_found(lines, tokens, env))
    knows_bold = any(each.level >= BOLD and field_of_heading(each.words) for each in found)
    return [each for each in found if each.level < BOLD or knows_bold]


def _found(lines: Sequence[str], tokens: Sequence[Token], env: dict[str, Any]) -> Iterator[Heading]:
    opens = True
    for token, inside in pairwise([*tokens, Token("", "", 0)]):
        if token.level or token.nesting < 0:
            continue
        if _is_heading(token, inside):
            yield _heading(lines, token, _inline(inside.content, env), opens)
        elif token.type in _READERS:
            yield from _READERS[token.type](lines, token, opens)
        opens = opens and _is_no_text(token, inside)


def _is_no_text(token: Token, inside: Token) -> bool:
    """Whether it is a rule, a quotation, or a line of images and links only."""
    if token.type in {"hr", "blockquote_open"}:
        return True
    content = token.content if token.type == "html_block" else inside.content
    is_one = token.type in {"html_block", "paragraph_open"} and len(content) < _MOST_ORNAMENT
    # An image inside of a link takes two rounds.
    return is_one and not re.search(r"\w", _NO_WORDS.sub("", _NO_WORDS.sub("", content)))


def _bold(lines: Sequence[str], token: Token, opens: bool) -> Iterator[Heading]:
    first, end = token.map or (0, 0)
    for place in range(first, end):
        mark = _BOLD.fullmatch(lines[place])
        if mark and (place == first or mark["text"] or field_of_heading(mark["words"])):
            level, is_open = LABEL if mark["text"] else BOLD, opens and place == first
            yield Heading(level, mark["words"].strip(), place, place + 1, is_open, text=mark["text"] or "")


def _html(lines: Sequence[str], token: Token, opens: bool) -> Iterator[Heading]:
    first, end = token.map or (0, 0)
    for place in range(first, end):
        if mark := _HTML.fullmatch(lines[place]):
            has_more = bool(re.search("<(?:img |a |!--)", mark[2]))
            words = html.unescape(_TAG.sub("", mark[2])).strip()
            yield Heading(int(mark[1]), words, place, place + 1, opens, has_more)


_READERS = {"paragraph_open": _bold, "html_block": _html}


def _is_heading(token: Token, inside: Token) -> bool:
    """One line of words only: below several, or below a row of a table, a line is more likely a rule."""
    words = inside.content
    is_text = "\n" in words or "|" in words or _RULE.fullmatch(words)
    return token.type == "heading_open" and not (token.markup in {"=", "-"} and is_text)


def _heading(lines: Sequence[str], token: Token, inline: Sequence[Token], opens: bool) -> Heading:
    first, end = token.map or [0, 0]
    # A line of === or --- below a heading underlines it once more, as some people write it.
    end += end < len(lines) and bool(_RULE.fullmatch(lines[end]))
    words = "".join(each.content for each in inline if each.type in {"text", "code_inline", "image"}).strip()
    return Heading(int(token.tag[1:]), words, first, end, opens, any(map(_says_more, inline)))


def _inline(content: str, env: dict[str, Any]) -> Sequence[Token]:
    """The parts of a heading, without marks and without ``{#id}``, its address in the page."""
    if _is_plain(content):
        return [Token("text", "", 0, content=content)]
    plain = _ATTRIBUTES.sub("", content).rstrip()
    return _INLINE.parseInline(plain, env)[0].children or []


def _is_plain(content: str) -> bool:
    too_many = len(content) > MOST_INLINE or content.count("[") > MOST_BRACKETS
    return too_many or not _MARKS.search(content)


def _says_more(token: Token) -> bool:
    is_comment = token.type == "html_inline" and token.content.startswith("<!--")
    href = str(token.attrs.get("href", "#"))
    return is_comment or token.type == "image" or not href.startswith("#")
