"""A board of a retrospective, as tools write it into a table: one entry."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from log.transfer.conftest import Blog, Run, content, only

from facilitator import database
from facilitator.accounts.tables import Account

LISTS = "Start,Votes,Stop,Next steps,Owner\nAsk first,3,Late calls,Book a room,Zoë\n,,Long mails,,\n"
CARDS = (
    "Column,Card,Votes,Created by\nStart,Ask first,3,\nStop,Late calls,,\nStop,Long mails,,\n"
    "Next steps,Book a room,,Zoë\n"
)


GROUPED = CARDS.replace("Column,Card", "Topic,Idea")


@pytest.mark.parametrize("table", [LISTS, CARDS, GROUPED])
def test_a_board_is_one_entry_with_a_section_for_each_prompt(
    run: Run, blog: Blog, ana: Account, table: str
) -> None:
    file = blog({"spring_retro.csv": table}) / "spring_retro.csv"
    result = run("import", file)

    assert result.exit_code == 0, result.output
    entry = only()
    assert entry.title == "spring retro"
    assert entry.happened == "## Start\n\n- Ask first (Votes: 3)\n\n## Stop\n\n- Late calls\n- Long mails"
    with database.read() as session:
        (action,) = content(session, entry).actions
    assert (action.what, action.owner) == ("Book a room", "Zoë")
    assert "1 unchanged" in run("import", file).stdout


def test_what_stands_above_a_board_is_its_title_and_day(run: Run, blog: Blog, ana: Account) -> None:
    above = "Retrospective,Spring\nCreated,2025-05-05\nMood,fine\n\n"
    run("import", blog({"board.csv": above + CARDS}) / "board.csv")

    entry = only()
    assert (entry.title, entry.date.isoformat(), entry.extra) == ("Spring", "2025-05-05", {"Mood": "fine"})


def test_the_name_of_a_board_says_its_day(run: Run, blog: Blog, ana: Account) -> None:
    run("import", blog({"2025-05-05 spring-retro.csv": LISTS}) / "2025-05-05 spring-retro.csv")

    assert (only().title, only().date.isoformat()) == ("spring retro", "2025-05-05")


def test_days_and_learnings_of_cards_are_those_of_the_entry(run: Run, blog: Blog, ana: Account) -> None:
    table = "Type,Text,Votes,Created at\nLearned,Ask,,13/05/2025\nGlad,Sun,1,05/05/2025\n"
    run("import", blog({"board.csv": table}) / "board.csv")

    entry = only()
    assert entry.date.isoformat() == "2025-05-05"
    assert entry.learned == ["Ask (Created at: 13/05/2025)"]


@pytest.mark.parametrize(
    "table", ["Type,Description\nBug,Late\n", "Start,End\n1,2\n", "Article,Price\nTent,4\n"]
)
def test_another_table_without_titles_is_none(run: Run, blog: Blog, ana: Account, table: str) -> None:
    result = run("import", blog({"t.csv": table}) / "t.csv")

    assert "t.csv:1: No column is called title." in result.stderr


def test_a_board_that_no_entry_can_hold_is_refused(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"t.csv": CARDS + f"Stop,{'x' * 1000},,\n" * 300}) / "t.csv")

    assert "The cards of this board are longer than an entry may be." in result.stderr


FORM = "Timestamp,Team,Went well,To improve\n2025-05-06 08:15,Hall,Sun,Late,beyond\n2025-05-05 08:15,Shop,,\n"


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        (FORM, ["Sun (Timestamp: 2025-05-06 08:15, Team: Hall)", "Late", "Column 5: beyond", "Team: Shop"]),
        ("Type,Text,Votes\nGlad,Sun,1,beyond\n,Alone\nSad,,7\n", ["Column 4: beyond", "- Alone", "Votes: 7"]),
        ("Type,Text,Votes,Author,User,What\nAction,Ask,3,Ana,Ida,else\n", ["Ana", "Ida", "else", "3"]),
        (
            f"Of the shop\nRetro,Spring\nAction items,Ten\nMood,fine\nMood,bad\n{LISTS}",
            ["Of the shop", "Ten", "fine", "bad", "Book a room"],
        ),
    ],
)
def test_every_cell_of_a_board_is_kept(
    run: Run, blog: Blog, ana: Account, table: str, kept: Sequence[str]
) -> None:
    run("import", blog({"board.csv": table}) / "board.csv")

    entry = only()
    with database.read() as session:
        said = f"{entry.happened} {content(session, entry).actions} {entry.extra}"
    assert [words for words in kept if words not in said] == []
    assert FORM not in table or entry.date.isoformat() == "2025-05-05"
