"""Who offers help with an action that asks for it, actions that nobody has, and two people of one name."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer, actions_of
from fixtures.held import Held
from flask import Flask
from html_page import Page

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry

NAMES = ("id", "hypothesis", "test", "signal", "owner", "support", "due")
STEP = {f"action_{name}": "" for name in NAMES} | {"action_kind": "step", "action_what": "Ring the bell"}


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Flask:
    made: Flask = request.getfixturevalue(f"{request.param}_app")
    made.config["WTF_CSRF_ENABLED"] = False
    return made


def page(browser: Writer, action_id: str) -> Page:
    return Page(browser.browser.get(f"/actions/{action_id}").text)


def offer(browser: Writer, action_id: str, **sent: str) -> int:
    return browser.browser.post(f"/actions/{action_id}/offer", data=sent).status_code


def offered(browser: Writer, action_id: str) -> str:
    return " ".join(each.text() for each in page(browser, action_id).all("[aria-labelledby=offers]"))


def test_whoever_reads_the_entry_can_offer_help_and_take_it_back(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**STEP | {"action_owner": "Ben", "action_support": "A ladder"})
    [action] = actions_of(entry_id)
    assert offer(other, action.id, offer="yes") == 404
    writer.share(entry_id, names="no")

    assert offer(other, action.id, offer="yes", words="I have one, 3 m.") == 303
    assert offer(other, action.id, offer="yes") == 303
    for reader in (writer, other):
        assert "Cleo" in offered(reader, action.id)
        assert "I have one, 3 m." in offered(reader, action.id)
    assert offer(other, action.id, offer="yes", words="And one more.") == 303
    assert offered(writer, action.id).count("Cleo") == 1
    assert "And one more." in offered(writer, action.id)
    assert "Cleo offered to help" in page(writer, action.id).words
    writer.browser.post(f"/actions/{action.id}/link")
    own = page(writer, action.id).one("#action-link").attrs.sget("value") or ""
    assert "And one more." in writer.browser.get(urlsplit(own).path).text

    assert offer(other, action.id, offer="no") == 303
    assert offered(writer, action.id) == ""
    assert "cannot help any more" in page(writer, action.id).words


def test_only_members_see_who_else_offered(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(**STEP | {"action_support": "A ladder"})
    [action] = actions_of(entry_id)
    writer.share(entry_id, names="no")
    offer(writer, action.id, offer="yes", words="Mine is short.")
    assert "Mine is short." in offered(writer, action.id)
    assert offered(other, action.id) == ""
    assert "Mine is short." not in page(other, action.id).words


@pytest.mark.parametrize("gone", ["support", "state"])
def test_help_that_is_needed_no_more_is_not_offered_and_the_words_stay(
    writer: Writer, other: Writer, gone: str
) -> None:
    entry_id = writer.write(**STEP | {"action_support": "A ladder"})
    [action] = actions_of(entry_id)
    writer.share(entry_id, names="no")
    writer.browser.post(f"/actions/{action.id}/{gone}", data={"support": "", "state": "done"})
    late = other.browser.post(f"/actions/{action.id}/offer", data={"offer": "yes", "words": "3 m long."})
    assert late.status_code == 409
    assert "It needs no help any more." in late.text
    assert "3 m long." in late.text


def gone(account: Account) -> None:
    with database.session() as session:
        session.get_one(Account, account.id).deactivated_at = clock.now()


def unowned(reader: Writer) -> list[str]:
    shown = Page(reader.browser.get("/actions?show=all&state=unowned").text)
    return sorted(each.text() for each in shown.all(".action-name"))


def test_what_nobody_has_or_somebody_who_left_is_found(
    writer: Writer, other: Writer, ana: Account, cleo: Account
) -> None:
    for owner in ("", "Cleo"):
        entry_id = writer.write(
            **STEP | {"action_owner": owner, "action_what": f"For {owner or 'its author'}"}
        )
        writer.share(entry_id, names="yes")
    other.share(other.write(**STEP | {"action_owner": "Ana", "action_what": "For Ana"}), names="no")
    assert unowned(writer) == []
    gone(cleo)
    assert unowned(writer) == ["For Cleo"]
    assert "Nobody has it" not in writer.browser.get("/actions").text


def test_of_a_meeting_too_where_one_may_know_whose_it_was(
    held: Held, meeting_entry: str, writer: Writer, other: Writer, dana: Account
) -> None:
    """Dana was there, and Cleo was not."""

    def names_are(shown: bool) -> None:
        with database.session() as session:
            entry = session.get_one(Entry, meeting_entry)
            entry.visibility, entry.named = "everyone", shown

    form = writer.form(meeting_entry) | STEP | {"action_owner": "Dana"}
    assert writer.change(meeting_entry, form).status_code == 303
    names_are(shown=True)
    assert unowned(other) == []
    gone(dana)
    assert unowned(other) == ["Ring the bell"]
    names_are(shown=False)
    assert unowned(other) == []


def test_another_entry_cannot_take_the_id_of_an_action_that_was_removed(
    writer: Writer, other: Writer
) -> None:
    entry_id = writer.write(**STEP | {"action_support": "A ladder"})
    [action] = actions_of(entry_id)
    writer.share(entry_id, names="no")
    offer(other, action.id, offer="yes", words="I have one.")
    writer.change(entry_id)
    assert actions_of(entry_id) == []
    taken = other.write(**STEP | {"action_id": action.id, "action_support": "x"})
    [theirs] = actions_of(taken)
    assert theirs.id != action.id
    before = Page(writer.browser.get(f"/log/{entry_id}/history").text).value("[name=revision]")
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": before})
    [back] = actions_of(entry_id)
    assert back.id == action.id
    assert "I have one." in offered(writer, back.id)


def test_two_people_of_one_name_stay_two(writer: Writer, other: Writer) -> None:
    def has() -> bool:
        return "Ring the bell" in other.browser.get("/actions").text

    def say(account: str) -> int:
        return writer.browser.post(f"/actions/{action.id}/person", data={"account": account}).status_code

    entry_id = writer.write(**STEP | {"action_owner": "Cleo"})
    [action] = actions_of(entry_id)
    writer.share(entry_id, names="yes")
    assert has()
    assert not page(writer, action.id).all("form[action$=link]")
    assert say("no") == 303
    assert not has()
    assert page(writer, action.id).all("form[action$=link]")
    writer.change(entry_id, writer.form(entry_id) | STEP | {"action_id": action.id, "action_owner": "Cleo"})
    assert not has()
    writer.change(entry_id)
    before = Page(writer.browser.get(f"/log/{entry_id}/history").text).value("[name=revision]")
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": before})
    assert actions_of(entry_id)[0].id == action.id
    assert not has()
    assert say("yes") == 303
    assert has()
    assert other.browser.post(f"/actions/{action.id}/person", data={"account": "no"}).status_code == 303
    assert not has()
