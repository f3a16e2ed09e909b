"""Which words at the beginning of a line are a time, and in which order times are."""

from __future__ import annotations

import pytest

from facilitator.meeting.examples import EXAMPLES
from facilitator.meeting.model import CATEGORIES
from facilitator.meeting.timeline import by_time, place_by_time, split_row
from facilitator.meeting.when import split

TIMES = """
31 Jan 23:00 | pg_basebackup waits
10:05 PM | lift stopped
2019-03-11 22:00 | the lift stopped
2019-03-11T22:00:00Z | the lift stopped
2019-03-11T22:00-08:00 | the lift stopped
2019-03-11 22:00:15.250 UTC | the lift stopped
22:00 | 5 people were left
9:40 | it began
24:00 | the day was over
11:05pm | it stopped
11 p.m. | it stopped
23:00 CET | it stopped
23:00 (UTC) | it stopped
2300 hrs | it stopped
22.00 | Replication stops
9.40 Uhr | Replikation steht
23:00 | ist der Dienst weg
10 Uhr 30 | Start
31. Januar 2017, 23:00 Uhr | Replikation steht
Am 31. Januar um 23 Uhr | stand alles
31.01.2017 23:00 | Replikation steht
31.1.17 23:00 | Replikation steht
31.01. | Vertrag unterschrieben
Freitag, 31.01. | Vertrag unterschrieben
Mo 10:00 | Start
22h30 | la réplication s’arrête
le 31 janvier à 22h | la réplication s’arrête
1er février 00:30 | retour
31 de enero de 2017 23:00 | se paró
January 31st, 2017 at 11 pm | it stopped
Jan 31 | pg_basebackup waits
31-Jan-2017 23:00 | it stopped
3/11/2019 22:00 | it stopped
31/01 23:00 | it stopped
Mon, 11 Mar 2019 22:00:00 +0000 | mail refused
11/Mar/2019:22:00:00 +0000 | GET /
23:00 on 31 Jan | it stopped
1月31日 23:00 | 停止
10:05-10:20 | lift stopped
10:05 PM to 10:20 PM | lift stopped
31 Jan 23:00 – 1 Feb 00:30 | copying
T+5 min | paged
T0 | deployed
+00:05 | paged
+1h | paged
~22:00 | load rises
ca. 22 Uhr | Last steigt
around 10 pm | load rises
March 2019 | the offer went out
"""
PASTED = {
    "- 22:00 Load": ("22:00", "Load"),
    "• power came back": ("", "power came back"),
    "- [x] 22:00 Load": ("22:00", "Load"),
    "1. Etage brennt": ("", "1. Etage brennt"),
    "[22:00] Load": ("22:00", "Load"),
    "**22:00** Load": ("22:00", "Load"),
    "22:00: Load": ("22:00", "Load"),
    "22:00 -> Load": ("22:00", "Load"),
    "22:00 | Load": ("22:00", "Load"),
    "Week 3: first demo": ("Week 3", "first demo"),
    "Friday – we hire": ("Friday", "we hire"),
    "2019: founded": ("2019", "founded"),
}
NO_TIMES = """
3 cabins stuck
404 errors
2 of 3 servers
24/7 support was away
50:50 chance
16:9 screens
1:1 with the boss
99:99 is no time
9999-12-31 is in no timeline
32 Jan is no day
31 Feb is no day
may have been lost
3 may have been lost
4 marketing people left
5 people left in March
Marching on
So: we waited
Do not restart
Sun came out
Friday deploys are risky
Week 3 was bad
2019 was a bad year
2.10.3 released
v2.10.3 released
10.0.0.1 stopped
3.5 GB lost
12.50 EUR was charged twice
2300 users lost
2300 hours of work
10h of downtime
2h30 of downtime
+5 people joined
5 min later it stopped
The lift stopped at 22:00
22:00
31 Jan
"""


@pytest.mark.parametrize("line", TIMES.strip().splitlines())
def test_a_line_may_begin_with_a_time_which_stays_as_it_was_written(line: str) -> None:
    at, what = line.split(" | ")
    for gap in (" ", ": ", " – "):
        assert split(f"{at}{gap}{what}") == (at, what)


def test_a_line_keeps_its_time_when_nothing_else_can_be_seen_in_it() -> None:
    assert split_row("", "10:00: \u200b") == ("", "10:00: \u200b")


def test_what_pasted_lists_have_around_their_times_goes() -> None:
    assert {line: split(line) for line in PASTED} == PASTED


def test_the_example_of_each_kind_of_meeting_is_split() -> None:
    assert set(EXAMPLES) == set(CATEGORIES)
    assert all(split(examples.moment)[0] for examples in EXAMPLES.values())


def test_a_number_is_no_time() -> None:
    lines = NO_TIMES.strip().splitlines()
    assert [line for line in lines if split(line) != ("", line)] == []


IN_ORDER = (
    ("31 Jan 23:00", "23:30", "1 Feb 00:10", "00:55", "17:00"),
    ("31 Dec 23:00", "1 Jan 00:10", "0:30"),
    ("2017-01-31T17:20", "2017-02-01 18:00"),
    ("9.05", "9:40", "10:05"),
    ("9 PM", "10:05 PM", "11:50 PM", "12 am"),
    ("22:00", "23:00", "00:30", "08:00", "11:00"),
    ("9:00", "22:30"),
    ("Mon", "Wed 10:00", "Fri", "Mon 9:00"),
    ("T0", "T+5 min", "T+1 h"),
    ("20:30 +01:00", "21:10 +00:00", "22:00 UTC"),
    ("03/11/2019 21:00", "03/11/2019 22:00"),
    ("01/12/2018", "13/11/2019"),
)


@pytest.mark.parametrize("times", IN_ORDER)
def test_a_row_goes_where_its_time_belongs(times: tuple[str, ...]) -> None:
    assert [at for at, _ in by_time((at, "x") for at in times)] == [*times]
    assert place_by_time(times[:-1], times[-1]) == len(times) - 1


def test_a_new_row_goes_between_those_that_are_there() -> None:
    assert place_by_time(["9:00", "10:05"], "9:40") == 1
    assert place_by_time(["9:00", "9:40", "9:40", "10:05"], "9:40") == 3
    assert place_by_time(["22:00", "23:00", "00:30"], "22:30") == 1
    assert place_by_time(["31 Jan 22:00", "1 Feb 08:00"], "22:30") == 2, "the day is that of the row before"
    assert place_by_time(["31 Jan 22:00", "1 Feb 08:00"], "31 Jan 22:30") == 1


def test_rows_are_sorted_by_time_and_those_of_one_time_stay_as_they_were() -> None:
    rows = [("10:05", "c"), ("", "9:40 a"), ("10:05", "d"), ("10:00", "b")]
    assert by_time(rows) == (("9:40", "a"), ("10:00", "b"), ("10:05", "c"), ("10:05", "d"))


@pytest.mark.parametrize(
    "times",
    [
        ("10:05", "", "9:40"),
        ("10:05", "later", "9:40"),
        ("22:00", "1 Feb 00:30", "21:00"),
        ("T+5 min", "10:00"),
        ("1 Mar", "29 Feb 2020"),
        ("03/11/2019", "01/12/2019", "02/12/2019"),
        ("22:00 CET", "20:30 PST"),
    ],
)
def test_times_that_cannot_be_compared_stay_as_they_were_written(times: tuple[str, ...]) -> None:
    assert [at for at, _ in by_time((at, "x") for at in times)] == [*times]
    assert place_by_time(times[:-1], times[-1]) == len(times) - 1
