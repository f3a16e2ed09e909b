"""Taking an action to a tracker, and the link to the ticket that came of it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from actions.test_actions_pages import EXPERIMENT, STEP, deeds, one, say
from fixtures.app import data_of
from fixtures.entries import Writer, actions_of, the
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import TICKET_LENGTH
from facilitator.trackers.addresses import MOST_CHARACTERS, Ticket, address_of, objection
from facilitator.trackers.presets import PRESETS
from facilitator.trackers.tables import Tracker

URL = "https://tracker.example/new?title={title}&body={body}&who={owner}&on={due}&from={link}"
TICKET = "https://tracker.example/tickets/17"


@pytest.fixture
def app(either: Flask) -> Flask:
    return either


@pytest.fixture
def tracker(writer: Writer) -> Tracker:
    """A tracker that an admin has added."""
    answer = writer.browser.post("/admin/trackers/new", data={"name": "Board", "url": URL})
    assert answer.status_code == 303, Page(answer.text).words
    with database.read() as session:
        return session.scalars(select(Tracker)).one()


def test_two_do_not_look_alike(writer: Writer, tracker: Tracker) -> None:
    for name, status in (("BOARD", 422), ("Other", 303)):
        answer = writer.browser.post("/admin/trackers/new", data={"name": name, "url": URL})
        assert answer.status_code == status
        if status == 422:
            assert "There is a tracker called “Board”." in Page(answer.text).text("#name-error")
    path = f"/admin/trackers/{tracker.id}"
    assert writer.browser.post(path, data={"name": "other", "url": URL}).status_code == 422
    assert writer.browser.post(path, data={"name": "Board", "url": URL + "x"}).status_code == 303


def opened(browser: FlaskClient, action_id: str, tracker: Tracker) -> dict[str, str]:
    """What the tracker's form is filled in with."""
    answer = browser.get(f"/actions/{action_id}/open-in/{tracker.id}")
    assert answer.status_code == 303
    return dict(parse_qsl(urlsplit(answer.location).query))


def test_an_action_is_taken_to_a_tracker_and_linked(writer: Writer, tracker: Tracker) -> None:
    row = STEP | {"action_owner": "Ana", "action_due": "2026-12-01", "action_support": "A ladder & 50%"}
    entry = writer.write(**row)
    action = actions_of(entry)[0].id
    page = writer.browser.get(f"/actions/{action}")
    assert "Open in Board" in Page(page.text).words
    # What the action says is in no address before somebody asks for it.
    assert "tracker.example" not in page.text
    link = f"http://localhost/actions/{action}"
    assert opened(writer.browser, action, tracker) == {
        "title": "Ring the bell",
        "body": f"Owner: Ana\nBy when: 1 December 2026\nSupport asked for: A ladder & 50%\n\n{link}",
        "who": "Ana",
        "on": "2026-12-01",
        "from": link,
    }
    say(writer, "ticket", action, ticket=TICKET)
    for shown in (f"/actions/{action}", "/actions", f"/log/{entry}"):
        found = Page(writer.browser.get(shown).text).all(f"a[href='{TICKET}']")
        assert [each.attrs.sget("rel") for each in found] == ["noopener noreferrer nofollow"]
    assert deeds(action) == [("ticket", "", TICKET, "")]
    for format_ in ("md", "txt", "html", "csv", "json"):
        assert TICKET in writer.browser.get(f"/log/{entry}/summary.{format_}").get_data(as_text=True)
    say(writer, "ticket", action, ticket="")
    assert actions_of(entry)[0].ticket == ""


def test_it_stays_whatever_becomes_of_the_action_and_its_entry(writer: Writer) -> None:
    entry = writer.write(**STEP)
    action = actions_of(entry)[0].id
    version = the(entry).version
    say(writer, "ticket", action, ticket=TICKET)
    assert the(entry).version == version
    say(writer, "state", action, state="done")
    say(writer, "worked", action, worked="yes", came_of="It rang.")
    writer.change(entry, writer.form(entry) | STEP | {"action_id": action, "action_what": "Ring two bells"})
    [kept] = actions_of(entry)
    assert (kept.id, kept.what, kept.state, kept.ticket) == (action, "Ring two bells", "done", TICKET)
    other = "https://tracker.example/tickets/18"
    say(writer, "ticket", action, ticket=other)
    assert actions_of(entry)[0].ticket == other


@pytest.mark.parametrize(
    "typed",
    [
        "17", "tracker.example/17", "javascript:alert(1)", "data:text/html,x", "ftp://tracker.example/17",
        "https://", "https://ana:secret@tracker.example/", "https://tracker.example/a b", 'https://x.example/"onclick',
        "https://x.example:99999/",
        "https://evil.example⁄tracker.example/", "https://trаcker.example/", f"https://x.example/{'1' * TICKET_LENGTH}",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_kept_in_the_field(
    writer: Writer, tracker: Tracker, typed: str
) -> None:
    action = one(writer, **STEP)
    answer = say(writer, "ticket", action, ticket=typed)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.value("input[name=ticket]") == typed
    assert page.all("#ticket-error")
    assert "javascript:" not in [each.attrs.get("href") for each in page.all("a")]
    with database.read() as session:
        assert session.scalars(select(Tracker)).one().url == URL
    assert deeds(action) == []


def test_only_who_may_change_the_action_sees_it_and_takes_it_there(
    writer: Writer, other: Writer, tracker: Tracker
) -> None:
    entry = writer.write(**STEP | {"action_owner": "Ben"})
    action = actions_of(entry)[0].id
    path = f"/actions/{action}/open-in/{tracker.id}"
    assert other.browser.get(path).status_code == 404
    writer.share(entry, names="no")
    page = Page(other.browser.get(f"/actions/{action}").text)
    assert "Ring the bell" in page.words
    assert "Open in Board" not in page.words
    assert page.all("input[name=ticket]") == []
    assert other.browser.get(path).status_code == 404
    assert say(other, "ticket", action, ticket=TICKET).status_code == 404
    assert actions_of(entry)[0].ticket == ""


def test_programs_tell_and_change_it(writer: Writer, app: Flask, token: str) -> None:
    action = one(writer, **STEP)
    told = {"Authorization": f"Bearer {token}", "If-Match": "*"}
    program, path = app.test_client(), f"/api/v1/actions/{action}"
    assert data_of(program.patch(path, json={"ticket": TICKET}, headers=told))["ticket"] == TICKET
    assert data_of(program.get(path, headers=told))["ticket"] == TICKET
    assert program.patch(path, json={"ticket": "javascript:alert(1)"}, headers=told).status_code == 422


def test_an_experiment_brings_its_hypothesis_along(writer: Writer, tracker: Tracker) -> None:
    said = opened(writer.browser, one(writer, **EXPERIMENT | {"action_signal": "Who wakes"}), tracker)
    assert said["title"] == "A bell wakes more people"
    assert said["body"].startswith("Signal to watch: Who wakes")


@given(title=some.text(max_size=500), body=some.text(max_size=1500), owner=some.text(max_size=80))
def test_an_address_is_never_too_long_and_leads_back(title: str, body: str, owner: str) -> None:
    link = "https://meet.example.org/actions/Zf8m7QvVQ1i0v4mJ2c9k7g"
    template = "https://tracker.example/new?title={title}&body={body}"
    found = address_of(template, Ticket(title, f"{body}\n\n{link}", owner, "2026-12-01", link))
    assert len(found) <= MOST_CHARACTERS
    assert found.isascii()
    said = dict(parse_qsl(urlsplit(found).query, keep_blank_values=True))
    assert said.keys() == {"title", "body"}
    assert said["body"].endswith(link)
    if len(title) + len(body) < 150:
        assert (said["title"], said["body"]) == (title, f"{body}\n\n{link}")


def test_a_long_text_says_that_it_was_shortened() -> None:
    found = address_of(
        "https://t.example/?t={title}&b={body}", Ticket("A", "x" * 9000, "", "", "https://back")
    )
    assert parse_qsl(urlsplit(found).query)[1][1].endswith("x…\n\nhttps://back")
    assert MOST_CHARACTERS - 10 < len(found) <= MOST_CHARACTERS


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_can_be_used_once_its_capitals_are_replaced(name: str) -> None:
    url = PRESETS[name].url
    assert objection(url).startswith("Write your own in place of YOUR-")
    for word in ("ORGANISATION", "PROJECT", "GROUP", "SITE", "PID", "TYPE", "TEAM"):
        url = url.replace(f"YOUR-{word}", "ours")
    assert objection(url) == ""
    assert "{title}" in url
    assert "{body}" in url


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Paste the address of its form"),
        ("tracker.example/{title}", "Paste the whole address"),
        ("javascript:alert('{title}')", "Paste the whole address"),
        ("https://{title}.example/", "words come only after its server"),
        ("https://tracker.example{title}", "words come only after its server"),
        ("https://trаcker.example/{title}", "that begins with xn--"),
        ("https://tracker.example/{titel}", "There is no place {titel}."),
        ("https://tracker.example/{body}", "Write {title} where"),
        ("https://tracker.example/{title}/" + "x" * 1000, "At most 1000 characters"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(writer: Writer, url: str, sentence: str) -> None:
    answer = writer.browser.post("/admin/trackers/new", data={"name": "Board", "url": url})
    page = Page(answer.text)
    assert (answer.status_code, page.value("input[name=name]")) == (422, "Board")
    assert sentence in page.all("#url-error")[0].text()


def test_an_admin_begins_with_a_preset_changes_and_deletes(
    writer: Writer, tracker: Tracker, ana: Account
) -> None:
    form = Page(writer.browser.get("/admin/trackers/new?preset=gitlab").text)
    assert (form.value("input[name=name]"), form.all("textarea")[0].text().strip()) == (
        "GitLab",
        PRESETS["gitlab"].url,
    )
    address = f"/admin/trackers/{tracker.id}"
    writer.browser.post(address, data={"name": "Desk", "url": URL})
    assert "Desk" in Page(writer.browser.get("/admin/trackers").text).words
    action = one(writer, **STEP)
    writer.browser.post(f"{address}/delete")
    assert writer.browser.get(f"/actions/{action}/open-in/{tracker.id}").status_code == 404
    assert "There are none yet." in Page(writer.browser.get("/admin/trackers").text).words
