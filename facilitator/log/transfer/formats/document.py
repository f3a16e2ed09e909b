"""The body of a Markdown file: parsed once, cut into sections by its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.formats.headings import Heading, find_headings, title_of
from facilitator.log.transfer.mapping.chosen import KEEP, LEAVE, TEXT
from facilitator.log.transfer.mapping.field_names import field_of_heading, is_part, says_only
from facilitator.log.transfer.records import TakenName

MOST_PARSED = MOST_BYTES * 5 // 4
"""Characters of a body. No entry holds what a longer one says, so its headings are not looked for."""
_SEPARATES = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
# Not the blanks that the first item of a list begins with.
_BLANK = re.compile(r"\A(?:[ \t]*\n)+")
_COMMENT_BEGINS = re.compile(r"^<!--", re.MULTILINE)
_COMMENT_ENDS = re.compile(r"-->(?P<last>[ \t]*$)?", re.MULTILINE)
_NO_PROSE = frozenset({"learned", "actions", "outcome"})
# Nothing inside of paragraphs is parsed, and maxNesting (20) ends blocks within blocks.
_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["block"])


@dataclass(frozen=True)
class Section:
    """A heading, and the lines of the source from it up to the next one. The first section has no heading.

    ``is_named`` says that its own heading names its field: else it belongs to the one above it.
    """

    heading: Heading
    lines: Sequence[str]
    field: str = "happened"
    is_named: bool = False

    @property
    def text(self) -> str:
        """What stands below the heading, or behind it."""
        below = self.lines[self.heading.end - self.heading.first :]
        return _BLANK.sub("", "\n".join([self.heading.text, *below])).rstrip()

    @property
    def whole(self) -> str:
        """The text with its heading."""
        return _BLANK.sub("", "\n".join(self.lines)).rstrip()

    @property
    def tells_more(self) -> bool:
        """Whether the heading tells more than the field that it names."""
        is_field = self.is_named and self.field not in {KEEP, LEAVE}
        return is_field and (self.heading.has_more or not says_only(self.heading.words, self.field))


class Document:
    """The sections of a body, its title (``""`` if it has none), and its blocks as markdown-it has them."""

    def __init__(self, body: str) -> None:
        lines, env = body.split("\n"), dict[str, Any]()
        self.tokens = _BLOCKS.parse(body, env) if len(body) <= MOST_PARSED else []
        headings = find_headings(lines, self.tokens, env)
        self.title = title_of(headings)
        self.sections = list(_sections(lines, headings))

    def taken(self, title: str) -> tuple[TakenName, ...]:
        """The headings without that of the title, and the field that each was taken as."""
        return tuple(
            TakenName(each.heading.words, "heading", each.field if each.is_named else TEXT)
            for each in self.sections
            if each.heading.words and each.heading.words != title
        )

    def texts(self, title: str) -> tuple[dict[str, str], dict[str, str]]:
        """What stands under headings that we know, by our field, and what is kept beside the entry, by its name.

        The texts are lines of the source. All else, with its headings, is in ``happened``. A heading that says
        the title is left out, and so is the one that begins a field, if it tells no more than that. Fields of
        items have no headings: one that tells more is kept beside; where there are several, they group the items.
        """
        found: dict[str, list[str]] = {}
        beside: dict[str, list[str]] = {"comments": [], "sections": [], "headings": []}
        telling = Counter(each.field for each in self.sections if each.tells_more)
        for section in self.sections:
            field, texts = section.field, found.setdefault(section.field, [])
            is_first = not texts and not (field == "happened" and found.get("summary"))
            left_out = section.is_named and field != KEEP and is_first and not section.tells_more
            if section.is_named and field in _NO_PROSE:
                left_out = telling[field] < 2
                if left_out and section.tells_more:
                    beside["headings"].append(section.whole.removesuffix(section.text).strip())
            text = section.text if left_out or self._is_title(section.heading, title) else section.whole
            if field != "happened" or section.is_named:
                text, comments = _without_comments(_without_rules(text))
                beside["comments"] += comments
            texts += filter(str.strip, [text])
        beside["sections"] = found.pop(KEEP, [])
        found.pop(LEAVE, None)
        return _joined(found), _joined(beside)

    def _is_title(self, heading: Heading, title: str) -> bool:
        is_it = bool(title) and heading.words == self.title and self.title.casefold() == title.casefold()
        return is_it and not heading.has_more


def _joined(texts: dict[str, list[str]]) -> dict[str, str]:
    return {name: "\n\n".join(each) for name, each in texts.items() if each}


def _sections(lines: Sequence[str], headings: Sequence[Heading]) -> Iterator[Section]:
    yield Section(Heading(), lines[: headings[0].first if headings else len(lines)])
    above = [(-1, "happened")]
    for heading, after in pairwise([*headings, Heading(first=len(lines))]):
        while len(above) > 1 and above[-1][0] >= heading.level:
            above.pop()
        field = field_of_heading(heading.words)
        is_named = bool(field) and not is_part(above[-1][1], field)
        if is_named:
            above.append((heading.level, field))
        yield Section(heading, lines[heading.first : after.first], above[-1][1], is_named)


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
