from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.summary import markdown
from facilitator.summary.model import Summary

COMMONMARK = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "#*_`[]()<>!|~&;\\-+=:>1.) \n\tabx", max_size=40
)


class Reader(HTMLParser):
    """The tags of a document, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

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
def test_a_card_reads_as_it_was_typed_and_becomes_nothing_else(text: str) -> None:
    shown = Reader(COMMONMARK.render(f"- {markdown.line(text)}\n"))

    assert set(shown.tags) <= {"ul", "li"}
    assert seen(shown.text) == seen(text)


@settings(deadline=None)
@given(ANYTHING)
@example("a\n===")
@example("a\n\n    b")
@example("| a |\n| - |")
def test_prose_keeps_its_lines_and_becomes_nothing_else(text: str) -> None:
    shown = Reader(COMMONMARK.render(f"before\n\n{markdown.prose(text)}\n\nafter\n"))

    assert set(shown.tags) <= {"p", "br"}
    assert seen(shown.text) == seen(f"before {text} after")


@settings(deadline=None)
@given(ANYTHING)
def test_a_table_cell_stays_one_cell(text: str) -> None:
    table = markdown._table(("When", "What"), [(text, "b")])

    assert Reader(COMMONMARK.render(table)).tags.count("td") == 2


def test_the_document_has_the_parts_in_the_order_of_their_worth(outage: Summary) -> None:
    headings = [text for text in markdown.render_markdown(outage).splitlines() if text.startswith("## ")]

    assert headings[:3] == ["## What we learned", "## What we do next", "## What drove it"]
    assert "## How the time was spent" in headings


def test_an_action_says_who_and_by_when(outage: Summary) -> None:
    text = markdown.render_markdown(outage)

    assert "does not finish** Teun, by 19 January 2026\n  - Support asked for: A host of its own" in text
    assert "Ruis, review on 16 February 2026" in text


def test_parts_without_words_are_left_out(formula: Summary) -> None:
    assert "Parked" not in markdown.render_markdown(formula)
    assert "**Safe to speak, 1 to 5**: 3 answers\n" in markdown.render_markdown(formula)


def test_each_score_has_a_row_with_its_bar(outage: Summary) -> None:
    text = markdown.render_markdown(outage)

    assert "1 is “I’d rather keep quiet”, 5 is “I can say anything”." in text
    assert (
        "| Score | Answers |\n| --- | --- |\n| 1 | 0 |\n| 2 | 0 |\n| 3 | 2 ██ |\n| 4 | 2 ██ |\n| 5 | 1 █ |"
        in text
    )
