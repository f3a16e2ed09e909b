"""The body of a Markdown file, by its headings: CommonMark's, as markdown-it finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping.field_names import field_of_heading

MOST_PARSED = MOST_BYTES * 5 // 4
"""Characters of a body. No entry holds what a longer one says, so its headings are not looked for."""
MOST_INLINE, MOST_BRACKETS = 300, 12
"""Characters and opening brackets of a heading. One with more is none that we know: its marks are left in it."""
_ATTRIBUTES = re.compile(r"\{:?[ \t]*[#.][^{}]*\}$")
_MARKS = re.compile(r"[\[\]*_`<>&\\{]")
_RULE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*")
# Nothing inside of paragraphs is parsed, and maxNesting (20) ends blocks within blocks.
_BLOCKS = MarkdownIt("commonmark")
_BLOCKS.core.ruler.enableOnly(["block"])
_INLINE = MarkdownIt("commonmark")


@dataclass(frozen=True)
class _Heading:
    """A heading of level 1 to 6. Its lines in the source are those from ``first`` up to before ``end``.

    ``opens`` says that nothing but comments stands before it; ``has_more`` that it has a link, an image or
    a comment, which its words do not tell.
    """

    level: int
    words: str
    first: int
    end: int
    opens: bool
    has_more: bool


@dataclass(frozen=True)
class _Section:
    """The source of a heading, and of what stands below it up to the next one.

    Without a heading it is what stands before the first one.
    """

    heading: _Heading | None
    source: str
    below: str

    @property
    def text(self) -> str:
        return self.below.strip()

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def words(self) -> str:
        return self.heading.words if self.heading else ""

    @property
    def whole(self) -> str:
        return f"{self.source}\n{self.below}".strip()


def title_heading(body: str) -> str:
    """The words of the first heading, if it is of the first level and only comments stand before it; else ``""``."""
    first = next(iter(_headings(body)), None)
    return first.words if first and first.opens and first.level == 1 else ""


def sections_by_field(body: str, title: str = "") -> dict[str, str]:
    """What stands under headings that we know, by our field; all else, with its headings, is in ``""``.

    The texts are lines of the source. A heading that we know or that says the title is left out, but for
    one that has a link, an image or a comment: that is in ``""``.
    """
    found: dict[str, list[str]] = {}
    for section, field in _with_fields(body):
        is_title = section.level == 1 and section.words.casefold() == title.casefold()
        left_out = is_title or bool(field_of_heading(section.words))
        if left_out and section.heading and section.heading.has_more:
            found.setdefault("", []).append(section.source.strip())
        found.setdefault(field, []).append(section.text if left_out else section.whole)
    return {field: "\n\n".join(filter(None, texts)) for field, texts in found.items() if any(texts)}


def _with_fields(body: str) -> Iterator[tuple[_Section, str]]:
    """Each section and its field: what stands below a heading that we know belongs to that one's."""
    field, level = "", 0
    for section in _sections(body):
        known = field_of_heading(section.words)
        if known:
            field, level = known, section.level
        elif section.level and (not field or section.level <= level):
            field = ""
        yield section, field


def _sections(body: str) -> Iterator[_Section]:
    lines, headings = body.split("\n"), _headings(body)
    first = headings[0].first if headings else len(lines)
    yield _Section(None, "", "\n".join(lines[:first]))
    for heading, after in pairwise([*headings, None]):
        assert heading is not None
        source = lines[heading.first : heading.end]
        below = lines[heading.end : after.first if after else len(lines)]
        yield _Section(heading, "\n".join(source), "\n".join(below))


# The title and the sections of a file are asked for one after the other.
@lru_cache(maxsize=1)
def _headings(body: str) -> Sequence[_Heading]:
    if len(body) > MOST_PARSED:
        return ()
    env: dict[str, Any] = {}
    return tuple(_found(body.split("\n"), _BLOCKS.parse(body, env), env))


def _found(lines: Sequence[str], tokens: Sequence[Token], env: dict[str, Any]) -> Iterator[_Heading]:
    opens = True
    for token, inside in pairwise([*tokens, Token("", "", 0)]):
        if token.level == 0 and _is_heading(token, inside):
            yield _heading(lines, token, _inline(inside.content, env), opens)
        opens = opens and _is_comment(token)


def _is_heading(token: Token, inside: Token) -> bool:
    """One line of words only: below several, or below a row of a table, a line is more likely a rule."""
    words = inside.content
    is_text = "\n" in words or "|" in words or _RULE.fullmatch(words)
    return token.type == "heading_open" and not (token.markup in {"=", "-"} and is_text)


def _is_comment(token: Token) -> bool:
    content = token.content.strip()
    return token.type == "html_block" and content.startswith("<!--") and content.endswith("-->")


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
