import pytest
from fixtures.entries import Writer
from fixtures.held import Held
from html_page import Node, Page, words
from sqlalchemy import inspect, select, update
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.log.entry.tables import Entry
from facilitator.log.search.paging import PAGE
from facilitator.room.tables import SeatRow


@pytest.fixture
def entry(held: Held) -> str:
    with database.read() as session:
        return session.scalars(select(Entry.id)).one()


def show_to(visibility: str) -> None:
    with database.session() as session:
        session.execute(update(Entry).values(visibility=visibility))


def titles(answer: TestResponse) -> list[str]:
    return [words(link) for link in Page(answer.text).all(".list-title a")]


def copies(number: int) -> None:
    """More entries like the one there is, each a little older."""
    with database.session() as session:
        first = session.scalars(select(Entry)).one()
        columns = {column.key: getattr(first, column.key) for column in inspect(Entry).column_attrs}
        for age in range(1, number + 1):
            older = {"id": f"older-{age:04}", "meeting_id": None, "title": f"Older {age}"}
            session.add(Entry(**columns | older | {"created_at": first.created_at - age}))


def test_the_log_shows_those_who_were_there_their_entry(held: Held) -> None:
    for browser in (held.ana, held.dana):
        answer = browser.get("/log")
        assert titles(answer) == ["The primary database was emptied during a replication repair"]
        assert "We believed that having backup jobs" in answer.text
        assert "4 actions" in answer.text


def test_the_log_hides_it_from_others_without_a_trace(held: Held) -> None:
    answer = held.cleo.get("/log")

    assert titles(answer) == []
    assert "Nothing here yet" in answer.text
    assert "database" not in answer.text


def test_the_log_asks_nobody_to_sign_in(held: Held) -> None:
    answer = held.nobody.get("/log")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_an_entry_for_everyone_is_in_everyones_log(held: Held) -> None:
    show_to("everyone")

    assert titles(held.cleo.get("/log"))


def test_a_private_entry_is_its_authors_alone(held: Held, entry: str) -> None:
    show_to("private")

    assert titles(held.ana.get("/log"))
    assert not titles(held.dana.get("/log"))
    assert held.dana.get(f"/log/{entry}").status_code == 404
    assert held.ben.get(f"/log/{entry}").status_code == 404


def test_an_entrys_page_is_for_those_who_were_there(held: Held, entry: str) -> None:
    readers = {"ana": 200, "dana": 200, "ben": 200, "cleo": 404, "nobody": 404}

    assert {who: getattr(held, who).get(f"/log/{entry}").status_code for who in readers} == readers


def test_a_tag_leads_readers_with_an_account_to_all_that_has_it(held: Held, entry: str) -> None:
    def tags(answer: TestResponse) -> list[Node]:
        return Page(answer.text).all('a[href^="/log?tag="]')

    assert tags(held.dana.get(f"/log/{entry}"))
    assert not tags(held.ben.get(f"/log/{entry}"))
    assert not tags(held.dana.get(f"/meetings/{held.meeting}/summary.html"))


def test_an_entry_that_is_not_there_looks_like_one_that_is_not_yours(held: Held, entry: str) -> None:
    hidden, missing = held.cleo.get(f"/log/{entry}"), held.cleo.get("/log/nothing-of-that-name")

    said = "There is no such entry, or it is not shared with you."
    assert said in hidden.text
    assert said in missing.text
    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_a_seat_that_was_removed_reads_nothing(held: Held, entry: str) -> None:
    with database.session() as session:
        session.execute(update(SeatRow).values(removed_at=1))

    assert held.ben.get(f"/log/{entry}").status_code == 404
    assert not titles(held.dana.get("/log"))


def test_long_logs_come_in_pages_that_lose_nothing(held: Held) -> None:
    copies(2 * PAGE)
    seen: list[str] = []
    addresses = ["/log"]
    while addresses:
        answer = held.ana.get(addresses.pop())
        seen += titles(answer)
        addresses += [link.attrs.sget("href") for link in Page(answer.text).all("a[rel=next]")]

    assert len(seen) == len(set(seen)) == 2 * PAGE + 1
    assert seen[1:3] == ["Older 1", "Older 2"]


def test_a_cursor_that_no_page_gave_is_refused(held: Held) -> None:
    for cursor in ("x", "1", "1.", "-1.abc", "9" * 30 + ".abc", "1.a'b"):
        answer = held.ana.get("/log", query_string={"after": cursor})

        assert answer.status_code == 422, cursor
        assert "There is no such page" in answer.text


def test_an_entry_shows_what_its_file_said_besides(writer: Writer) -> None:
    entry = writer.write()
    with database.session() as session:
        session.execute(update(Entry).values(extra={"severity": "<2>"}))

    shown = Page(writer.browser.get(f"/log/{entry}").text).words
    assert "Also in the file it came from" in shown
    assert "<2>" in shown
