from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer
from fixtures.held import Held
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select, update

from facilitator import clock, database
from facilitator.accounts.tables import Account
from facilitator.log.entry import summary_links
from facilitator.log.entry.tables import Entry, SummaryLink
from facilitator.log.revisions import summary_links as made
from facilitator.summary.formats import FORMATS

AGREED = {"choice": "agreed", "agreed": "Asked at the close; all five said yes."}


def make_link(browser: FlaskClient, entry: str, names: str = "no", days: str = "30", **more: str) -> str:
    """The path of a new link, as the page shows it."""
    address = f"/log/{entry}/share"
    seen = Page(browser.get(address).text).one("[name=seen]").attributes["value"]
    data = {"seen": seen, "to": "link", "names": names, "days": days} | more
    answer = browser.post(address, data=data)
    assert (answer.status_code, urlsplit(answer.location).path) == (303, address), answer.text
    field = Page(browser.get(address).text).one("#link-1")
    return urlsplit(str(field.attributes["value"])).path


def test_whoever_has_the_link_reads_it_without_an_account(writer: Writer, held: Held) -> None:
    path = make_link(writer.browser, writer.write(learned="Ask before you build"))
    answer = held.nobody.get(path)

    assert answer.status_code == 200
    assert "Ask before you build" in Page(answer.text).words
    assert "Ana" not in answer.text


@pytest.mark.parametrize("ending", FORMATS)
def test_and_takes_it_along(held: Held, meeting_entry: str, ending: str) -> None:
    path = make_link(held.ana, meeting_entry, **AGREED)
    page = Page(held.nobody.get(path).text)

    assert page.all(f'[href="{path}/summary.{ending}"], [data-copy-file="{path}/summary.{ending}"]')
    assert held.nobody.get(f"{path}/summary.{ending}").status_code == 200


def test_no_search_engine_keeps_it(writer: Writer, held: Held) -> None:
    path = make_link(writer.browser, writer.write())
    page, file = held.nobody.get(path), held.nobody.get(f"{path}/summary.md")

    assert {each.headers["X-Robots-Tag"] for each in (page, file)} == {"noindex, nofollow, noarchive"}
    assert page.headers["Cache-Control"] == "no-store"
    assert Page(page.text).one("meta[name=robots]").attributes["content"] == "noindex, nofollow, noarchive"


@pytest.mark.parametrize(("names", "owner", "driver"), [("no", 0, 0), ("drivers", 0, 1), ("yes", 1, 1)])
def test_it_tells_the_names_that_were_chosen(
    held: Held, meeting_entry: str, names: str, owner: bool, driver: bool
) -> None:
    path = make_link(held.ana, meeting_entry, names, "30", **AGREED)
    text = held.nobody.get(f"{path}/summary.txt").text

    assert ("Teun" in text, "Restoring had no owner" in text) == (bool(owner), bool(driver))


def test_the_group_has_to_agree_first(held: Held, meeting_entry: str) -> None:
    address = f"/log/{meeting_entry}/share"
    answer = held.ana.post(address, data={"to": "link", "days": 30, "choice": "not yet"})

    assert answer.status_code == 422
    assert "Ask the group first" in answer.text
    with database.read() as session:
        assert not session.scalars(select(SummaryLink)).all()


def test_only_who_may_share_makes_a_link(held: Held, meeting_entry: str) -> None:
    answer = held.ben.post(f"/log/{meeting_entry}/share", data={"to": "link", "days": 30} | AGREED)

    assert answer.status_code == 403


def test_the_log_stays_closed_to_who_has_the_link(writer: Writer, held: Held) -> None:
    entry = writer.write()
    make_link(writer.browser, entry)

    assert held.nobody.get(f"/log/{entry}").status_code == 404
    assert held.cleo.get(f"/log/{entry}").status_code == 404


def test_it_can_be_ended(writer: Writer, held: Held) -> None:
    entry = writer.write()
    path = make_link(writer.browser, entry)
    form = Page(writer.browser.get(f"/log/{entry}/share").text).one('form[action$="/end"]')
    writer.browser.post(str(form.attributes["action"]))
    answer = held.nobody.get(path)

    assert answer.status_code == 404
    assert "That link has ended. Ask whoever sent it for a new one." in answer.text
    assert not Page(writer.browser.get(f"/log/{entry}/share").text).all("#link-1")


def test_nobody_else_ends_it(writer: Writer, other: Writer, held: Held) -> None:
    path = make_link(writer.browser, writer.write())
    with database.read() as session:
        link = session.scalars(select(SummaryLink)).one()

    assert other.browser.post(f"/log/{link.entry_id}/links/{link.id}/end").status_code == 404
    assert other.browser.post(f"/log/{other.write()}/links/{link.id}/end").status_code == 303
    assert held.nobody.get(path).status_code == 200


def test_it_ends_by_itself(writer: Writer, held: Held) -> None:
    path = make_link(writer.browser, writer.write(), days="7")
    with database.session() as session:
        found = session.scalars(select(SummaryLink)).one()
        assert found.expires_at - found.created_at == 7 * 24 * 3600 * 1000
        session.execute(update(SummaryLink).values(expires_at=clock.now() - 1))

    assert held.nobody.get(path).status_code == 404


@pytest.mark.parametrize("what", ["unshare", "delete"])
def test_it_ends_with_what_it_shows(writer: Writer, held: Held, what: str) -> None:
    entry = writer.write()
    writer.share(entry, names="no")
    path = make_link(writer.browser, entry)
    writer.browser.post(f"/log/{entry}/{what}")

    assert held.nobody.get(path).status_code == 404


def test_it_ends_with_the_account_that_made_it(writer: Writer, held: Held, ana: Account) -> None:
    path = make_link(writer.browser, writer.write())
    with database.session() as session:
        session.get_one(Account, ana.id).deactivated_at = clock.now()

    assert held.nobody.get(path).status_code == 404


def test_another_secret_key_ends_it(writer: Writer, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = writer.write()
    path = make_link(writer.browser, entry)
    monkeypatch.setattr(summary_links, "token_of", lambda link: f"another {link}")

    assert held.nobody.get(path).status_code == 404
    assert not Page(writer.browser.get(f"/log/{entry}/share").text).all("#link-1")


def test_sharing_with_fewer_names_ends_links_that_tell_more(writer: Writer, held: Held) -> None:
    entry = writer.write()
    told, untold = make_link(writer.browser, entry, "yes"), make_link(writer.browser, entry, "no")
    writer.share(entry, names="no")

    assert [held.nobody.get(path).status_code for path in (told, untold)] == [404, 200]


def test_those_who_were_there_see_that_there_is_one_and_how_they_agreed(
    held: Held, meeting_entry: str
) -> None:
    make_link(held.ana, meeting_entry, **AGREED)
    page, history = (Page(held.ben.get(f"/log/{meeting_entry}{end}").text).words for end in ("", "/history"))

    assert "Whoever has a link can read it without an account until" in page
    assert AGREED["agreed"] in page
    assert "made a link for people without an account" in history


def test_what_is_no_longer_true_says_so_there_and_in_the_files(writer: Writer, held: Held) -> None:
    entry = writer.write()
    path = make_link(writer.browser, entry)
    writer.browser.post(f"/log/{entry}/look", data={"answer": "no longer"})

    for address in (path, *(f"{path}/summary.{ending}" for ending in ("md", "txt", "html"))):
        assert "No longer true, said on" in held.nobody.get(address).text


def test_a_title_that_somebody_gave_a_stage_is_a_name_too(held: Held, meeting_entry: str) -> None:
    with database.session() as session:
        row = session.get_one(Entry, meeting_entry)
        assert row.summary is not None
        stages = [stage | {"title": "Teun explains"} for stage in row.summary["stages"]]
        row.summary = row.summary | {"stages": stages}
    path = make_link(held.ana, meeting_entry, **AGREED)

    assert "Teun" not in held.nobody.get(f"{path}/summary.json").text


def test_it_shows_what_the_entry_says_now(writer: Writer, held: Held) -> None:
    entry = writer.write()
    path = make_link(writer.browser, entry)
    with database.session() as session:
        session.execute(update(Entry).values(learned=["Changed since"]))

    assert "Changed since" in held.nobody.get(path).text


def test_the_database_alone_opens_nothing(writer: Writer) -> None:
    path = make_link(writer.browser, writer.write())
    with database.read() as session:
        row = session.scalars(select(SummaryLink)).one()

    token = path.rpartition("/")[2]
    assert len(token) == 24
    assert token not in str(vars(row))


def test_a_link_whose_day_is_past_is_deleted(writer: Writer) -> None:
    make_link(writer.browser, writer.write())
    with database.session() as session:
        session.execute(update(SummaryLink).values(expires_at=clock.now() - 1))
    made.delete_expired()

    with database.read() as session:
        assert not session.scalars(select(SummaryLink)).all()
