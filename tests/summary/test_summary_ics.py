from dataclasses import replace
from datetime import date
from typing import Any

from icalendar import Calendar

from facilitator.summary.ics import has_dates, render_ics
from facilitator.summary.model import Action, Summary


def events_of(summary: Summary) -> list[Any]:
    return list(Calendar.from_ical(render_ics(summary)).walk("VEVENT"))


def test_each_deadline_and_review_is_a_whole_day(outage: Summary) -> None:
    events = events_of(outage)

    assert len(events) == len(outage.actions)
    assert events[0]["summary"].startswith("Teun: Restore last night's backup")
    assert events[0]["dtstart"].dt == date(2026, 1, 19)
    assert "dtend" not in events[0]
    assert events[-1]["summary"].startswith("Ruis: Look again: If two people run")
    assert "Signal to watch: " in events[-1]["description"]


def test_what_has_ended_or_has_no_date_is_left_out(outage: Summary) -> None:
    ended = Action(kind="step", what="Done already", due="2026-02-01", state="done")
    undated = Action(kind="step", what="Some day")
    summary = replace(outage, actions=(ended, undated))

    assert not has_dates(summary)
    assert b"VEVENT" not in render_ics(summary)


def test_the_same_action_has_the_same_id_in_each_file(outage: Summary) -> None:
    first, second = (events_of(outage) for _ in range(2))

    assert [each["uid"] for each in first] == [each["uid"] for each in second]
    assert len({each["uid"] for each in first}) == len(first)


def test_what_people_typed_begins_no_line_of_its_own(outage: Summary) -> None:
    nasty = Action(kind="step", what="x\r\nATTENDEE:mailto:a@b.c", owner="Noor;,\\", due="2026-02-01")
    [event] = events_of(replace(outage, actions=(nasty,)))

    assert "attendee" not in event
    assert event["summary"] == "Noor;,\\: x\nATTENDEE:mailto:a@b.c"


def test_two_actions_with_the_same_words_are_two(outage: Summary) -> None:
    actions = tuple(
        Action(kind="step", what="Write it down", owner=who, due="9999-12-31") for who in ("Ana", "Ben")
    )

    assert len({each["uid"] for each in events_of(replace(outage, actions=actions))}) == 2


def test_the_title_of_the_calendar_is_escaped(outage: Summary) -> None:
    written = render_ics(replace(outage, title="a;b,c\\new"))

    assert rb"X-WR-CALNAME:a\;b\,c\\new" in written
