"""What somebody chose that a column, a key or a heading is, by the command."""

from __future__ import annotations

import json
from typing import Any

import pytest
from log.transfer.conftest import Blog, Run

from facilitator.accounts.tables import Account

NOTE = "---\ntitle: T\ndate: 2026-03-09\nimpact: Much.\n---\n## Root cause\n\nHaste.\n\n### Deeper\n\nMore.\n"


@pytest.fixture
def told(run: Run, blog: Blog, ana: Account) -> Any:
    """`told(take, …)` is what would become of one note."""

    def tell(*taken: str, text: str = NOTE, name: str = "a.md") -> Any:
        options = [word for each in taken for word in ("--take", each)]
        path = blog({name: text}) / name
        return json.loads(run("import", path, "--dry-run", "--format", "json", *options).stdout)

    return tell


def test_a_key_and_a_heading_are_what_was_chosen(told: Any) -> None:
    plain, chosen = told(), told("Impact=expected", "ROOT CAUSE=learned")

    assert {each["name"]: each["field"] for each in plain["names"]} == {
        **{"title": "title", "date": "date", "impact": "impact"},
        **{"Root cause": "drove", "Deeper": "text"},
    }
    [item] = chosen["items"]
    assert item["texts"] == {"expected": "Much."}
    assert "Haste." in item["learned"][0]


@pytest.mark.parametrize(
    ("choice", "texts", "extra"),
    [
        ("Root cause=leave", {"impact": "Much."}, {}),
        (
            "Root cause=keep",
            {"impact": "Much."},
            {"sections": "## Root cause\n\nHaste.\n\n### Deeper\n\nMore."},
        ),
        ("impact=keep", {"drove": "Haste.\n\n### Deeper\n\nMore."}, {"impact": "Much."}),
        ("impact=leave", {"drove": "Haste.\n\n### Deeper\n\nMore."}, {}),
    ],
)
def test_what_is_kept_or_left_out(
    told: Any, choice: str, texts: dict[str, str], extra: dict[str, str]
) -> None:
    [item] = told(choice)["items"]

    assert (item["texts"], item.get("extra", {})) == (texts, extra)


def test_a_text_keeps_its_heading(told: Any) -> None:
    [item] = told("Root cause=text")["items"]

    assert item["texts"]["happened"].startswith("## Root cause\n\nHaste.")


def test_a_table_without_a_title_tells_its_columns(told: Any) -> None:
    table = "Subject matter,Day\nFirst,2026-03-09\n"

    assert [each["name"] for each in told(text=table, name="t.csv")["names"]] == ["Day", "Subject matter"]
    [item] = told("Subject matter=title", text=table, name="t.csv")["items"]
    assert (item["title"], item["date"]) == ("First", "2026-03-09")


BOARD = "Type,Content,Votes\nWent well,Rope held.,2\nPuzzles,Who calls?,1\nSmall talk,Cake.,0\n"


def test_the_prompts_of_a_board_are_headings(told: Any) -> None:
    assert ("Puzzles", "heading", "text") in [
        (each["name"], each["kind"], each["field"]) for each in told(text=BOARD, name="b.csv")["names"]
    ]
    chosen = ("Puzzles=expected", "Small talk=leave", "Went well=keep")
    [item] = told(*chosen, text=BOARD, name="b.csv")["items"]
    assert item["texts"] == {"expected": "## Puzzles\n\n- Who calls? (Votes: 1)"}
    assert item["extra"] == {"sections": "## Went well\n\n- Rope held. (Votes: 2)"}


def test_a_choice_that_is_none_is_refused(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"a.md": NOTE}), "--take", "Impact=elsewhere")

    assert "Write it as NAME=FIELD. The fields are title, date" in result.stderr
