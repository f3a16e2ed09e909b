from contextlib import suppress

from outbox.conftest import LETTER, LINK, PostOffice, let_it_be_due, only_row, post, rows

from facilitator import database, outbox
from facilitator.outbox import Delivered
from facilitator.outbox.tables import OutboxKey


def test_a_letter_is_sent_once_and_leaves_the_outbox(office: PostOffice) -> None:
    post()
    assert outbox.deliver() == Delivered(1, 0)
    assert outbox.deliver() == Delivered(0, 0)
    (letter,) = office.letters
    assert (letter["To"], letter["Subject"]) == (LETTER.to, LETTER.subject)
    assert (letter["From"], letter["Auto-Submitted"]) == (
        "facilitator <facilitator@example.org>",
        "auto-generated",
    )
    assert LINK in letter.get_content()
    assert rows() == []


def test_what_is_undone_posts_nothing(office: PostOffice) -> None:
    with suppress(ZeroDivisionError), database.session() as session:
        outbox.post(session, LETTER, key="a key")
        raise ZeroDivisionError
    assert (rows(), post(key="a key")) == ([], True)


def test_a_key_is_posted_once_also_after_the_delivery(office: PostOffice) -> None:
    assert (post(key="invitation:1"), post(key="invitation:1")) == (True, False)
    outbox.deliver()
    assert (post(key="invitation:1"), post(key="invitation:2"), post(), post()) == (False, True, True, True)
    outbox.deliver()
    assert len(office.letters) == 4


def test_a_key_tells_nothing(office: PostOffice) -> None:
    post(key="invitation:1")
    with database.read() as session:
        assert "invitation" not in session.query(OutboxKey).one().hash


def test_letters_in_any_script_arrive(office: PostOffice) -> None:
    post(outbox.Letter("zoe@elsewhere.example", "花子 invites you", "Привет,\n\n.\nليلى\n"))
    outbox.deliver()
    (letter,) = office.letters
    assert letter["Subject"] == "花子 invites you"
    assert letter.get_content().split() == ["Привет,", ".", "ليلى"]


def test_headers_with_a_url_are_bare_and_other_lines_are_short(office: PostOffice) -> None:
    url = f"<https://meet.example.org/{'x' * 120}>"
    post(outbox.Letter("zoe@elsewhere.example", "花子 " * 60, "Ü" * 300, {"List-Unsubscribe": url}))
    outbox.deliver()
    # Reading a header would decode it, which mail programs do not do with this one.
    lines = office.raw[0].splitlines()
    assert f"List-Unsubscribe: {url}".encode() in lines
    assert [line for line in lines if len(line) > 78] == [f"List-Unsubscribe: {url}".encode()]


def test_whoever_is_told_to_stop_leaves_the_rest(office: PostOffice) -> None:
    post()
    assert outbox.deliver(stops=lambda: True) == Delivered(0, 0)
    assert only_row().tries == 0


def test_what_a_newer_version_posted_waits_for_that(office: PostOffice) -> None:
    post()
    with database.session() as session:
        session.get_one(type(only_row()), only_row().id).kind = "pigeon"
        assert outbox.undelivered(session) == ([], 0)
    let_it_be_due()
    assert outbox.deliver() == Delivered(0, 0)
    assert only_row().kind == "pigeon"
