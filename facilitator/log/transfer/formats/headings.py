"""The body of a Markdown file, by its headings: CommonMark's, as markdown-it finds them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping.chosen import KEEP, TEXT
from facilitator.log.transfer.mapping.field_names import field_of_heading, is_part, is_usual_heading
from facilitator.log.transfer.records import TakenName

MOST_PARSED = MOST_BYTES * 5 // 4
"""Characters of a body. No entry holds what a longer one says, so its headings are not looked for."""
MOST_INLINE, MOST_BRACKETS = 300, 12
"""Characters and opening brackets of a heading. One with more is none that we know: its marks are left in it."""
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][^{}]*\}$")
_MARKS = re.compile(r"[\[\]*_`<>&\\{]")
_RULE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*")
_SEPARATES = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_BOLD = re.compile(r" {0,3}(\*\*|__)(?=\S)([^*_\n]{1,80}?)(:?)\1(:?)[ \t]*(.*)")
_HTML = re.compile(r"\s*<h([1-6])\b[^>]{0,200}>(.{1,300})</h\1>\s*", re.IGNORECASE)
# Not the blanks that the first item of a list begins with.
_BLANK = re.compile(r"\A(?:[ \t]*\n)+")
_COMMENT_BEGINS = re.compile(r"^<!--", re.MULTILINE)
_COMMENT_ENDS = re.compile(r"-->(?P<last>[ \t]*$)?", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_NO_WORDS = re.compile(r"<!--.*?-->|<[^<>]*>|!?\[[^\[\]]*\]\([^()]*\)|\[\]\([^()]*\)", re.DOTALL)
_MOST_ORNAMENT = 1000
BOLD, LABEL = 7, 8
"""Levels of a bold line, and of bold words with a colon before a text."""
_LISTS = ("learned", "actions")
# Nothing inside of paragraphs is parsed, and maxNesting (20) ends blocks within blocks.
_BLOCKS = MarkdownIt("commonmark")
_BLOCKS.core.ruler.enableOnly(["block"])
_INLINE = MarkdownIt("commonmark")


@dataclass(frozen=True)
class _Heading:
    """A heading of level 1 to 6. Its lines in the source are those from ``first`` up to before ``end``.

    ``opens`` says that no text stands before it; ``has_more`` that it has a link, an image or a comment,
    which its words do not tell. ``text`` stands behind it on its line.
    """

    level: int
    words: str
    first: int
    end: int
    opens: bool
    has_more: bool = False
    text: str = ""


@dataclass(frozen=True)
class _Section:
    """A heading, and the lines of the source below it up to the next one.

    Without a heading it is what stands before the first one.
    """

    heading: _Heading | None
    lines: Sequence[str]

    @property
    def text(self) -> str:
        below = self.lines[self.heading.end - self.heading.first :] if self.heading else self.lines
        return _BLANK.sub("", "\n".join([self.heading.text if self.heading else "", *below])).rstrip()

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def words(self) -> str:
        return self.heading.words if self.heading else ""

    @property
    def whole(self) -> str:
        return _BLANK.sub("", "\n".join(self.lines)).rstrip()

    @property
    def source(self) -> str:
        return self.whole.removesuffix(self.text).strip()


def title_heading(body: str) -> str:
    """The words of the first heading, if it is the title of all that follows; else ``""``.

    It names none of our fields. Only links, images and quotations stand before it, or it is of the first
    level; and it is above all headings that are not usual ones, or a first one of the first level. Else it is
    the only one of the first level.
    """
    headings = _headings(body)
    if not headings or is_usual_heading(headings[0].words):
        return ""
    first, *others = headings
    is_top = not any(each.level <= first.level and not is_usual_heading(each.words) for each in others)
    is_title = (is_top or first.level == 1) if first.opens else (is_top and first.level == 1)
    tops = [each.words for each in headings if each.level == 1]
    alone = tops[0] if len(tops) == 1 and first.level > 1 and not is_usual_heading(tops[0]) else ""
    return first.words if is_title else alone


def sections_by_field(body: str, title: str = "") -> dict[str, str]:
    """What stands under headings that we know, by our field; all else, with its headings, is in ``happened``.

    The texts are lines of the source. A heading that says the title is left out, and so is the one that begins
    a field, or any of a list; where it has a link, an image or a comment, it is in ``happened``. Comments
    below a heading that we know are in ``comments``.
    """
    found: dict[str, list[str]] = {}
    first = title_heading(body)
    for section, field, is_named in _with_fields(body):
        is_title = bool(first) and section.words == first and first.casefold() == title.casefold()
        is_first = not found.get(field) and not (field == "happened" and found.get("summary"))
        left_out = is_title or (is_named and field != KEEP and (is_first or field in _LISTS))
        if left_out and section.heading and section.heading.has_more:
            found.setdefault("happened", []).append(section.source)
        text = section.text if left_out else section.whole
        if field != "happened" or is_named:
            text, comments = _without_comments(_without_rules(text))
            found.setdefault("comments", []).extend(comments)
        if text.strip():
            found.setdefault(field, []).append(text)
    return {field: "\n\n".join(texts) for field, texts in found.items() if texts}


def taken_headings(body: str, title: str) -> tuple[TakenName, ...]:
    """The headings of the body, without its title, and the field that each was taken as."""
    known = ((section.words, field if is_named else TEXT) for section, field, is_named in _with_fields(body))
    return tuple(TakenName(words, "heading", field) for words, field in known if words and words != title)


def _without_comments(text: str) -> tuple[str, list[str]]:
    """The text without comments, which are mostly a template's, and these. In code they are text."""
    if "```" in text or "~~~" in text:
        return text, []
    spans = list(_comments(text))
    if not spans:
        return text, []
    ends = (0, *(end for _, end in spans)), (*(begin for begin, _ in spans), len(text))
    rest = "".join(text[begin:end] for begin, end in zip(*ends, strict=True))
    return _without_rules(rest), [text[begin:end] for begin, end in spans]


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Where comments alone on their lines begin and end. No place is looked at twice, however many there are."""
    at = 0
    while (begun := _COMMENT_BEGINS.search(text, at)) and (end := _COMMENT_ENDS.search(text, begun.end())):
        if end["last"] is not None:
            yield begun.start(), end.end()
        at = end.end()


def _without_rules(text: str) -> str:
    """The text without lines at either end that only separate it from others."""
    lines = text.split("\n")
    for place in (-1, 0):
        while lines and (not lines[place].strip() or _SEPARATES.fullmatch(lines[place])):
            lines.pop(place)
    return "\n".join(lines)


def _with_fields(body: str) -> Iterator[tuple[_Section, str, bool]]:
    """Each section, its field, and whether its own heading names that: else it belongs to the one above it."""
    above = [(-1, "happened")]
    for section in _sections(body):
        while len(above) > 1 and above[-1][0] >= section.level:
            above.pop()
        field = field_of_heading(section.words)
        if field and not is_part(above[-1][1], field):
            above.append((section.level, field))
            yield section, field, True
        else:
            yield section, above[-1][1], False


def _sections(body: str) -> Iterator[_Section]:
    lines, headings = body.split("\n"), _headings(body)
    first = headings[0].first if headings else len(lines)
    yield _Section(None, lines[:first])
    for heading, after in pairwise([*headings, None]):
        assert heading is not None
        yield _Section(heading, lines[heading.first : after.first if after else len(lines)])


# The title and the sections of a file are asked for one after the other.
@lru_cache(maxsize=1)
def _headings(body: str) -> Sequence[_Heading]:
    if len(body) > MOST_PARSED:
        return ()
    env: dict[str, Any] = {}
    found = list(_found(body.split("\n"), _BLOCKS.parse(body, env), env))
    # Bold lines are headings where one of them has the words of one.
    knows_bold = any(each.level >= BOLD and field_of_heading(each.words) for each in found)
    return tuple(each for each in found if each.level < BOLD or knows_bold)


def _found(lines: Sequence[str], tokens: Sequence[Token], env: dict[str, Any]) -> Iterator[_Heading]:
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


def _bold(lines: Sequence[str], token: Token, opens: bool) -> Iterator[_Heading]:
    first, end = token.map or (0, 0)
    for place in range(first, end):
        mark = _BOLD.fullmatch(lines[place])
        if (
            mark
            and (mark[3] or mark[4] or not mark[5])
            and (place == first or mark[5] or field_of_heading(mark[2]))
        ):
            is_open = opens and place == first
            yield _Heading(
                LABEL if mark[5] else BOLD, mark[2].strip(), place, place + 1, is_open, text=mark[5]
            )


def _html(lines: Sequence[str], token: Token, opens: bool) -> Iterator[_Heading]:
    first, end = token.map or (0, 0)
    for place in range(first, end):
        if mark := _HTML.fullmatch(lines[place]):
            has_more = bool(re.search("<(?:img|a) ", mark[2]))
            words = html.unescape(_TAG.sub("", mark[2])).strip()
            yield _Heading(int(mark[1]), words, place, place + 1, opens, has_more)


_READERS = {"paragraph_open": _bold, "html_block": _html}


def _is_heading(token: Token, inside: Token) -> bool:
    """One line of words only: below several, or below a row of a table, a line is more likely a rule."""
    words = inside.content
    is_text = "\n" in words or "|" in words or _RULE.fullmatch(words)
    return token.type == "heading_open" and not (token.markup in {"=", "-"} and is_text)


def _heading(lines: Sequence[str], token: Token, inline: Sequence[Token], opens: bool) -> _Heading:
    first, end = token.map or [0, 0]
    # A line of === or --- below a heading underlines it once more, as some people write it.
    end += end < len(lines) and bool(_RULE.fullmatch(lines[end]))
    has_more = any(map(_says_more, inline))
    return _Heading(int(token.tag[1:]), _words(inline), first, end, opens, has_more)


def _inline(content: str, env: dict[str, Any]) -> Sequence[Token]:
    """The parts of a heading, without marks and without ``{#id}``, its address in the page."""
    if _is_plain(content):
        return [Token("text", "", 0, content=content)]
    plain = _ATTRIBUTES.sub("", content).rstrip()
    return _INLINE.parseInline(plain, env)[0].children or []


def _is_plain(content: str) -> bool:
    too_many = len(content) > MOST_INLINE or content.count("[") > MOST_BRACKETS
    return too_many or not _MARKS.search(content)


def _words(inline: Iterable[Token]) -> str:
    return "".join(map(_words_of, inline)).strip()


def _words_of(token: Token) -> str:
    if token.type == "image":
        return _words(token.children or [])
    return token.content if token.type in {"text", "code_inline"} else ""


def _says_more(token: Token) -> bool:
    is_comment = token.type == "html_inline" and token.content.startswith("<!--")
    href = str(token.attrs.get("href", "#"))
    return is_comment or token.type == "image" or not href.startswith("#")
