from dataclasses import replace

from facilitator.summary.model import Moment, Summary
from facilitator.summary.moments import moments


def told(summary: Summary, *ats: str) -> list[str]:
    return moments(replace(summary, date="2017-02-06", timeline=tuple(Moment(at=at, what="x") for at in ats)))


def test_a_day_is_told_where_it_changes(outage: Summary) -> None:
    rows = ("2017-01-31T17:20", "2017-01-31 19:00", "2017-02-01T00:36", "2017-02-01", "2018-01-02T09:00")

    assert told(outage, *rows) == ["31 Jan, 17:20", "19:00", "1 Feb, 00:36", "1 Feb", "2 Jan 2018, 09:00"]


def test_other_words_stay_as_they_are(outage: Summary) -> None:
    rows = ("2016-12-31T23:00", "around midnight", "2016-12-31T23:30", "22:00", "2017-02-31T10:00", "")

    assert told(outage, *rows) == [
        "31 Dec 2016, 23:00",
        "around midnight",
        "31 Dec, 23:30",
        "22:00",
        "2017-02-31T10:00",
        "",
    ]
