"""What is told of an event, and what is not: only what everybody with an account may read."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import Context
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fixtures.entries import LEARNED, actions_of
from fixtures.held import Held
from fixtures.mail import SITE
from flask import Flask
from outbox.conftest import rows
from sqlalchemy import select
from webhooks.conftest import Receiver, webhook

from facilitator import clock, database, outbox
from facilitator.accounts.tables import Account
from facilitator.actions import ending, planning
from facilitator.actions.ending import End
from facilitator.log.entry.content import Action, Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.revisions import store, writing
from facilitator.log.revisions.sharing import share, take_back
from facilitator.meeting.commands import AddAction, CloseMeeting, Start
from facilitator.room import service
from facilitator.room.store import state_now
from facilitator.tokens import new_id
from facilitator.webhooks import events, formats, telling
from facilitator.webhooks.formats import FORMATS

STEP = Action(what="Restore the backup of Ben", owner="Ben", due=date(2026, 12, 1))
DOCS = Path(__file__).parents[2] / "docs" / "webhooks.md"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def write(author: Account, visibility: str = "private", *, draft: bool = False, named: bool = True) -> str:
    """An entry about an outage with one action; its id."""
    with database.session() as session:
        entry = store.new_entry(author.id, clock.now(), visibility=visibility)
        entry.draft, entry.named = draft, named
        content = Content(title="Our outage", date=date(2026, 11, 26), learned=(LEARNED,), actions=(STEP,))
        store.save(session, entry, content, clock.now(), by=author.id)
        return entry.id


def sent(receiver: Receiver) -> list[Any]:
    """All that was sent until now, and forget it."""
    outbox.deliver()
    found = [got.json for got in receiver.got]
    receiver.got.clear()
    return found


def test_who_has_an_action_is_told_when_it_is_written_and_handed_on(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    entry = write(ana, "everyone")
    action = actions_of(entry)[0].id
    [first] = sent(receiver)
    with database.session() as session:
        planning.hand_on(session, action, "Cleo", "", Reader(ana.id, {}), clock.now())
    with database.session() as session:
        planning.move(session, action, date(2026, 12, 24), "", Reader(ana.id, {}), clock.now())
    [second] = sent(receiver)
    assert (first["type"], second["type"]) == ("action.assigned", "action.assigned")
    assert first["data"] == {
        "action": {
            "id": action,
            "url": f"{SITE}/actions/{action}",
            "kind": "step",
            "due": "2026-12-01",
            "title": "Restore the backup of Ben",
            "state": "open",
            "owner": "Ben",
        },
        "entry": {
            "id": entry,
            "url": f"{SITE}/log/{entry}",
            "title": "Our outage",
            "date": "2026-11-26",
        },
    }
    assert second["data"]["action"]["owner"] == "Cleo"


def test_an_end_is_told_once_and_opening_it_again_is_not(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url, events=[events.ACTION_ENDED])
    action = actions_of(write(ana, "everyone"))[0].id
    for state in ("done", "done", "open"):
        with database.session() as session:
            ending.end(session, action, End(state), Reader(ana.id, {}), clock.now())
    [told] = sent(receiver)
    assert told["type"] == "action.ended"
    # It is told as it is when it is sent.
    assert told["data"]["action"]["state"] == "open"


def test_a_draft_tells_nothing_until_it_is_finished(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    entry_id = write(ana, draft=True)
    assert rows() == []
    with database.session() as session:
        entry = session.get_one(Entry, entry_id)
        content = Content(title="Our outage", date=entry.date, actions=(STEP,))
        entry.visibility = "group"
        writing.write(session, entry, content, clock.now(), by=ana.id)
    assert [told["type"] for told in sent(receiver)] == ["action.assigned"]


def test_what_is_imported_tells_nothing(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    with database.session() as session:
        entry = store.new_entry(ana.id, clock.now(), visibility="everyone")
        content = Content(title="Our outage", date=date(2026, 11, 26), actions=(STEP,))
        store.save(session, entry, content, clock.now(), is_imported=True)
    assert rows() == []


def test_sharing_is_told_once_and_not_when_it_was_taken_back_meanwhile(
    receiver: Receiver, ana: Account
) -> None:
    webhook(receiver.url, events=[events.ENTRY_SHARED])
    entry_id = write(ana)
    for names in ("no", "yes"):
        with database.session() as session:
            share(session, session.get_one(Entry, entry_id), names, "", by=ana.id)
    assert [told["data"]["entry"]["title"] for told in sent(receiver)] == ["Our outage"]
    with database.session() as session:
        entry = session.get_one(Entry, entry_id)
        take_back(session, entry, by=ana.id)
        share(session, entry, "no", "", by=ana.id)
        take_back(session, entry, by=ana.id)
    assert len(rows()) == 1
    assert sent(receiver) == []


def test_a_meeting_that_closes_is_told_with_its_actions_and_without_a_word(
    receiver: Receiver, app: Flask, request: pytest.FixtureRequest
) -> None:
    webhook(receiver.url)
    held: Held = request.getfixturevalue("held")
    found = sent(receiver)
    with database.read() as session:
        entry = session.scalars(select(Entry).where(Entry.meeting_id == held.meeting)).one()
    closed = [each for each in found if each["type"] == "meeting.closed"]
    assert [each["data"] for each in closed] == [
        {
            "meeting": {"id": held.meeting, "url": f"{SITE}/meetings/{held.meeting}/summary"},
            "entry": {"id": entry.id, "url": f"{SITE}/log/{entry.id}", "title": None, "date": None},
        }
    ]
    owned = [action for action in actions_of(entry.id) if action.owner]
    assert sum(each["type"] == "action.assigned" for each in found) == len(owned) > 0
    whole = json.dumps(found, ensure_ascii=False)
    for action in owned:
        assert action.owner not in whole
        assert (action.what or action.hypothesis) not in whole
    assert entry.title not in whole
    assert held.ana.get(f"/meetings/{held.meeting}/summary").status_code == 200


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("visibility", ["private", "group"])
def test_of_an_entry_that_is_not_everyones_no_word_is_told(
    receiver: Receiver, ana: Account, format_: str, visibility: str
) -> None:
    webhook(receiver.url, format_)
    entry = write(ana, visibility)
    action = actions_of(entry)[0].id
    with database.session() as session:
        ending.end(session, action, End("dropped", "Ben forgot"), Reader(ana.id, {}), clock.now())
    outbox.deliver()
    said = "".join(got.body.decode() for got in receiver.got)
    words = ("Ben", "outage", "Restore", "dropped", "Dropped", "Ana", "ana@", ana.id)
    for secret in (*words, "2026-11-26", "2026-12-01", "1 December", "step"):
        assert secret not in said
    # That there is an action in what only its writer reads is nobody's business either.
    assert (f"{SITE}/actions/{action}" in said) == (visibility == "group")
    assert (said == "") == (visibility == "private")


def test_an_entry_without_names_hides_the_owner(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    webhook(receiver.url, "mattermost")
    write(ana, "everyone", named=False)
    signed, chat = sorted(sent(receiver), key=len, reverse=True)
    assert signed["data"]["action"]["owner"] is None
    assert signed["data"]["action"]["title"] == "Restore the backup of Ben"
    assert chat["text"].startswith("Somebody has an action")


def test_what_was_deleted_meanwhile_is_not_told(receiver: Receiver, ana: Account) -> None:
    webhook(receiver.url)
    entry = write(ana, "everyone")
    with database.session() as session:
        store.delete_entry(session, entry)
    assert (len(rows()), sent(receiver), rows()) == (1, [], [])


# --- formats ---------------------------------------------------------------------------------------

NASTY = telling.Told(
    {},
    "@channel <!here> <@U123> [click](https://evil.example) *bold* <https://evil.example|x> &amp; www.evil.example"
    " :skull: mailto:ben@example.org tel:110"
    "\n# a",
    f"{SITE}/log/1",
)


def body(format_: str, told: telling.Told = NASTY) -> Any:
    return json.loads(formats.body_of(format_, events.ENTRY_SHARED, 0, told))


def test_slack_gets_plain_text_and_one_link() -> None:
    made = body("slack")
    words, link = made["blocks"]
    assert (words["text"]["type"], words["text"]["emoji"]) == ("plain_text", False)
    assert link["text"] == {"type": "mrkdwn", "text": f"<{SITE}/log/1|Open it>"}
    assert "<" not in made["text"]
    assert "&amp;amp;" in made["text"]
    assert (made["unfurl_links"], made["unfurl_media"]) == (False, False)


@pytest.mark.parametrize("text_of", [lambda: body("mattermost")["text"], lambda: body("discord")["content"]])
def test_markdown_says_what_was_written_and_calls_nobody(text_of: Callable[[], str]) -> None:
    words, link = text_of().split("\n")
    assert SITE in link
    nasty = ("@channel", "<!", "<@", "[click]", "*bold*", "https://evil", "www.evil", "<https", ":skull")
    for sign in (*nasty, "mailto:b", "tel:1"):
        assert sign not in words
    assert "click" in words


def test_discord_calls_nobody() -> None:
    assert body("discord")["allowed_mentions"] == {"parse": []}


def test_teams_gets_a_card_whose_words_have_no_markup() -> None:
    [attachment] = body("teams")["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert [each["type"] for each in card["body"]] == ["RichTextBlock"]
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open it", "url": f"{SITE}/log/1"}]


def test_the_docs_show_what_is_sent(receiver: Receiver, ana: Account) -> None:
    """Each event has an example in the docs with just the fields that are sent."""
    shown = {each["type"]: each for each in examples()}
    assert shown.keys() == {*events.TITLES, events.TEST}
    webhook(receiver.url)
    write(ana, "everyone")
    [told] = sent(receiver)
    for event in (events.ACTION_ASSIGNED, events.ACTION_DUE, events.ACTION_ENDED):
        assert shape(shown[event]) == shape(told)
    entry = shape(told["data"]["entry"])
    assert shape(shown[events.ENTRY_SHARED]["data"]) == {"entry": entry}
    assert shape(shown[events.MEETING_CLOSED]["data"]) == {"meeting": {"id": "", "url": ""}, "entry": entry}
    assert shown[events.TEST]["data"] == {}


def examples() -> list[Any]:
    blocks = DOCS.read_text("utf-8").split("```json\n")[1:]
    return [json.loads(block.split("```")[0]) for block in blocks]


def shape(data: Any) -> Any:
    return {name: shape(value) for name, value in data.items()} if isinstance(data, dict) else ""


@pytest.mark.parametrize("events", [["meeting.closed"], ["action.assigned"]])
def test_a_room_closes_as_its_people_close_it(
    receiver: Receiver, held: Held, meeting_entry: str, events: list[str]
) -> None:
    """Its commands are carried out without an application's context, in which listeners must not ask for one."""
    webhook(receiver.url, events=events)
    made = held.ana.post("/meetings/new", data={"title": "A week later"})
    meeting = made.location.rsplit("/", 1)[1]
    [seat] = state_now(meeting).seats
    step = AddAction("step", new_id(), what="Ring", owner="Dana")

    def close() -> None:
        for command in (Start(), step, CloseMeeting(sure=True)):
            service.act(meeting, seat, new_id(), command)

    Context().run(close)
    assert [told["type"] for told in sent(receiver)] == events
