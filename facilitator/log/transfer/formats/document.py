"""The body of a Markdown file: parsed once, cut into sections by its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.formats.headings import Heading, find_headings, title_of
from facilitator.log.transfer.mapping.chosen import KEEP, LEAVE, TEXT, chosen_for
from facilitator.log.transfer.mapping.field_names import field_of_heading, is_part, says_only
from facilitator.log.transfer.records import TakenName

MOST_PARSED = MOST_BYTES * 5 // 4
"""Characters of a body. No entry holds what a longer one says, so its headings are not looked for."""
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
# In “Impact: three hours” and “Lessons learned – March”.
_BEHIND = re.compile(r"(?::|\s[-–—])\s.*")
_NO_PROSE = frozenset({"learned", "actions", "outcome"})
# Nothing inside of paragraphs is parsed, and maxNesting (20) ends blocks within blocks.
_BLOCKS = MarkdownIt("commonmark").enable("table")
_BLOCKS.core.ruler.enableOnly(["block"])


@dataclass(frozen=True)
class Section:
    """A heading, and the lines of the source from it up to the next one. The first section has no heading.

    ``is_named`` says that its own heading names its field: else it belongs to the one above it. Where that is a
    field of ours, ``comments`` are not among the lines: they are mostly a template's.
    """

    heading: Heading
    lines: Sequence[str]
    field: str = "happened"
    is_named: bool = False
    comments: str = ""

    @property
    def text(self) -> str:
        """What stands below the heading, or behind it."""
        below = self.lines[self.heading.end - self.heading.first :]
        return self._stripped([self.heading.text, *below])

    @property
    def whole(self) -> str:
        """The text with its heading."""
        return self._stripped(self.lines)

    def _stripped(self, lines: Sequence[str]) -> str:
        from_first = [*dropwhile(self._separates, lines)]
        return "\n".join([*dropwhile(self._separates, from_first[::-1])][::-1]).rstrip()

    def _separates(self, line: str) -> bool:
        """Whether a line at either end only separates the text from others."""
        is_ours = self.is_named or self.field != "happened"
        return not line.strip() or (is_ours and bool(_RULE.fullmatch(line)))

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
        comments = (range(*token.map) for token in self.tokens if token.map and _is_comment(token))
        self.sections = list(_sections(lines, headings, {line for each in comments for line in each}))

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
        beside: dict[str, list[str]] = {"comments": [], "headings": []}
        telling = Counter(each.field for each in self.sections if each.tells_more)
        title = title if title.casefold() == self.title.casefold() else ""
        for section in self.sections:
            heading, field, texts = section.heading, section.field, found.setdefault(section.field, [])
            if field in _NO_PROSE:
                left_out = section.is_named and telling[field] < 2
                if left_out and section.tells_more:
                    beside["headings"].append(section.whole.removesuffix(section.text).strip())
            elif section.is_named and field != KEEP:
                is_first = not texts and not (field == "happened" and found.get("summary"))
                left_out = is_first and not section.tells_more
            else:
                left_out = bool(title) and heading.words == self.title and not heading.has_more
            texts += filter(None, [section.text if left_out else section.whole])
            if section.comments and field != LEAVE:
                beside["comments"].append(section.comments)
        beside["sections"] = found.pop(KEEP, [])
        found.pop(LEAVE, None)
        return _joined(found), _joined(beside)


def _joined(texts: dict[str, list[str]]) -> dict[str, str]:
    return {name: "\n\n".join(each) for name, each in texts.items() if each}


def _sections(lines: Sequence[str], headings: Sequence[Heading], comments: set[int]) -> Iterator[Section]:
    yield Section(Heading(), lines[: headings[0].first if headings else len(lines)])
    above = [(-1, "happened")]
    for heading, after in pairwise([*headings, Heading(first=len(lines))]):
        while len(above) > 1 and above[-1][0] >= heading.level:
            above.pop()
        field, places = field_of_heading(heading.words), range(heading.first, after.first)
        if (
            not field
            and heading.level > 1
            and above[-1][1] == "happened"
            and not chosen_for(heading.words, "heading")
        ):
            field = field_of_heading(_BEHIND.sub("", heading.words))
        is_named = bool(field) and not is_part(above[-1][1], field)
        if is_named:
            above.append((heading.level, field))
        field = above[-1][1]
        apart = comments.intersection(places) if is_named or field != "happened" else ()
        said = [lines[place] for place in places if place not in apart]
        yield Section(heading, said, field, is_named, "\n".join(lines[place] for place in sorted(apart)))


def _is_comment(token: Token) -> bool:
    """Whether it is a comment alone on its lines."""
    said = token.content.strip()
    is_block = token.type == "html_block" and not token.level
    return is_block and said.startswith("<!--") and said.find("-->") == len(said) - 3
