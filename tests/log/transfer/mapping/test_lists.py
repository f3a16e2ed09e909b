"""What is an item of a list in somebody's text, and what stands between the items."""

from __future__ import annotations

import time

import pytest
from log.transfer.conftest import Bring

from facilitator import database
from facilitator.log.entry.rows import content_of
from facilitator.log.transfer.mapping.lists import Item, list_items


@pytest.mark.parametrize(
    ("text", "items", "rest"),
    [
        ("- one\n- two", ["one", "two"], ""),
        ("  * one\n  * two", ["one", "two"], ""),
        (" 1. one\n 2. two\n\n* three", ["one", "two", "three"], ""),
        ("• one\n• two", ["one", "two"], ""),
        ("– one\n\n– two", ["one", "two"], ""),
        ("→ one\n→ two\n\na) three\n(b) four", ["one", "two", "three", "four"], ""),
        ("- one\ngoes on\n- two", ["one\ngoes on", "two"], ""),
        ("Two:\n1) one\n2) two\n\nSo far.", ["one", "two"], "Two:\n\nSo far."),
        ("- one\n---", ["one"], ""),
        ("- \n- [ ]\n- one", ["one"], ""),
        ("### A\n- one\n\n**B**:\n\n- [x] two", ["A: one", "[x] B: two"], ""),
        ("### A\n\nWords.\n\n### B\n\n- two", ["B: two"], "### A\n\nWords."),
        ("### A\n\n- Owner: Ida\n- Due: 2019-05-01", ["A\n- Owner: Ida\n- Due: 2019-05-01"], ""),
        ("- one\n  - in\n  - out", ["one\n- in\n- out"], ""),
        ("- **A**\n  - in\n  - out", ["A: in", "A: out"], ""),
        ("- **A**\n  - Owner: Ida", ["**A**\n- Owner: Ida"], ""),
        ("- [ ] one\n  - [x] in", ["[ ] one", "[x] in"], ""),
        ("| # | What |\n|--|--|\n| 1 | a \\\\| b |\n\nWords.", [{"What": "a | b"}], "Words."),
        (
            "- one [1]\n\n[1]: a.md\n\n**Last.**\n\n### None",
            ["one [1]"],
            "[1]: a.md\n\n**Last.**\n\n### None",
        ),
        ("- [ ] one\n\n  - [ ] in\n\n  Words.", ["[ ] one", "[ ] in"], "Words."),
        ("| No. | What |\n|--|--|\n| 4711 | a | b |", [{"No.": "4711", "What": "a", "Column 3": "b"}], ""),
        ("### A\n| Group |\n|--|\n| b |", [{"Group": "b", "Group (2)": "A"}], ""),
        ("| What |\n|--|", [], "| What |\n|--|"),
        ("[ ] one\n[x] two", ["[ ] one", "[x] two"], ""),
        ("*Prevent*\n\n- one", ["Prevent: one"], ""),
        ("- A:\n  -", ["A:\n-"], ""),
        ("```\n- code\n```", [], "```\n- code\n```"),
        ("Words.", [], "Words."),
    ],
)
def test_items_and_what_is_none(text: str, items: list[Item], rest: str) -> None:
    found = list_items(text.replace("\\\\", "\\"), steps=True)

    assert (found.items, found.rest) == (items, rest)


def test_prose_below_each_heading_is_a_lesson() -> None:
    assert list_items("First.\n\n### A\n\nWords.\n\n### B\n\nMore.").items == [
        "First.",
        "A: Words.",
        "B: More.",
    ]
    told = "### A\n\nWords.\n\nThese:\n- one\n- two\n\n### B\n\nThese:\n- three"
    assert list_items(told) == (["A: Words.\n\nThese:\n- one\n- two", "B: three"], "### B\n\nThese:")


def test_headings_alone_are_lessons_but_not_those_of_a_template() -> None:
    assert list_items("### 1. A\n\n### 2. B").items == ["A", "B"]
    assert list_items("### What went well\n\n### Root cause").items == []


def test_what_no_action_can_say_keeps_no_file_out(bring: Bring) -> None:
    table = "| Action | Ticket | Action status |\n|-|-|-|\n| Buy pegs | OPS-1 | Closed |"
    entry = bring(f"# The stall\n\n## Action items\n\n{table}\n\n- [x] \u200b")
    with database.read() as session:
        [action] = content_of(session, entry).actions

    assert (action.what, action.state, entry.extra) == ("Buy pegs", "done", {"action 1, ticket": "OPS-1"})


def test_nothing_below_a_known_heading_is_lost(bring: Bring) -> None:
    entry = bring(
        "# The stall\n\n## Lessons learned\n\nTwo:\n\n### What went wrong\n\n- No pegs\n\n"
        "## Action items\n\n### Prevention\n\n| Step | Team | Status |\n|-|-|-|\n| Buy pegs | Ida's | Done |\n\nSoon."
    )
    with database.read() as session:
        content = content_of(session, entry)

    assert content.learned == ("What went wrong: No pegs",)
    assert content.happened == "## Lessons learned\n\nTwo:"
    assert [(action.what, action.state) for action in content.actions] == [("Buy pegs", "done")]
    assert content.next_time == "### Prevention\n\nSoon."
    assert entry.extra == {"action 1, Team": "Ida's", "action 1, Group": "Prevention"}


@pytest.mark.parametrize(
    "mark",
    [
        "- ",
        "- a\n",
        "> - ",
        "| ",
        "\n ",
        "<!--\n",
        "1. - ",
        "**a**\n\n- b\n\n",
        "- [ ] a\n  - [ ] ",
        "- a, b; c\n",
    ],
)
def test_hostile_lists_are_read_in_no_time(mark: str) -> None:
    begun = time.process_time()
    list_items("- a\n" + mark * (200_000 // len(mark)), steps=True)

    assert time.process_time() - begun < 2


def test_many_items_are_read_in_no_time(bring: Bring) -> None:
    begun = time.process_time()
    entry = bring(
        "# The stall\n\n## Action items\n\n"
        + "- Buy a peg, or a bell\n" * 7_000
        + "\n## Lessons learned\n\n"
        + "- Pegs are few\n" * 101
    )

    assert time.process_time() - begun < 4
    with database.read() as session:
        content = content_of(session, entry)

    assert (len(content.actions), len(content.learned)) == (100, 100)
    assert content.happened == "## Lessons learned\n\nPegs are few"
