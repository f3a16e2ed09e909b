"""What the columns of registers and trackers become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from facilitator.log.transfer.mapping.columns import Columns
from facilitator.log.transfer.records import ParseError


def read(cells: Mapping[str, str], order: Any = "") -> tuple[Mapping[str, Any], Mapping[str, str]]:
    mapped = Columns([*cells]).read([*cells.values()], order)
    return mapped.values, mapped.extra


@pytest.mark.parametrize(
    ("cells", "values", "extra"),
    [
        pytest.param(
            {"Timestamp": "2026-03-10", "short_description": "Till froze", "Lesson 1": "a", "Lesson 2": "b"},
            {"title": "Till froze", "date": "2026-03-10", "learned": ["a", "b"]},
            {},
            id="numbered",
        ),
        pytest.param(
            {
                "Issue key": "SHOP-9",
                "Summary": "Till froze",
                "Created": "05/May/25 9:10 AM",
                "Description": "It froze.",
                "Component/s": "Till",
                "Sprint": "12",
                "Custom field (Root cause)": "A full disk",
            },
            {"title": "Till froze", "date": "2025-05-05", "summary": "It froze.", "drove": "A full disk"},
            {"Created": "05/May/25 9:10 AM", "Issue key": "SHOP-9", "Component/s": "Till", "Sprint": "12"},
            id="jira",
        ),
        pytest.param(
            {
                "Card Name": "Till froze",
                "Card Description": "It froze.",
                "Due Date": "2025-05-20",
                "Start Date": "2025-05-05T08:00:00.000Z",
                "Last Activity Date": "2025-05-09T08:00:00.000Z",
                "Board Name": "Shop",
            },
            {"title": "Till froze", "date": "2025-05-05", "summary": "It froze."},
            {
                "Due Date": "2025-05-20",
                "Start Date": "2025-05-05T08:00:00.000Z",
                "Last Activity Date": "2025-05-09T08:00:00.000Z",
                "Board Name": "Shop",
            },
            id="trello",
        ),
        pytest.param(
            {
                "Name": "Till froze",
                "Status": "Done",
                "Date": "May 5, 2025 → May 6, 2025",
                "Action items": "Clear the disk",
                "Person": "Zoë",
                "Deadline": "20.05.2025",
            },
            {
                "title": "Till froze",
                "date": "2025-05-05",
                "actions": [{"what": "Clear the disk", "Person": "Zoë", "Deadline": "2025-05-20"}],
            },
            {"Status": "Done", "Date": "May 5, 2025 → May 6, 2025"},
            id="notion",
        ),
        pytest.param(
            {
                "Incident #": "4",
                "Incident": "Till froze",
                "Date raised": "2025-05-05",
                "Causes & remarks": "A disk",
            },
            {"title": "Till froze", "date": "2025-05-05", "drove": "A disk"},
            {"Incident #": "4"},
            id="register",
        ),
        pytest.param(
            {"Title": "Till", "Incident": "It froze", "Title ": "Another", "Labels": "a", "labels": "b, c"},
            {"title": "Till", "happened": "It froze", "tags": "a\nb, c"},
            {"Title (2)": "Another"},
            id="repeated",
        ),
    ],
)
def test_cells_become_the_fields_that_their_columns_name(
    cells: Mapping[str, str], values: Mapping[str, Any], extra: Mapping[str, str]
) -> None:
    assert read(cells) == (values, extra)


def test_each_line_below_actions_is_one_of_its_owner() -> None:
    values, _ = read({"title": "T", "Owner": "Zoë", "Actions": "Clear it\nWatch it", "Status": "Open"})

    assert values["actions"] == [
        {"what": "Clear it", "Owner": "Zoë", "Status": "Open"},
        {"what": "Watch it", "Owner": "Zoë", "Status": "Open"},
    ]


def test_an_owner_apart_from_the_actions_is_not_theirs() -> None:
    values, extra = read({"Owner": "Zoë", "title": "T", "Action": "Clear it", "Impact": "x", "Due": "soon"})

    assert (values["actions"], extra) == (["Clear it"], {"Owner": "Zoë", "Due": "soon"})


def test_without_a_title_the_words_of_the_row_are_it_and_stay() -> None:
    values, _ = read({"Date": "2025-05-05", "What happened": f"The till\nfroze{'.' * 300}"})

    assert values["title"] == f"The till froze{'.' * 185}…"
    assert values["happened"].endswith("." * 300)


def test_a_title_that_is_too_long_is_cut_and_kept() -> None:
    values, _ = read({"Summary": "x" * 250, "Created": "2025-05-05"})

    assert (len(values["title"]), values["title"][-2:], values["summary"]) == (200, "x…", "x" * 250)


def test_where_the_end_stands_too_the_start_is_the_day() -> None:
    assert read({"title": "T", "Start": "2025-05-05 08:00", "End": "2025-05-06"}) == (
        {"title": "T", "date": "2025-05-05"},
        {"Start": "2025-05-05 08:00", "End": "2025-05-06"},
    )
    assert read({"title": "T", "Start": "08:00", "End": "09:00"})[1] == {"Start": "08:00", "End": "09:00"}


def test_what_stands_beside_no_action_and_a_time_are_kept() -> None:
    values, extra = read({"title": "T", "Date": "2025-05-05 00:00", "Action": "-", "Owner": "Ida"})

    assert (values["actions"], values["date"], extra) == ([], "2025-05-05", {"Owner": "Ida"})


def test_a_deadline_of_several_days_is_kept_as_it_is() -> None:
    values, _ = read({"title": "T", "Action": "Ask", "Due": "2–4 May 2025"})

    assert values["actions"] == [{"what": "Ask", "Due": "2–4 May 2025"}]


def test_the_first_column_with_a_day_counts() -> None:
    assert read({"title": "T", "date": "soon", "created": "2025-05-05"}) == (
        {"title": "T", "date": "2025-05-05"},
        {"date": "soon"},
    )
    assert read({"title": "T", "date": "02/04/2019"}, "month")[0]["date"] == "2019-02-04"
    assert read({"title": "T", "date": "soon"}) == ({"title": "T", "date": "soon"}, {})
    assert read({"title": "T", "created": "soon"}) == ({"title": "T"}, {"created": "soon"})
    with pytest.raises(ParseError):
        read({"title": "T", "date": "02/04/2019", "created": "2025-05-05"})
