"""A mail server in every mood: nothing is lost, and nobody gets more than one copy too many."""

import logging
from dataclasses import replace

import pytest
from outbox.conftest import LETTER, PostOffice, let_it_be_due, only_row, post, rows

from facilitator import clock, database, outbox
from facilitator.outbox.delivery import MINUTE_MS, PAUSES_MS
from facilitator.outbox.failures import SENTENCES
from facilitator.outbox.tables import OutboxRow

SERVER = "facilitator.outbox.mail_server"
TEMPORARY = {
    "is busy": "ask_later",
    "has no room": "ask_later",
    "hangs up": "cut_off",
    "stalls": "cut_off",
    "takes it and hangs up": "no_answer",
    "takes it and stalls": "no_answer",
}
PATIENCE = {"stalls": f"{SERVER}.STEP_SECONDS", "takes it and stalls": f"{SERVER}.ANSWER_SECONDS"}


@pytest.mark.parametrize(("mood", "code"), TEMPORARY.items())
def test_it_is_tried_again_until_the_mood_passes(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, mood: str, code: str
) -> None:
    office.mood = mood
    post()
    with monkeypatch.context() as patch:
        if mood in PATIENCE:
            patch.setattr(PATIENCE[mood], 2)
        assert outbox.deliver() == outbox.Delivered(0, 1)
    row = only_row()
    assert (row.state, row.error, row.tries) == ("waiting", code, 1)
    assert 0 < row.next_at - clock.now() <= MINUTE_MS
    office.mood = ""
    assert outbox.deliver() == outbox.Delivered(0, 0)
    let_it_be_due()
    assert outbox.deliver() == outbox.Delivered(1, 0)
    assert rows() == []
    # The copies are the same letter for whoever gets them.
    assert len(office.letters) == (2 if code == "no_answer" else 1)
    assert {letter["Message-ID"] for letter in office.letters} == {f"<{row.id}@example.org>"}
    assert len({letter["Date"] for letter in office.letters}) == 1


def test_a_server_that_is_away_gets_it_when_it_comes_back(office: PostOffice) -> None:
    office.close()
    post()
    outbox.deliver()
    assert only_row().error == "unreachable"
    office.open()
    let_it_be_due()
    outbox.deliver()
    assert (len(office.letters), rows()) == (1, [])


@pytest.mark.parametrize(
    ("mood", "code"), [("refuses the address", "address_refused"), ("refuses the letter", "letter_refused")]
)
def test_a_refusal_for_good_gives_up_at_once(office: PostOffice, mood: str, code: str) -> None:
    office.mood = mood
    post()
    outbox.deliver()
    assert (only_row().state, only_row().error) == ("given_up", code)
    let_it_be_due()
    assert outbox.deliver() == outbox.Delivered(0, 0)


def test_one_refused_address_holds_up_nobody_else(office: PostOffice) -> None:
    office.mood = "refuses the address"
    post()
    outbox.deliver()
    office.mood = ""
    post(outbox.Letter("ben@elsewhere.example", "Hello", "Hello"))
    outbox.deliver()
    assert [letter["To"] for letter in office.letters] == ["ben@elsewhere.example"]


def test_the_pauses_grow_and_end_after_about_three_days(office: PostOffice) -> None:
    office.mood = "is busy"
    post()
    waited = []
    while only_row().state == "waiting":
        outbox.deliver()
        waited.append(round((only_row().next_at - clock.now()) / MINUTE_MS))
        let_it_be_due()
    assert waited == [1, 5, 30, 120, 360, 720, 1440, 1440, 0]
    assert 2.5 < sum(PAUSES_MS) / clock.DAY_MS < 3.5


def test_nobody_knows_twice_and_then_it_is_given_up(office: PostOffice) -> None:
    office.mood = "takes it and hangs up"
    post()
    for _ in range(5):
        outbox.deliver()
        let_it_be_due()
    assert (only_row().state, only_row().error) == ("given_up", "no_answer")
    assert len(office.letters) == 2


def test_after_a_mistake_of_ours_there_is_one_copy_too_many_at_most(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = outbox.Letter.deliver

    def deliver(letter: outbox.Letter, item_id: str, posted_at: int) -> None:
        real(letter, item_id, posted_at)
        raise ValueError

    monkeypatch.setattr(outbox.Letter, "deliver", deliver)
    post()
    for _ in range(4):
        outbox.deliver()
        let_it_be_due()
    assert (only_row().state, only_row().error, len(office.letters)) == ("given_up", "failed", 2)


def test_an_admin_who_asks_for_it_gets_one_more_try(office: PostOffice) -> None:
    test_nobody_knows_twice_and_then_it_is_given_up(office)
    with database.session() as session:
        assert outbox.try_again(session, only_row().id)
    for _ in range(3):
        outbox.deliver()
        let_it_be_due()
    assert (only_row().state, len(office.letters)) == ("given_up", 3)


def test_a_try_that_surely_failed_counts_for_no_copy(office: PostOffice) -> None:
    post()
    for mood in ("takes it and hangs up", "is busy", "is busy", ""):
        office.mood = mood
        outbox.deliver()
        let_it_be_due()
    assert (rows(), len(office.letters)) == ([], 2)


def test_a_process_that_ends_again_and_again_sends_one_copy_at_most(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    post()

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        # As if the process ended between sending it and writing that down.
        patch.setattr("facilitator.outbox.delivery.delete", end)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                outbox.deliver()
            let_it_be_due()
    outbox.deliver()
    assert (only_row().state, only_row().error, len(office.letters)) == ("given_up", "no_answer", 2)


def test_what_has_ended_meanwhile_is_not_sent(office: PostOffice) -> None:
    post(until=clock.now())
    outbox.deliver()
    assert (only_row().state, only_row().error, office.letters) == ("given_up", "too_late", [])


def test_what_ends_before_the_next_try_is_given_up_with_its_cause(office: PostOffice) -> None:
    office.mood = "is busy"
    post(until=clock.now() + MINUTE_MS // 2)
    outbox.deliver()
    assert (only_row().state, only_row().error) == ("given_up", "ask_later")


def test_a_failure_that_comes_late_changes_nothing_for_whoever_has_it_now(office: PostOffice) -> None:
    office.mood = "takes it and hangs up"
    post()
    office.on_letter = let_it_be_due
    outbox.deliver(kind="letter", stops=iter([False, True]).__next__)
    assert (only_row().state, only_row().error) == ("sending", "")


def test_a_process_without_a_mail_server_leaves_letters_to_others(office: PostOffice) -> None:
    post()
    assert office.app
    settings = office.app.config["SETTINGS"]
    office.app.config["SETTINGS"] = replace(settings, smtp_url="")
    assert outbox.deliver() == outbox.Delivered(0, 0)
    with database.read() as session:
        [shown], _ = outbox.undelivered(session)
    assert (shown.tries, shown.error) == (0, "No mail server is set.")
    office.app.config["SETTINGS"] = settings
    assert outbox.deliver() == outbox.Delivered(1, 0)


@pytest.mark.parametrize("mood", ["refuses the address", "is busy"])
def test_neither_log_nor_table_repeats_what_the_server_says(
    office: PostOffice, mood: str, caplog: pytest.LogCaptureFixture
) -> None:
    office.mood = mood
    post()
    with caplog.at_level(logging.DEBUG, "facilitator"):
        outbox.deliver()
    said = "\n".join(
        record.getMessage() for record in caplog.records if record.name.startswith("facilitator")
    )
    assert "a letter could not be sent" in said
    assert LETTER.to not in said
    assert only_row().error in SENTENCES


def test_what_nobody_has_tried_for_a_month_is_deleted_and_the_rest_stays(office: PostOffice) -> None:
    office.mood = "refuses the address"
    for _ in range(2):
        post()
    outbox.deliver()
    old, recent = rows()
    with database.session() as session:
        session.get_one(OutboxRow, old.id).next_at -= 31 * clock.DAY_MS
    outbox.delete_old()
    assert only_row().id == recent.id
