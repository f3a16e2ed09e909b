"""What recall offers, to whom, and what becomes of it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from fixtures.held import Held
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry import links
from facilitator.log.entry.content import Content
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry, EntryLink
from facilitator.log.recall import offers
from facilitator.log.recall.offers import Offer
from facilitator.log.recall.word_ranker import Ranked, Ranking, above_threshold
from facilitator.log.revisions import store

BACKUPS = "The backups that nobody could restore"


class Write(Protocol):
    """Writes an entry, by Ana and for everybody unless said otherwise; its id."""

    def __call__(
        self,
        title: str,
        *,
        by: Account | None = None,
        visibility: str = "everyone",
        draft: bool = False,
        **more: Any,
    ) -> str: ...


@pytest.fixture
def write(app: Flask, ana: Account, cleo: Account) -> Write:
    def written(
        title: str,
        *,
        by: Account | None = None,
        visibility: str = "everyone",
        draft: bool = False,
        **more: Any,
    ) -> str:
        with database.session() as session:
            entry = store.new_entry((by or ana).id, 0, visibility=visibility)
            entry.draft = draft
            said: dict[str, Any] = {"title": title, "date": date(2026, 1, 5), "learned": ("Try it.",)}
            store.save(session, entry, Content(**said | more), 0)
        return entry.id

    return written


@pytest.fixture
def some(write: Write) -> str:
    """Three entries; the id of the one about backups."""
    write("A launch for everyone at once", happened="Support was flooded by new customers.")
    write("The oven that failed before Christmas", happened="The spare part took nine days.")
    return write(BACKUPS, happened="The nightly dumps were empty files.", outcome="did not work")


def offered(account: Account, text: str, **more: Any) -> list[Offer]:
    return offers.offers_for(Reader(account.id, {}), text, **more)


def titles(account: Account, text: str, **more: Any) -> list[str]:
    return [each.title for each in offered(account, text, **more)]


def test_it_offers_what_is_about_the_same_in_other_words(ana: Account, some: str) -> None:
    [found] = offered(ana, "Recovery from the nightly copies failed: no file could be restored")

    assert (found.title, found.outcome, found.learning) == (BACKUPS, "did not work", "Try it.")


def test_it_offers_nothing_for_what_the_log_does_not_know(ana: Account, some: str) -> None:
    assert offered(ana, "Peel the carrots and let them simmer in butter") == []
    assert offered(ana, "") == []
    assert offered(ana, "what happened when we did it") == []


def test_it_offers_three_at_most(ana: Account, write: Write) -> None:
    for number in range(6):
        write(f"Restoring a backup, part {number}")

    assert len(offered(ana, "restore the backup")) == 3


def test_it_leaves_out_what_it_is_told_to(ana: Account, some: str) -> None:
    assert titles(ana, "restore the nightly backups", exclude={some}) == []


def test_it_offers_nobody_what_they_may_not_read(ana: Account, cleo: Account, write: Write) -> None:
    write(BACKUPS, visibility="private")

    assert titles(ana, "restore the backups") == [BACKUPS]
    assert titles(cleo, "restore the backups") == []


def test_a_draft_is_no_earlier_entry(ana: Account, write: Write) -> None:
    write(BACKUPS, draft=True)

    assert titles(ana, "restore the backups") == []


def test_what_others_keep_to_themselves_makes_no_word_known(
    ana: Account, cleo: Account, some: str, write: Write
) -> None:
    text = "restore backups for the pelican, the heron, the stork and the crane"
    assert titles(cleo, text) == []
    write("A pelican, a heron, a stork and a crane", visibility="private")

    assert titles(cleo, text) == []


def test_the_number_of_a_ticket_is_enough(ana: Account, some: str, write: Write) -> None:
    write("The parcel 50168639", happened="It went to Bremen.")

    assert titles(ana, "Something about 50168639") == ["The parcel 50168639"]


@pytest.mark.parametrize("figure", ["2026", "37", "1999"])
def test_a_year_or_a_short_number_is_about_nothing(ana: Account, write: Write, figure: str) -> None:
    write(f"Our plan for {figure}", happened="All went well.")

    assert titles(ana, f"Whatever {figure}") == []


def test_the_larger_the_log_the_more_an_entry_must_have_of_the_text() -> None:
    one = Ranked("one", score=9, words=2, share=0.25)

    assert above_threshold(Ranking([one], told=5.5, size=100)) == [one]
    assert above_threshold(Ranking([one], told=5.5, size=10_000)) == []


def test_the_less_a_text_tells_the_more_an_entry_must_have_of_it() -> None:
    half, nearly_all = (Ranked(f"{share}", score=9, words=2, share=share) for share in (0.4, 0.9))

    assert above_threshold(Ranking([half, nearly_all], told=5.5, size=100)) == [half, nearly_all]
    assert above_threshold(Ranking([half, nearly_all], told=1, size=100)) == [nearly_all]


def test_of_a_whole_form_too_an_entry_must_have_enough() -> None:
    little, enough = (Ranked(f"{share}", score=9, words=4, share=share) for share in (0.12, 0.2))

    assert above_threshold(Ranking([little, enough], told=25, size=100)) == [enough]


def test_the_longer_an_entry_the_more_it_must_have_of_the_text() -> None:
    short, long = (Ranked("one", score=9, words=2, share=0.3, length=length) for length in (600, 6_000))

    assert above_threshold(Ranking([short, long], told=5.5, size=100)) == [short]


def test_another_ranker_can_take_its_place(ana: Account, some: str) -> None:
    class Last:
        def best(
            self, session: Session, reader: Reader, text: str, exclude: Collection[str], most: int
        ) -> list[str]:
            return [some]

    assert titles(ana, "anything", ranker=Last()) == [BACKUPS]


def test_a_page_asks_and_gets_what_fits(as_ana: FlaskClient, some: str) -> None:
    answer = as_ana.post("/log/recall", json={"text": "nobody could restore the backups"})

    [found] = answer.get_json()["entries"]
    assert found["title"] == BACKUPS
    assert found["date"] == "2026-01-05"


def test_nonsense_is_refused(as_ana: FlaskClient, client: FlaskClient) -> None:
    wrong: tuple[object, ...] = ({"text": 1}, {"other": "x"}, {"used": "x"}, [])
    for sent in wrong:
        assert as_ana.post("/log/recall", json=sent).status_code == 422, sent


def test_what_is_chosen_for_a_meeting_is_linked_to_it(as_ana: FlaskClient, some: str) -> None:
    form = {"title": "Backups again", "used_shown": "yes", "used": [some, "no-such-entry"]}
    made = as_ana.post("/meetings/new", data=form)

    meeting = urlsplit(made.headers["Location"]).path.split("/")[-1]
    with database.read() as session:
        [link] = session.scalars(select(EntryLink))
    assert (link.meeting_id, link.used_id, link.entry_id) == (meeting, some, None)
    assert BACKUPS in as_ana.get(f"/meetings/{meeting}").text


def test_a_refused_form_keeps_what_was_chosen(as_ana: FlaskClient, some: str) -> None:
    answer = as_ana.post("/meetings/new", data={"title": "", "used_shown": "yes", "used": [some]})

    assert answer.status_code == 422
    assert Page(answer.text).one("[name=used][checked]").attrs["value"] == some


def test_closing_links_the_entry_that_the_meeting_leaves(
    app: Flask, held: Held, some: str, ana: Account
) -> None:
    with database.session() as session:
        links.use_in_meeting(session, held.meeting, some, ana.id, 0)
        # As it was before the close.
        session.execute(update(EntryLink).values(entry_id=None))
        left = session.scalars(select(Entry.id).where(Entry.meeting_id == held.meeting)).one()
        links.link_closed_meeting(session, held.meeting, left)
    with database.read() as session:
        [link] = session.scalars(select(EntryLink))
        entry = session.scalar(select(Entry.id).where(Entry.meeting_id == held.meeting))

    assert link.entry_id == entry
    assert "Used again in" in held.ana.get(f"/log/{some}").text
    assert BACKUPS in held.ana.get(f"/log/{entry}").text


def test_what_is_taken_off_again_is_no_longer_linked(
    app: Flask, ana: Account, some: str, write: Write
) -> None:
    entry, reader = write("Later"), Reader(ana.id, {})
    with database.session() as session:
        links.keep_for_entry(session, entry, [some], reader, 0)
        links.keep_for_entry(session, entry, [some], reader, 1)
        assert links.chosen_for_entry(session, entry, reader) == [some]
        links.keep_for_entry(session, entry, [], reader, 2)
        assert links.chosen_for_entry(session, entry, reader) == []


def test_nobody_uses_what_they_may_not_read(app: Flask, cleo: Account, write: Write) -> None:
    hidden = write(BACKUPS, visibility="private")
    own = write("Cleo's", by=cleo)
    with database.session() as session:
        links.keep_for_entry(session, own, [hidden, own], Reader(cleo.id, {}), 0)

        assert session.scalars(select(EntryLink)).all() == []
