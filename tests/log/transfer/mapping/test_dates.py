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
    ],
)
def test_any_iso_form_names_its_day(said: str) -> None:
    assert dates.parse_day(said) == NINTH


def test_a_month_or_a_year_is_its_first_day() -> None:
    assert dates.parse_day("2026-03") == datetime.date(2026, 3, 1)
    assert dates.parse_day("2026") == datetime.date(2026, 1, 1)
    assert not dates.names_one_day("2026-03")
    assert dates.names_one_day("2026-03-09T23:30Z")


@pytest.mark.parametrize(
    "said", ["", "yesterday", "09.03.2026", "2026-13-01", "2026-02-30", "2025-366", "2026-W54-1"]
)
def test_what_names_no_day_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        dates.parse_day(said)
