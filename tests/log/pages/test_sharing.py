import re
from dataclasses import replace

import pytest
from fixtures.entries import Writer, kinds_of, share, the
from fixtures.held import Held
from html_page import Node, Page
from sqlalchemy import update

from facilitator import database
from facilitator.log.entry.meeting_summary import EMPTY
from facilitator.log.entry.tables import Entry
from facilitator.summary.model import dump

ROW = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "support", "due")}
ROW |= {"action_kind": "step", "action_what": "Ask earlier", "action_owner": "Benedikt"}
AGREED = {"choice": "agreed", "agreed": "Asked at the close; all said yes."}


def test_an_own_entry_is_its_authors_until_it_is_shared(writer: Writer, other: Writer) -> None:
    entry_id = writer.write()
    before = other.browser.get(f"/log/{entry_id}").status_code
    writer.share(entry_id, names="no")

    assert before == 404
    assert other.browser.get(f"/log/{entry_id}").status_code == 200
    assert "A sale that did not happen" in other.browser.get("/log").text


def content_of(node: Node) -> str:
    """The HTML inside of an element, without white space, and the ids that only one text on a page can have."""
    return "".join(re.sub(r' id="learning-\d+"', "", node.inner_html or "").split())


@pytest.mark.parametrize(("names", "shown"), [("yes", True), ("no", False)])
def test_the_preview_is_what_others_see(writer: Writer, other: Writer, names: str, shown: bool) -> None:
    entry_id = writer.write(**ROW)
    preview = Page(writer.browser.get(f"/log/{entry_id}/share").text)
    writer.share(entry_id, names=names)
    page = Page(other.browser.get(f"/log/{entry_id}").text)
    page.one(".entry-end").decompose()
    page.one(".summary-exports").decompose()

    assert content_of(page.one("article")) == content_of(
        preview.one(f'.preview[data-names="{names}"] article')
    )
    assert ("Written by Ana" in page.words, "Benedikt" in page.words) == (shown, shown)


def test_the_author_always_sees_all_of_it(writer: Writer) -> None:
    entry_id = writer.write(**ROW)
    writer.share(entry_id, names="no")
    page = writer.browser.get(f"/log/{entry_id}").text

    assert "Benedikt" in page
    assert "without names" in page


def test_without_a_name_its_author_reads_no_name_above_it_either(writer: Writer) -> None:
    entry_id = writer.write()
    before = writer.browser.get(f"/log/{entry_id}").text
    writer.share(entry_id, names="no")

    assert "Written by" in before
    assert "Written by" not in writer.browser.get(f"/log/{entry_id}").text


def test_nor_that_of_the_file_it_came_from(writer: Writer) -> None:
    entry_id = writer.write()
    with database.session() as session:
        kept = replace(EMPTY, date="2026-02-03", leader="Zora")
        session.execute(update(Entry).values(summary=dump(kept)))
    before = Page(writer.browser.get(f"/log/{entry_id}").text).words
    share(writer.browser, entry_id, names="no", **AGREED)

    assert "Written by Zora" in before
    assert "Written by" not in writer.browser.get(f"/log/{entry_id}").text


def test_what_was_changed_since_the_preview_is_shown_again_first(writer: Writer) -> None:
    entry_id = writer.write()
    looked_at = Page(writer.browser.get(f"/log/{entry_id}/share").text).value("[name=seen]")
    writer.change(entry_id, title="Another title")
    answer = writer.share(entry_id, names="no", seen=looked_at)

    assert answer.status_code == 422
    assert "changed while you looked" in answer.text
    assert the(entry_id).visibility == "private"


def test_it_can_be_taken_back(writer: Writer, other: Writer) -> None:
    entry_id = writer.write()
    writer.share(entry_id, names="yes")
    writer.browser.post(f"/log/{entry_id}/unshare")

    assert the(entry_id).visibility == "private"
    assert other.browser.get(f"/log/{entry_id}").status_code == 404
    assert kinds_of(entry_id) == ["shared", "taken back"]


def test_nobody_else_shares_or_takes_back(writer: Writer, other: Writer) -> None:
    entry_id = writer.write()
    asked = [other.browser.get(f"/log/{entry_id}/share"), other.browser.post(f"/log/{entry_id}/share")]
    writer.share(entry_id, names="no")
    taken = other.browser.post(f"/log/{entry_id}/unshare")

    assert [answer.status_code for answer in asked] == [404, 404]
    assert taken.status_code == 403
    assert the(entry_id).visibility == "everyone"


def test_a_draft_cannot_be_shared(writer: Writer) -> None:
    writer.browser.post(
        "/log/new", data={"entry": "abcdefghijklmnopqrstuv", "title": "Half", "then": "draft"}
    )
    answer = writer.browser.post("/log/abcdefghijklmnopqrstuv/share", data={"names": "no"})

    assert answer.status_code == 409
    assert "still a draft" in answer.text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"choice": "", "agreed": "All said yes."}, "Say whether the group agreed to it"),
        ({"choice": "agreed", "agreed": " "}, "Say in a sentence how the group agreed"),
        ({"choice": "not yet", "agreed": ""}, "Ask the group first"),
    ],
)
def test_a_meetings_entry_is_shared_only_after_the_group_agreed(
    held: Held, meeting_entry: str, answers: dict[str, str], said: str
) -> None:
    page = held.ana.get(f"/log/{meeting_entry}/share")
    answer = share(held.ana, meeting_entry, **answers)

    assert page.status_code == 200
    assert answer.status_code == 422
    assert said in answer.text
    assert held.cleo.get(f"/log/{meeting_entry}").status_code == 404


def test_a_facilitator_shares_it_and_the_group_sees_what_was_agreed(held: Held, meeting_entry: str) -> None:
    share(held.ana, meeting_entry, **AGREED)

    assert "all said yes" in held.dana.get(f"/log/{meeting_entry}").text
    assert "all said yes" not in held.cleo.get(f"/log/{meeting_entry}").text


def test_a_group_that_wants_its_names_told_has_them_told(held: Held, meeting_entry: str) -> None:
    share(held.ana, meeting_entry, names="yes", **AGREED)

    assert "Led by Noor" in Page(held.cleo.get(f"/log/{meeting_entry}").text).words


def test_a_refusal_keeps_what_was_chosen_and_typed(held: Held, meeting_entry: str) -> None:
    page = share(held.ana, meeting_entry, names="yes", choice="not yet", agreed="We will ask.")
    sent = Page(page.text).values("form.sharing")

    assert (sent["names"], sent["choice"], sent["agreed"]) == (["yes"], ["not yet"], ["We will ask."])


def test_who_took_part_cannot_share_it(held: Held, meeting_entry: str) -> None:
    answer = share(held.dana, meeting_entry, **AGREED)

    assert answer.status_code == 403
    assert the(meeting_entry).visibility == "group"


@pytest.mark.parametrize(
    "path", ["/log/{entry}", "/meetings/{meeting}/summary", "/meetings/{meeting}/summary.json"]
)
def test_shared_without_names_no_format_tells_them(held: Held, meeting_entry: str, path: str) -> None:
    share(held.ana, meeting_entry, **AGREED)
    address = path.format(entry=meeting_entry, meeting=held.meeting)

    assert "Teun" in held.ben.get(address).text
    assert held.cleo.get(address).status_code == 200
    assert "Teun" not in held.cleo.get(address).text


def test_a_meetings_entry_goes_back_to_its_group(held: Held, meeting_entry: str) -> None:
    share(held.ana, meeting_entry, **AGREED)
    held.ana.post(f"/log/{meeting_entry}/unshare")

    assert held.cleo.get(f"/log/{meeting_entry}").status_code == 404
    assert held.dana.get(f"/log/{meeting_entry}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/log/{entry}", "/log?q=signed", "/meetings/{meeting}/summary.md", "/meetings/{meeting}/summary.json"],
)
def test_shared_without_names_nobody_else_reads_what_was_written_word_for_word(
    held: Held, meeting_entry: str, path: str
) -> None:
    share(held.ana, meeting_entry, **AGREED)
    page = held.cleo.get(path.format(entry=meeting_entry, meeting=held.meeting)).text

    for words in ("I signed off a recovery plan", "Two of us worked", "Restores, not backups", "backup of"):
        assert words not in page, words
    assert "Restores, not backups" in held.ana.get(f"/log/{meeting_entry}").text


def test_what_a_file_said_besides_stays_inside_when_names_do(writer: Writer, other: Writer) -> None:
    entry_id = writer.write()
    with database.session() as session:
        session.get_one(Entry, entry_id).extra = {"author": "Benedikt"}
    writer.share(entry_id, names="no")
    page = other.browser.get(f"/log/{entry_id}").text

    assert "Benedikt" not in page
    assert "Benedikt" in writer.browser.get(f"/log/{entry_id}").text


def test_the_preview_has_what_an_entry_builds_on(writer: Writer) -> None:
    old, new = writer.write(title="The earlier one"), writer.write(title="The later one")
    writer.share(old, names="no")
    writer.change(new, used=old, used_shown="yes")

    assert "The earlier one" in writer.browser.get(f"/log/{new}/share").text
