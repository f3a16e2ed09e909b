"""The day that a text names."""

from __future__ import annotations

import datetime

import pytest

from facilitator.log.transfer.mapping import dates

NINTH = datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-09",
        "20260309",
        "1773014400",
        "1773014400000",
        "2026-W11-1",
        "2026W111",
        "2026-W11",
        "2026-068",
        "2026068",
        "2026-03-09T23:30:00+01:00",
        "2026-03-09T23:30Z",
        "2026-03-09 23:30:00.123 -0800",
        "20260309T2330",
        " 2026-W11-1T08 ",
        "2026-3-9",
        "2026 03 09",
        "2026/03/09 8:10",
        "2026.03.09",
        "2026年3月9日",
        "[[2026-03-09]]",
        "09.03.2026",
        "9.3.26 08:10",
        "March 9, 2026 8:10 AM (UTC)",
        "9th of March, 2026",
        "09-Mar-26",
        "9/Mar/26 8:10 AM",
        "Mon Mar  9 08:10:00 2026 +0200",
        "9. März 2026",
        "lundi 9 mars 2026",
        "9 de marzo de 2026",
    ],
)
def test_a_day_is_read_as_people_write_it(said: str) -> None:
    assert dates.parse_day(said) == NINTH


def test_a_month_or_a_year_is_its_first_day() -> None:
    assert dates.parse_day("2026-03") == datetime.date(2026, 3, 1)
    assert dates.parse_day("2026") == datetime.date(2026, 1, 1)
    assert not dates.names_one_day("2026-03")
    assert dates.parse_day("March 2026") == datetime.date(2026, 3, 1)
    assert dates.names_one_day("2026-03-09T23:30Z")


@pytest.mark.parametrize(
    "said",
    [
        "2026-03-09 - 2026-03-11",
        "9–11 March 2026",
        "March 9 to 11, 2026",
        "March 9-11, 2026",
        "March 9, 2026 → April 1, 2026",
        "March 9 - April 2, 2026",
        "9 March – 2 April 2026, all day",
        "9 March – 2 January 2027",
        "March 9 - Jan 2, 2027",
    ],
)
def test_of_several_days_the_first_is_taken(said: str) -> None:
    assert (dates.parse_day(said), dates.names_one_day(said)) == (NINTH, False)


def test_the_values_of_a_column_show_whether_the_day_comes_first() -> None:
    assert dates.day_order(["03/09/2026", "", "12/31/2025"]) == "month"
    assert dates.day_order(["03/09/2026", "31-12-25"]) == "day"
    assert dates.day_order(["03/09/2026", "31/12/2025", "12/31/2025"]) == ""
    assert dates.parse_day("03/09/2026 8:10", "month") == NINTH
    assert dates.parse_day("09/03/26", "day") == NINTH
    with pytest.raises(dates.AmbiguousDay, match="Is “03/09/2026” 3 September or 9 March"):
        dates.parse_day("03/09/2026")


def test_a_number_is_a_day_only_where_a_spreadsheet_counts() -> None:
    assert dates.parse_day("46090.34", serials=True) == NINTH
    with pytest.raises(ValueError, match="is no date"):
        dates.parse_day("46090")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("20260309 The lift", " The lift"),
        ("lift_2026_03_09", "lift_"),
        ("INC-2026-03-09T0810", "INC-T0810"),
        ("The lift - March 9, 2026", "The lift - "),
        ("2_9_March_2026", "2_"),
        ("Upgrade to 1.10.19", None),
        ("Page 5f0e1d202603095968", None),
        ("Ticket 20261345", None),
    ],
)
def test_a_day_is_found_in_a_name(said: str, left: str | None) -> None:
    found = dates.find_day(said)
    assert (found and said[: found.start] + said[found.end :]) == left
    assert found is None or found.day == NINTH


@pytest.mark.parametrize(
    "said",
    [
        "",
        "yesterday",
        "31 April 2019",
        "19-03-09",
        "30.02.2026",
        "2026-13-01",
        "2026-02-30",
        "2025-366",
        "2026-W54-1",
    ],
)
def test_what_names_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        dates.parse_day(said)
