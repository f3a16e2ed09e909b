"""Front matter of several programs, and as people type it."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from facilitator.log.transfer.formats.front_matter import split_front_matter
from facilitator.log.transfer.records import ParseError

HEAD = {"title": "The door", "date": "2026-03-09", "tags": ["door", "1.10"]}
YAML = "title: The door\ndate: 2026-03-09\ntags: [door, 1.10]\n"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{YAML}---\nText.",
        f"\n\n----  \n{YAML}----\t\nText.",
        f"---\n{YAML}...\nText.",
        "---\ntitle: The door\ndate: 2026-03-09\ntags:\n\t- door\n\t- 1.10\n---\nText.",
        "---\ntitle: The door\ndate: 2026-03-09\ntags: [door]\ntags: [1.10]\n---\nText.",
        '+++\ntitle = "The door"\ndate = 2026-03-09\ntags = ["door", 1.10]\n+++\nText.',
        '{"title": "The door", "date": "2026-03-09", "tags": ["door", 1.10]}\n\nText.',
        '{"title": "The door", "date": "2026-03-09", "tags": ["door"], "tags": [1.10]}\n\nText.',
        f"```yaml\n{YAML}```\n\nText.",
        f"```yml\n---\n{YAML}---\n```\nText.",
    ],
)
def test_any_kind_gives_the_same(text: str) -> None:
    found = split_front_matter(text)

    assert (found.values, found.body.strip()) == (HEAD, "Text.")
    assert text.split("\n")[found.body_line - 1 :][-1] == "Text."


@pytest.mark.parametrize(
    "text",
    [
        "Title: The door\nDate: 2026-03-09\nOwner:\n\nText.",
        "\nTitle:: The door\nDate:: 2026-03-09\nOwner::\n\nText.",
        "Title: The\n  door\nDate: 2026-03-09\nOwner:\n\nText.",
    ],
)
def test_lines_of_names_and_values_need_no_rules_around_them(text: str) -> None:
    found = split_front_matter(text)

    assert found.values == {"Title": "The door", "Date": "2026-03-09", "Owner": ""}
    assert found.body.strip() == "Text."


@pytest.mark.parametrize(
    "text",
    ["# The door\n\n---\nDate: 2026-03-09\n---\n\nText.", "The door\n=====\n\nDate: 2026-03-09\n\nText."],
)
def test_it_may_stand_below_a_title_of_any_kind(text: str) -> None:
    assert split_front_matter(text).values == {"Date": "2026-03-09"}


def test_pandoc_has_three_lines_without_names() -> None:
    found = split_front_matter("% The door\n%\n% 9 March 2026\n\nText.")

    assert (found.values, found.lines) == (
        {"title": "The door", "date": "9 March 2026"},
        {"title": 1, "date": 3},
    )
    assert (found.body.strip(), found.body_line) == ("Text.", 4)


def test_properties_may_stand_below_the_title() -> None:
    found = split_front_matter("# The door\n\nState: Done\nDate: 9 March 2026\n\n## Why\n")

    assert (found.values, found.lines) == ({"State": "Done", "Date": "9 March 2026"}, {"State": 3, "Date": 4})
    assert found.body.split() == ["#", "The", "door", "##", "Why"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n# The door\n\nText.",
        "---\nIt stuck.\n---\nText.",
        "Ana: It stuck.\nBen: It did.\n\nText.",
        "Date: a word that\nwe all know.\n",
        "{{< figure >}}\n\nText.",
        "```yaml\nreplicas: 3\n```\n\nText.",
        "```yaml\ntitle: [a\n```\n\nText.",
        "%temp% is full.",
    ],
)
def test_what_only_looks_like_it_is_text(text: str) -> None:
    assert (split_front_matter(text).values, split_front_matter(text).body) == ({}, text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@ana", "@ana"),
        ("!urgent door", "!urgent door"),
        ("&door stuck", "&door stuck"),
        ("{{ door }} stuck", "{{ door }} stuck"),
        ("\tThe door", "The door"),
        ("*The* door", "*The* door"),
        ("%temp% is full", "%temp% is full"),
        ("`door` stuck", "`door` stuck"),
        ("The door: a story", "The door: a story"),
        ("Door #3, again", "Door #3, again"),
        ("#door #stuck", "#door #stuck"),
        ('"The "old" door"', 'The "old" door'),
        ("'Ana's door'", "Ana's door"),
        ("'Ana''s door'", "Ana's door"),
        ('"The door"  # again', "The door"),
        ("[draft] The door", "[draft] The door"),
        ("[[Doors]], [[Locks]]", "[[Doors]], [[Locks]]"),
        ("https://example.org/#door", "https://example.org/#door"),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
        ("|\n  Door: #3\n  @ana", "Door: #3\n@ana\n"),
        ("\n  - @ana\n  - Ben: said", ["@ana", {"Ben": "said"}]),
    ],
)
def test_values_are_read_as_typed(typed: str, read: object) -> None:
    found = split_front_matter(f"---\nx: {typed}\nlast: one\n---\n")

    assert (found.values["x"], found.values["last"]) == (read, "one")


@pytest.mark.parametrize(
    "head",
    [
        "a: b # c\n" * 300_000,
        f"a: [{'#,' * 300_000}]\n",
        f"a: {': ' * 300_000}\n",
        f'a: "{"_" * 600_000}\n',
        f"a: b\n{' ' * 500_000}\n",
    ],
)
def test_endless_front_matter_is_soon_done(head: str) -> None:
    began = time.process_time()
    with suppress(ParseError):
        split_front_matter(f"---\n{head}---\n")
    assert time.process_time() - began < 3


def test_what_cannot_be_read_is_named_with_its_line() -> None:
    for text, line in {
        "\n---\na: b\nc: [d\n---\n": 5,
        "+++\na = 1\nb = c\n+++\n": 3,
        "+++\na = 1\n": 1,
    }.items():
        with pytest.raises(ParseError) as raised:
            split_front_matter(text)
        assert raised.value.line == line, text
