from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from fixtures.entries import Writer
from fixtures.held import Held
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select, update

from facilitator import clock, database
from facilitator.log.entry.tables import Entry, SummaryLink
from facilitator.summary.formats import FORMATS


def make_link(browser: FlaskClient, entry: str, names: str = "no", days: int = 30, **more: str) -> str:
    """The path of a new link, as the page shows it."""
    address = f"/log/{entry}/share"
    seen = Page(browser.get(address).text).one("[name=seen]").attributes["value"]
    data = {"seen": seen, "to": "link", "names": names, "days": days} | more
    answer = browser.post(address, data=data)
    assert (answer.status_code, urlsplit(answer.location).path) == (303, address), answer.text
    field = Page(browser.get(address).text).one("#link-1")
    return urlsplit(str(field.attributes["value"])).path


AGREED = {"choice": "agreed", "agreed": "Asked at the close; all five said yes."}


def test_whoever_has_the_link_reads_it_without_an_account(writer: Writer, held: Held) -> None:
    path = make_link(writer.browser, writer.write(learned="Ask before you build"))
    answer = held.nobody.get(path)

    assert answer.status_code == 200
    assert "Ask before you build" in Page(answer.text).words
    assert "Ana" not in answer.text


@pytest.mark.parametrize("ending", [each for each in FORMATS if each not in ("csv", "ics")])
def test_and_takes_it_along(writer: Writer, held: Held, ending: str) -> None:
    path = make_link(writer.browser, writer.write(learned="Ask before you build"))
    answer = held.nobody.get(f"{path}/summary.{ending}")

    assert answer.status_code == 200
    assert Page(held.nobody.get(path).text).all(f'[href="{path}/summary.pdf"]')


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
    path = make_link(held.ana, meeting_entry, names, 30, **AGREED)
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
    path = make_link(writer.browser, writer.write(), days=7)
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
