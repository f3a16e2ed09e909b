from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
import marko
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.summary import markdown
from facilitator.summary.model import Summary

COMMONMARK = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "#*_`[]()<>!|~&;\\-+=:>1.) \n\tabx", max_size=40
)


PARSERS: dict[str, Callable[[str], str]] = {
    "markdown-it": COMMONMARK.render,
    "marko": marko.convert,
    "GitHub": cmarkgfm.github_flavored_markdown_to_html,
}

ADDRESSES = (
    "https://wiki.example/OPS_12#c3",
    "https://wiki.example/a~b*c|d[e]f",
    "https://wiki.example/a_(b)_c",
    "https://wiki.example/?q=a&copy=1&x=%7C",
    "https://wiki.example/~noor/_notes_/**x**/",
    "http://localhost:8080/a\\b",
    "https://wiki.example/`x`/$y$/!z",
    "https://wiki.example/日本語?a=ü",
)


class Reader(HTMLParser):
    """The tags of a document, its links, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(text: str) -> str:
    """What a reader sees of one line: runs of blanks look like one."""
    kept = "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in text)
    return " ".join(kept.split())


@settings(deadline=None)
@given(ANYTHING)
@example("# no heading")
@example("1. no list")
@example("- [ ] no task")
@example("---")
@example("<script>alert(1)</script>")
@example("![no picture](x) [no link](javascript:x)")
@example("&amp; &lt;b&gt;")
@example("snake_case and **stars** and `code`")
@example("a | b\n--- | ---")
@example("    no code block")
@example("ends in a backslash \\")
@example("www.example.com/a_b_c and foo_http://a.b/c_d")
def test_a_card_reads_as_it_was_typed_and_becomes_nothing_else(text: str) -> None:
    for render in PARSERS.values():
        shown = Reader(render(f"- {markdown.line(text)}\n"))

        assert set(shown.tags) <= {"ul", "li", "a"}
        assert all(link.startswith(("http", "mailto:")) for link in shown.links)
        assert seen(shown.text) == seen(text)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_stays_whole_wherever_it_stands(parser: str, address: str) -> None:
    table = markdown._table(("When", "What"), [(address, "b")]) if parser != "marko" else ""
    document = f"- see {markdown.line(address)}, then\n\n{markdown.prose(f'{address}{chr(10)}{address}')}\n\n{table}\n"

    shown = Reader(PARSERS[parser](document))

    assert {unquote(link) for link in shown.links} == {unquote(address)}
    assert len(shown.links) == (4 if table else 3)
    assert unquote(shown.text).count(unquote(address)) == len(shown.links)


def test_a_full_stop_or_a_bracket_after_an_address_is_not_part_of_it() -> None:
    assert markdown.line("(https://wiki.example/a_(b)).") == "(<https://wiki.example/a_(b)>)."


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "ftp://a.b/c", "//a.b/c", "a@b.c"]
)
def test_only_addresses_of_the_web_become_links(text: str) -> None:
    assert not Reader(COMMONMARK.render(markdown.line(text))).links


@settings(deadline=None)
@given(ANYTHING)
@example("a\n===")
@example("a\n\n    b")
@example("| a |\n| - |")
def test_prose_keeps_its_lines_and_becomes_nothing_else(text: str) -> None:
    for render in PARSERS.values():
        shown = Reader(render(f"before\n\n{markdown.prose(text)}\n\nafter\n"))

        assert set(shown.tags) <= {"p", "br", "a"}
        assert seen(shown.text) == seen(f"before {text} after")


@settings(deadline=None)
@given(ANYTHING)
def test_a_table_cell_stays_one_cell(text: str) -> None:
    table = markdown._table(("When", "What"), [(text, "b")])

    for parser in ("markdown-it", "GitHub"):
        assert Reader(PARSERS[parser](table)).tags.count("td") == 2


def test_the_document_has_the_parts_in_the_order_of_their_worth(outage: Summary) -> None:
    headings = [text for text in markdown.render_markdown(outage).splitlines() if text.startswith("## ")]

    assert headings[:3] == ["## What we learned", "## What we do next", "## What drove it"]
    assert "## How the time was spent" in headings


def test_an_action_says_who_and_by_when(outage: Summary) -> None:
    text = markdown.render_markdown(outage)

    assert "does not finish** Teun, by 19 January 2026\n  - Support asked for: A host of its own" in text
    assert "Ruis, look again on 16 February 2026" in text


def test_parts_without_words_are_left_out(formula: Summary) -> None:
    assert "Parked" not in markdown.render_markdown(formula)
    assert "**How safe is it to speak openly here? 1 to 5**: 3 answers\n" in markdown.render_markdown(formula)


def test_each_score_has_a_row_with_its_bar(outage: Summary) -> None:
    text = markdown.render_markdown(outage)

    assert "1 is “I’d rather keep quiet”, 5 is “I can say anything”." in text
    assert (
        "| Score | Answers |\n| --- | --- |\n| 1 | 0 |\n| 2 | 0 |\n| 3 | 2 ██ |\n| 4 | 2 ██ |\n| 5 | 1 █ |"
        in text
    )
