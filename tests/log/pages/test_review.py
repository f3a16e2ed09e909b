from datetime import UTC, date, datetime, timedelta

import pytest
from fixtures.entries import Writer, actions_of, kinds_of, share, the
from fixtures.held import Held
from html_page import Page
from sqlalchemy import update

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.clock import DAY_MS
from facilitator.log.entry.tables import Entry
from facilitator.log.pages.review import age_in_words

TODAY = datetime.now(UTC).date()
EXPERIMENT = {f"action_{name}": "" for name in ("id", "what", "test", "signal", "owner", "support")}
EXPERIMENT |= {"action_kind": "experiment", "action_hypothesis": "Two offers sell better than one"}


def make_due(entry_id: str) -> None:
    with database.session() as session:
        session.execute(update(Entry).where(Entry.id == entry_id).values(review_at=1))


def at(day: date) -> int:
    """When a day begins, in milliseconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("days", "words"),
    [(91, "A quarter ago"), (182, "Half a year ago"), (365, "A year ago"), (1100, "3 years ago")],
)
def test_its_age_is_said_as_people_say_it(days: int, words: str) -> None:
    assert age_in_words(TODAY - timedelta(days), TODAY) == words


def test_a_young_entry_is_left_in_peace(writer: Writer) -> None:
    writer.write(date=TODAY.isoformat())

    assert "Worth another look" not in writer.browser.get("/").text


def test_what_is_still_true_comes_back_later(writer: Writer) -> None:
    entry_id = writer.write(date=(TODAY - timedelta(100)).isoformat())
    make_due(entry_id)
    shown = writer.browser.get("/").text
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "still true"})

    assert "Still true?" in shown
    assert the(entry_id).review_at == at(TODAY - timedelta(100)) + 182 * DAY_MS
    assert kinds_of(entry_id) == ["still true"]
    assert "Worth another look" not in writer.browser.get("/").text


def test_what_no_longer_holds_says_so_and_never_comes_back(writer: Writer) -> None:
    entry_id = writer.write()
    make_due(entry_id)
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "no longer"})

    assert the(entry_id).review_at is None
    assert "No longer true" in writer.browser.get(f"/log/{entry_id}").text


def test_what_changed_is_edited_and_comes_back_later(writer: Writer) -> None:
    entry_id = writer.write()
    make_due(entry_id)
    answer = writer.browser.post(f"/log/{entry_id}/look", data={"answer": "changed"})
    form = Page(writer.browser.get(answer.headers["Location"]).text)
    writer.change(entry_id, learned="It was the price after all.", look=form.value("[name=look]"))

    assert kinds_of(entry_id) == ["changed"]
    assert (the(entry_id).review_at or 0) > at(TODAY)


def test_an_experiment_past_its_review_asks_whether_it_worked(writer: Writer) -> None:
    entry_id = writer.write(**EXPERIMENT, action_due=(TODAY - timedelta(1)).isoformat())
    shown = writer.browser.get("/").text
    [action] = actions_of(entry_id)
    writer.browser.post(
        f"/actions/{action.id}/state", data={"state": "partly", "back": "home", "came_of": "Half."}
    )

    assert "Say what came of it" in shown
    assert "For you to do" not in shown, "It is asked for twice."
    assert actions_of(entry_id)[0].state == "partly"
    assert "Say what came of it" not in writer.browser.get("/").text


def test_an_experiment_before_its_review_waits(writer: Writer) -> None:
    writer.write(**EXPERIMENT, action_due=(TODAY + timedelta(1)).isoformat())
    shown = writer.browser.get("/").text

    assert "An experiment, to review" not in shown
    assert "For you to do" in shown


def test_those_who_were_there_are_asked_and_others_are_not(held: Held, meeting_entry: str) -> None:
    make_due(meeting_entry)
    share(held.ana, meeting_entry, choice="agreed", names="yes", agreed="All.")

    assert "Still true?" in held.dana.get("/").text
    assert "It changed" not in held.dana.get("/").text
    assert "It changed" in held.ana.get("/").text
    assert "Still true?" not in held.cleo.get("/").text
    assert held.cleo.post(f"/log/{meeting_entry}/look", data={"answer": "no longer"}).status_code == 404


def test_each_person_can_turn_it_off(writer: Writer, ana: Account) -> None:
    make_due(writer.write())
    with database.session() as session:
        session.get_one(Account, ana.id).resurface = False

    assert "Worth another look" not in writer.browser.get("/").text


def test_an_answer_that_is_none_is_refused(writer: Writer) -> None:
    entry_id = writer.write()

    assert writer.browser.post(f"/log/{entry_id}/look", data={"answer": "maybe"}).status_code == 422
    assert kinds_of(entry_id) == []


def test_what_is_no_longer_true_is_marked_wherever_it_is_found(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(title="The quotation with the old prices")
    writer.share(entry_id, names="no")
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "no longer"})

    assert "No longer true" in other.browser.get("/log?q=quotation").text
    asked = other.browser.post("/log/recall", json={"text": "Old prices in a quotation"})
    assert [each["no_longer"] for each in asked.get_json()["entries"]] == [True]


def test_it_can_hold_again(writer: Writer) -> None:
    entry_id = writer.write()
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "no longer"})
    page = writer.browser.get(f"/log/{entry_id}").text
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "still true", "back": "entry"})

    assert "It holds again" in page
    assert "No longer true" not in writer.browser.get(f"/log/{entry_id}").text
    assert the(entry_id).review_at


def test_written_anew_it_holds(writer: Writer) -> None:
    entry_id = writer.write()
    writer.browser.post(f"/log/{entry_id}/look", data={"answer": "no longer"})
    writer.change(entry_id, learned="It was the price after all.")

    assert kinds_of(entry_id) == ["no longer", "changed"]
    assert "No longer true" not in writer.browser.get(f"/log/{entry_id}").text


def test_another_day_moves_the_next_look(writer: Writer) -> None:
    entry_id = writer.write(date=TODAY.isoformat())
    then = TODAY - timedelta(60)
    writer.change(entry_id, date=then.isoformat())

    assert the(entry_id).review_at == at(then + timedelta(91))


def test_a_draft_is_not_asked_about(writer: Writer) -> None:
    writer.browser.post(
        "/log/new", data={"entry": "abcdefghijklmnopqrstuv", "title": "Half", "then": "draft"}
    )
    answer = writer.browser.post("/log/abcdefghijklmnopqrstuv/look", data={"answer": "no longer"})

    assert answer.status_code == 409
    assert kinds_of("abcdefghijklmnopqrstuv") == []


def test_what_others_try_is_not_on_my_page(writer: Writer, other: Writer) -> None:
    past = (TODAY - timedelta(1)).isoformat()
    for names in (None, "yes"):
        entry_id = writer.write(**EXPERIMENT, action_due=past)
        if names:
            writer.share(entry_id, names=names)

    assert "Say what came of it" in writer.browser.get("/").text
    assert "Say what came of it" not in other.browser.get("/").text
