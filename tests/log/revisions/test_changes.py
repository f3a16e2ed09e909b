from pathlib import Path

from fixtures.entries import Writer, actions_of, is_gone, kinds_of, the
from fixtures.held import Held
from flask import Flask
from html_page import Page
from log.rows import count
from sqlalchemy import update

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry, EntryLink, EntryRevision
from facilitator.log.search.tables import SearchText


def latest_revision(writer: Writer, entry_id: str) -> str:
    """The id of the latest change that the history of an entry offers to undo."""
    page = Page(writer.browser.get(f"/log/{entry_id}/history").text)
    return page.all("[name=revision]")[0].attrs.sget("value")


def test_a_change_leaves_what_was_there_before(writer: Writer) -> None:
    entry_id = writer.write(did="We sent the offer on Friday.")
    writer.change(entry_id, did="We sent the offer on Monday.")
    page = Page(writer.browser.get(f"/log/{entry_id}/history").text)

    assert the(entry_id).version == 2
    assert "Ana changed it" in page.words
    assert page.text("del").endswith("Friday")
    assert page.text("ins").endswith("Monday")


def test_saving_without_a_change_leaves_nothing(writer: Writer) -> None:
    entry_id = writer.write()
    writer.change(entry_id)

    assert (the(entry_id).version, kinds_of(entry_id)) == (1, [])


def test_going_back_is_a_change_too(writer: Writer) -> None:
    entry_id = writer.write(title="Before")
    writer.change(entry_id, title="After")
    revision = latest_revision(writer, entry_id)
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": revision})

    assert (the(entry_id).title, the(entry_id).version) == ("Before", 3)
    assert kinds_of(entry_id) == ["edit", "restore"]


def test_going_back_brings_actions_back_but_not_what_became_of_them(writer: Writer) -> None:
    row = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
    entry_id = writer.write(**row | {"action_kind": "step", "action_what": "Call them"})
    [action] = actions_of(entry_id)
    row |= {"action_id": action.id, "action_kind": "step", "action_what": "Call"}
    writer.change(entry_id, writer.form(entry_id) | row, title="Renamed")
    writer.browser.post(f"/actions/{action.id}/state", data={"state": "done"})
    revision = latest_revision(writer, entry_id)
    writer.browser.post(f"/log/{entry_id}/restore", data={"revision": revision})

    assert [(each.id, each.what, each.state) for each in actions_of(entry_id)] == [
        (action.id, "Call them", "done")
    ]


def test_the_second_of_two_sees_both_and_overwrites_nothing(writer: Writer) -> None:
    entry_id = writer.write(title="The title", did="At first")
    form = writer.form(entry_id)
    writer.change(entry_id, form, did="The first one's words")
    answer = writer.change(entry_id, form, did="The second one's words")

    assert answer.status_code == 409
    assert "What it says now" in answer.text
    assert r"The first one\u0027s words" in answer.text
    assert Page(answer.text).value("#did") == "The second one's words"
    assert the(entry_id).did == "The first one's words"


def test_after_both_were_shown_the_second_saves(writer: Writer) -> None:
    entry_id = writer.write(did="At first")
    form = writer.form(entry_id)
    writer.change(entry_id, form, did="The first one's words")
    shown = writer.change(entry_id, form, did="Both")
    version = Page(shown.text).value("[name=version]")
    writer.change(entry_id, form | {"version": version}, did="Both")

    assert the(entry_id).did == "Both"
    assert kinds_of(entry_id) == ["edit", "edit"]


def test_fields_that_only_the_first_changed_stay_as_they_are(writer: Writer) -> None:
    entry_id = writer.write(title="The title", did="At first")
    form = writer.form(entry_id) | {"did": "At first"}
    writer.change(entry_id, form, title="A better title")
    shown = writer.change(entry_id, form, did="The second one's words")

    assert Page(shown.text).value("[name=title]") == "A better title"
    assert "the form has theirs: title" in shown.text


def test_only_the_author_changes_an_own_entry(writer: Writer, other: Writer) -> None:
    entry_id = writer.write()
    hidden = other.change(entry_id, {"version": "1", "title": "Mine", "learned": "x"})
    writer.share(entry_id, names="no")
    shown = other.change(entry_id, {"version": "1", "title": "Mine", "learned": "x"})

    assert (hidden.status_code, shown.status_code) == (404, 403)
    assert the(entry_id).title == "A sale that did not happen"


def test_what_was_taken_out_before_sharing_stays_the_authors(writer: Writer, other: Writer) -> None:
    entry_id = writer.write(did="What Klaus did")
    writer.change(entry_id, did="What was done")
    writer.share(entry_id, names="no")

    assert "Klaus" in writer.browser.get(f"/log/{entry_id}/history").text
    assert other.browser.get(f"/log/{entry_id}/history").status_code == 404


def test_facilitators_change_a_meetings_entry_and_those_there_see_what(
    held: Held, meeting_entry: str, writer: Writer
) -> None:
    form = writer.form(meeting_entry)
    writer.change(meeting_entry, form, learned="Backups are what was restored.")

    assert "Backups are what was restored." in held.dana.get(f"/log/{meeting_entry}").text
    assert "Backups are" in held.ben.get(f"/log/{meeting_entry}/history").text
    assert held.dana.get(f"/log/{meeting_entry}/edit").status_code == 403
    assert held.cleo.get(f"/log/{meeting_entry}/edit").status_code == 404


def test_a_meetings_learnings_never_stand_in_two_versions(
    held: Held, meeting_entry: str, writer: Writer
) -> None:
    writer.change(meeting_entry, learned="Backups are what was restored.", drove="The pager at night")
    for path in (
        f"/log/{meeting_entry}",
        f"/meetings/{held.meeting}/summary",
        f"/meetings/{held.meeting}/summary.md",
    ):
        shown = held.dana.get(path).text

        assert "Backups are what was restored" in shown
        assert "The pager at night" in shown
        assert "We believed that having backup jobs meant" not in shown


def test_entries_show_where_they_were_used_to_those_who_may_see_it(writer: Writer, other: Writer) -> None:
    used, later = writer.write(title="The earlier one"), writer.write(title="The later one")
    with database.session() as session:
        session.add(EntryLink(id="link", entry_id=later, used_id=used, account_id=None, at=1))
    writer.share(used, names="no")

    assert "Used again in" in writer.browser.get(f"/log/{used}").text
    assert "The earlier one" in writer.browser.get(f"/log/{later}").text
    assert "The later one" not in other.browser.get(f"/log/{used}").text


def test_deleting_really_deletes(writer: Writer, app: Flask, tmp_path: Path) -> None:
    entry_id = writer.write(did="Xylophonic words that nobody else would write")
    writer.change(entry_id, did="Xylophonic words again")
    used = writer.write(title="Used")
    with database.session() as session:
        session.add(EntryLink(id="link", entry_id=entry_id, used_id=used, account_id=None, at=1))
    answer = writer.browser.post(f"/log/{entry_id}/delete")

    assert answer.status_code == 303
    assert [count(table) for table in (EntryRevision, EntryLink)] == [0, 0]
    assert count(SearchText) == 1
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"Xylophonic" in path.read_bytes()] == []


def test_nobody_else_deletes_it(writer: Writer, other: Writer, held: Held, meeting_entry: str) -> None:
    entry_id = writer.write()

    assert other.browser.post(f"/log/{entry_id}/delete").status_code == 404
    assert held.dana.post(f"/log/{meeting_entry}/delete").status_code == 403
    assert not is_gone(entry_id)
    assert not is_gone(meeting_entry)


def test_a_meetings_entry_is_deleted_with_its_meeting(held: Held, meeting_entry: str) -> None:
    held.ana.post(f"/log/{meeting_entry}/delete")

    assert is_gone(meeting_entry)
    assert held.ana.get(f"/meetings/{held.meeting}").status_code == 404


def test_long_histories_come_in_pages(writer: Writer) -> None:
    entry_id = writer.write()
    for number in range(12):
        writer.change(entry_id, title=f"Title {number}")
    first = Page(writer.browser.get(f"/log/{entry_id}/history").text)
    second = Page(writer.browser.get(first.one("a[rel=next]").attrs.sget("href")).text)

    assert (first.words.count("changed it"), second.words.count("changed it")) == (10, 2)
    assert "A sale that did not happen" in second.words


def test_a_revision_of_another_entry_is_refused(writer: Writer) -> None:
    one, two = writer.write(title="One"), writer.write(title="Two")
    writer.change(one, title="One more")
    revision = latest_revision(writer, one)

    assert writer.browser.post(f"/log/{two}/restore", data={"revision": revision}).status_code == 404
    assert the(two).title == "Two"


def test_what_was_brought_in_by_nobody_is_the_admins_to_look_after(
    app: Flask, writer: Writer, other: Writer
) -> None:
    entry_id = writer.write()
    with database.session() as session:
        entry = session.get_one(Entry, entry_id)
        entry.account_id, entry.visibility = None, "everyone"
        for name, role in (("Ana", "member"), ("Cleo", "admin")):
            session.execute(update(Account).where(Account.name == name).values(role=role))
    refused = writer.browser.post(f"/log/{entry_id}/delete").status_code
    other.change(entry_id, title="Looked after")

    assert (refused, the(entry_id).title) == (403, "Looked after")
    other.browser.post(f"/log/{entry_id}/unshare")
    assert (the(entry_id).visibility, other.browser.get(f"/log/{entry_id}").status_code) == ("private", 200)
    assert other.browser.post(f"/log/{entry_id}/delete").status_code == 303
    assert is_gone(entry_id)
