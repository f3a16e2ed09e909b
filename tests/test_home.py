import pytest
from cast import a_meeting

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.room import service
from facilitator.room.tables import MeetingRow


@pytest.fixture
def prepared(app, ana):
    """Prepares one of Ana's meetings."""

    def prepare(title, status="draft", **more):
        with app.app_context(), database.session() as session:
            made = service.create_meeting(session, ana.id, a_meeting(title=title, **more))
            row = session.get_one(MeetingRow, made[0])
            row.status, row.closed_at = status, row.created_at if status == "closed" else None

    return prepare


def test_it_tells_strangers_what_this_is(client):
    shown = client.get("/").text
    assert "a tenth of the time for the failure" in shown
    assert "Sign in" in shown
    assert "Join a meeting" in shown


@pytest.mark.parametrize(
    "pasted",
    [
        "https://meet.example.org/join/abcdefghijklmnop_-12",
        " /join/abcdefghijklmnop_-12/ ",
        "abcdefghijklmnop_-12",
    ],
)
def test_a_pasted_link_leads_to_the_meeting(client, pasted):
    assert client.post("/join", data={"link": pasted}).location == "/join/abcdefghijklmnop_-12"


@pytest.mark.parametrize("pasted", ["", "hello", "https://meet.example.org/log", "x" * 200])
def test_anything_else_is_refused_beside_the_field(client, pasted):
    answer = client.post("/join", data={"link": pasted})
    assert answer.status_code == 422
    assert "Paste the whole link" in answer.text


def test_it_says_what_to_do_while_there_is_no_meeting(as_ana):
    shown = as_ana.get("/").text
    assert "a title is enough" in shown
    assert 'href="/meetings/new"' in shown


def test_it_lists_my_meetings_by_what_they_need(as_ana, prepared):
    prepared("Old", status="closed")
    prepared("Idea")
    prepared("Later", scheduled_at=4_000_000_000_000)
    prepared("Soon", scheduled_at=2_000_000_000_000)
    prepared("Live", status="running")
    shown = as_ana.get("/").text
    order = [
        shown.index(word) for word in ("Now", "Live", "Coming", "Soon", "Later", "No date yet", "Idea", "Old")
    ]
    assert order == sorted(order)


def test_it_hides_the_meetings_of_others(app, client, prepared, cleo):
    prepared("Ana's own")
    with database.session() as session:
        client.set_cookie(COOKIE, people.sign_in(session, cleo.id))
    assert "Ana&#39;s own" not in client.get("/").text


def test_it_lists_the_meetings_that_one_joined(held):
    shown = held.dana.get("/").text

    assert "The primary database was emptied" in shown
    assert f"/meetings/{held.meeting}/summary" in shown


def test_who_has_met_nobody_yet_meets_what_was_learned_lately(writer, other):
    before = other.browser.get("/").text
    writer.share(writer.write(), names="no")
    after = other.browser.get("/").text

    assert "Lately in the log" not in before
    assert "Lately in the log" in after
    assert "A sale that did not happen" in after


def rows(number, **more):
    names = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
    return {f"action_{name}": [""] * number for name in names} | {"action_kind": ["step"] * number} | more


def test_more_than_a_few_actions_are_one_press_away(writer):
    writer.write(**rows(12, action_what=[f"Ring bell {n}" for n in range(12)]))
    shown = writer.browser.get("/").text

    assert shown.count("Ring bell") == 2 * 8
    assert "All entries with open actions" in shown


def test_what_is_asked_for_beside_them_takes_no_place_among_them(writer):
    writer.write(**rows(9, action_what=[f"Ring bell {n}" for n in range(9)]))
    writer.write(**rows(1, action_what=["Try it"], action_kind=["experiment"], action_due=["2026-01-05"]))
    shown = writer.browser.get("/").text

    assert "Did it work?" in shown
    assert shown.count("Ring bell") == 2 * 8
    assert "All entries with open actions" in shown
