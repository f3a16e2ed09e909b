"""What is a heading in somebody's Markdown, what it says, and which lines stand below it."""

from __future__ import annotations

import time

import pytest
from log.transfer.conftest import Blog, Bring, Run, only

from facilitator.accounts.tables import Account
from facilitator.log.transfer.formats.document import Document
from facilitator.log.transfer.mapping.field_names import field_of_heading

SIZE = 1_000_000


def texts(body: str, title: str = "") -> dict[str, str]:
    """What a body says, by our fields and by the names of what is kept beside."""
    fields, beside = Document(body).texts(title)
    return fields | beside


HOSTILE = {
    "brackets": "[" * SIZE,
    "brackets in a heading": "# " + "[" * SIZE,
    "quotes": ">" * SIZE,
    "stars": "*" * SIZE,
    "stars between blanks": "* " * (SIZE // 2),
    "images in headings": ("# " + "![" * 140 + "\n") * (SIZE // 283),
    "lists in lists": "\n".join("  " * depth + "- x" for depth in range(1_000)),
    "quotes in quotes": "\n".join(">" * depth + "x" for depth in range(1_400)),
    "lists and quotes": "- > - > - > - > - > x\n" * (SIZE // 22),
}


@pytest.mark.parametrize(
    "heading",
    [
        "## Root cause",
        "## Root cause ##",
        "   ## **Root** _cause_",
        "## [Root cause](#root-cause)",
        "## Root cause {#cause}",
        "## Root cause {: #cause .wide}",
        '## <a name="cause"></a>Root cause',
        "## Root &#99;ause",
        "Root cause\n---",
        "Root cause\n===",
        "## Root cause\n-------------",
        "## Root cause\n=============",
        "Root cause\n----------\n---",
    ],
)
def test_a_heading_is_read_by_its_words(heading: str) -> None:
    assert texts(f"{heading}\n\nA worn belt.") == {"drove": "A worn belt."}


@pytest.mark.parametrize(
    "hidden",
    [
        "<!--\n## Root cause\n\nWrite here.\n-->",
        "Text\n<!-- ## Root cause\n## Impact -->",
        "````\n```\n## Root cause\n```\n## Impact\n````",
        "```text\n~~~\n## Root cause\n```",
        "~~~\n```\n## Root cause\n~~~",
        "```\n## Root cause\n    ```\n## Impact\n   ```",
        "``` text\n``` not the end\n## Root cause\n```",
        "- An item\n\n  ```\n  ## Root cause\n  ```",
        "> ## Root cause",
        "    ## Root cause",
        "- Root cause\n---",
        "Two lines above\nRoot cause\n---",
    ],
)
def test_what_is_no_heading_stays_text_to_the_last_sign(hidden: str) -> None:
    assert texts(f"{hidden}\n\n## Lessons learned\n\nLook.") == {
        "happened": hidden,
        "learned": "Look.",
    }


def test_rules_around_a_section_are_none_of_its_text() -> None:
    assert texts("# Root cause\n===\n---\n\nA worn belt.\n\n***\n") == {"drove": "A worn belt."}


def test_a_fence_without_its_end_goes_on_to_the_end_of_the_text() -> None:
    text = "```\n## Root cause\n~~~\n\n# Impact"

    assert texts(text) == {"happened": text}


def test_the_text_below_a_heading_is_the_source() -> None:
    text = "A *worn*  belt,\n\n\n\n* and\n  * more\n\n[x]: y\n\n&amp; <b>"

    assert texts(f"## Cause\n{text}\n# Other\n\n{text}") == {
        "drove": text,
        "happened": f"# Other\n\n{text}",
    }


def test_the_title_may_have_marks_and_comments_before_it() -> None:
    assert (
        Document("<!-- What was it? -->\n\n# The [stall](#s) at *the* `fair` {#top}").title
        == "The stall at the fair"
    )
    assert Document("# [INC-7] The job_two stopped at 2 * 3").title == "[INC-7] The job_two stopped at 2 * 3"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Text\n\n# Later\n\n# Other",
        "Text\n\n## Second",
        "## Origins\n\n## Plans",
        "# Root cause\n\nA belt.",
        "<!-- # Hidden -->",
        "> # Quoted",
        "```\n# x",
    ],
)
def test_what_begins_otherwise_has_no_title(body: str) -> None:
    assert Document(body).title == ""


@pytest.mark.parametrize(
    "before",
    [
        "![a logo](l.png)",
        "[Home](..) | [All](x)",
        "[![built](b.svg)](x)",
        "> It was late.",
        '<img src="l.png">',
        "---",
    ],
)
@pytest.mark.parametrize("heading", ["# The stall", "## The stall", "<h1>The stall</h1>", "**The stall**"])
def test_the_title_may_be_of_any_kind_and_stand_below_what_says_nothing(before: str, heading: str) -> None:
    body = f"{before}\n\n{heading}\n\n### Impact\n\nNo sale.\n\n**Root cause**\n\nA gust."

    assert Document(body).title == "The stall"
    assert texts(body, "The stall")["drove"] == "A gust."


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Root Cause(s)", "drove"),
        ("Timeline (all times UTC)", "happened"),
        ("Action items & follow-ups", "actions"),
        ("Next steps / to do", "actions"),
        ("Corrective and preventive actions", "actions"),
        ("The customer impact", "impact"),
        ("Likely root causes and contributing factors", "drove"),
        ("🔍 3. Lessons learned:", "learned"),
        ("III. Lessons learnt", "learned"),
        ("What was the root cause?", "drove"),
        ("Summary of impact", "impact"),
        ("Root cause and resolution", "drove"),
        ("Business & operational impact", "impact"),
        ("Preventative & corrective action items", "actions"),
        ("What was supposed to happen?", "expected"),
        ("Impact and root cause", ""),
        ("Lessons and recommendations", "learned"),
        ("What I learned from this failure", "learned"),
        ("Impact of the belts", ""),
    ],
)
def test_a_heading_has_many_wordings(heading: str, field: str) -> None:
    assert field_of_heading(heading) == field


def test_the_only_heading_of_the_first_level_is_the_title() -> None:
    assert Document("A note.\n---\n\n# The stall\n\n## Impact\n\nNo sale.").title == "The stall"


def test_bold_words_are_headings_where_one_of_them_has_the_words_of_one() -> None:
    body = "**Impact:** No sale.\n**Severity:** 2\n\n__Root cause__:\nA gust.\n\n**Aside**\n\nRain."

    assert texts(body) == {
        "impact": "No sale.",
        "happened": "**Severity:** 2\n\n**Aside**\n\nRain.",
        "drove": "A gust.",
    }
    assert texts("**Aside**\n\nRain.") == {"happened": "**Aside**\n\nRain."}


def test_all_sections_of_a_field_but_the_first_keep_their_headings() -> None:
    body = "Late.\n\n## Timeline\n\n10:00\n\n## Cause\n\nA gust.\n\n### Pegs\n\nNone.\n\n## Trigger\n\nRain."

    assert texts(body) == {
        "happened": "Late.\n\n## Timeline\n\n10:00",
        "drove": "A gust.\n\n### Pegs\n\nNone.\n\n## Trigger\n\nRain.",
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("## Root cause (not confirmed)", "drove"),
        ("## Likely root cause", "drove"),
        ("## Root cause and mitigation", "drove"),
        ("**Root cause (a guess):**", "drove"),
        ("## [Root cause](https://example.org/x)", "drove"),
        ("## Timeline (UTC)", "happened"),
        ("## Executive summary (for the board)", "summary"),
        ("## Customer impact", "impact"),
        ("## Impact: three hours", "impact"),
        ("## Root cause – March", "drove"),
        ("# Impact: three hours", "happened"),  # A title.
    ],
)
def test_a_heading_that_tells_more_than_its_field_stays(heading: str, field: str) -> None:
    assert texts(f"{heading}\n\nA gust.") == {field: f"{heading}\n\nA gust."}


def test_one_above_items_stays_beside_and_several_group_them() -> None:
    items, more = "- Tighten the pegs", "- Buy new ones"

    assert texts(f"## Preventive actions\n\n{items}\n\n## Next steps\n\n{more}") == {
        "actions": f"{items}\n\n{more}",
        "headings": "## Preventive actions",
    }
    assert texts(f"## Lessons (by Olaf)\n\n{items}") == {"learned": items, "headings": "## Lessons (by Olaf)"}
    body = f"## Short term actions\n\n{items}\n\n## Next steps\n\n{more}\n\n## Open actions\n\n{more}"
    assert texts(body) == {"actions": body}


def test_comments_of_a_template_are_kept_apart() -> None:
    body = "## Cause\n\n<!-- Why?\nBe brief. -->\nA gust.\n\n## Lessons learned\n\n<!-- What? -->"

    assert texts(body) == {
        "comments": "<!-- Why?\nBe brief. -->\n\n<!-- What? -->",
        "drove": "A gust.",
    }


@pytest.mark.parametrize("rule", ["---", "===", "- - -"])
def test_a_rule_right_below_a_heading_does_not_stop_the_import(
    run: Run, blog: Blog, ana: Account, rule: str
) -> None:
    folder = blog({"a.md": f"# The lift stopped\n{rule}\n\nA worn belt.", "b.md": "# Fine"})

    assert "2 new" in run("import", folder).stdout


def test_the_rule_below_the_title_is_no_text(bring: Bring) -> None:
    entry = bring("# The lift stopped\n---\n\nA worn belt.")

    assert (entry.title, entry.happened) == ("The lift stopped", "A worn belt.")


def test_where_a_linked_heading_leads_is_kept(bring: Bring) -> None:
    entry = bring("# [The stall](https://example.org/x)\n\n## Cause <!-- be brief -->\n\nA worn belt.")

    assert (entry.title, entry.drove) == ("The stall", "## Cause <!-- be brief -->\n\nA worn belt.")
    assert entry.happened == "# [The stall](https://example.org/x)"


def test_a_heading_too_long_to_be_known_is_kept_as_it_is() -> None:
    text = "# " + "*x* " * 100

    assert texts(text) == {"happened": text.strip()}
    assert Document(text).title == text[2:].strip()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    begun = time.process_time()
    found = texts(text)

    assert time.process_time() - begun < 2
    assert found == {"happened": text.strip()}


@pytest.mark.parametrize("mark", ["[", ">", "*", "![", "- > ", "`", "<!--", "{#"])
def test_so_is_as_much_of_it_as_is_parsed(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    begun = time.process_time()
    texts(text)

    assert time.process_time() - begun < 4


def test_so_are_many_comments_that_end_at_one_place() -> None:
    text = "## Lessons learned\n" + "<!--\n" * 40_000 + "--> x\n\n<!-- -->"
    begun = time.process_time()
    found = texts(text)

    assert time.process_time() - begun < 4
    assert found["comments"] == "<!-- -->"


def test_a_body_larger_than_an_entry_is_named_and_the_others_go_in(
    run: Run, blog: Blog, ana: Account
) -> None:
    folder = blog({"bad.md": "# T\n\n" + "[" * SIZE, "good.md": "# Good\n\nIt happened."})
    result = run("import", folder)

    assert "bad.md:1: " in result.stderr
    assert "At most 204800 characters" in result.stderr
    assert only().title == "Good"
