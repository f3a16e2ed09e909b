import pytest
from flask.testing import FlaskClient
from html_page import Page
from outbox.conftest import LETTER, LINK, PostOffice, only_row, post, rows

from facilitator import outbox
from facilitator.outbox import Letter
from facilitator.outbox.overview import MOST_SHOWN


def shown_on(client: FlaskClient) -> str:
    return Page(client.get("/admin").text).words


def test_nothing_is_shown_while_nothing_waits(as_ana: FlaskClient, office: PostOffice) -> None:
    assert "not delivered" not in shown_on(as_ana)


def test_an_admin_sees_what_waits_and_why_and_no_link(as_ana: FlaskClient, office: PostOffice) -> None:
    post()
    assert "Not tried yet." in shown_on(as_ana)
    office.mood = "is busy"
    outbox.deliver()
    shown = shown_on(as_ana)
    assert f"{LETTER.subject}, to {LETTER.to}" in shown
    assert "The mail server asks us to come back later. Tried once, again on" in shown
    assert LINK not in as_ana.get("/admin").text


def test_what_was_given_up_is_tried_again_when_an_admin_says_so(
    as_ana: FlaskClient, office: PostOffice
) -> None:
    office.mood = "refuses the address"
    post()
    outbox.deliver()
    assert "Given up" in shown_on(as_ana)
    assert "The mail server refuses this address." in shown_on(as_ana)
    office.mood = ""
    answer = as_ana.post(f"/admin/outbox/{only_row().id}/try", follow_redirects=True)
    assert "It is tried again now." in answer.text
    assert outbox.deliver() == outbox.Delivered(1, 0)
    assert len(office.letters) == 1


def test_an_admin_deletes_it_and_nobody_gets_it(as_ana: FlaskClient, office: PostOffice) -> None:
    post()
    answer = as_ana.post(f"/admin/outbox/{only_row().id}/delete", follow_redirects=True)
    assert "It is deleted" in answer.text
    outbox.deliver()
    assert (rows(), office.letters) == ([], [])


@pytest.mark.parametrize("deed", ["try", "delete"])
def test_what_was_sent_meanwhile_says_so(as_ana: FlaskClient, office: PostOffice, deed: str) -> None:
    post()
    sent = only_row().id
    outbox.deliver()
    answer = as_ana.post(f"/admin/outbox/{sent}/{deed}", follow_redirects=True)
    assert "It is not waiting any more" in answer.text


def test_each_button_says_which_letter_it_is_for(as_ana: FlaskClient, office: PostOffice) -> None:
    post()
    page = Page(as_ana.get("/admin").text)
    buttons = [
        button.attrs.sget("aria-label") for button in page.all("section[aria-labelledby=undelivered] button")
    ]
    named = f"“{LETTER.subject}” to {LETTER.to}"
    assert buttons == [f"Try again: {named}", f"Delete: {named}"]


def test_only_the_newest_of_very_many_are_shown(as_ana: FlaskClient, office: PostOffice) -> None:
    for number in range(MOST_SHOWN + 2):
        post(Letter(f"person-{number}@elsewhere.example", "Hello", "Hello"))
    page = Page(as_ana.get("/admin").text)
    assert len(page.all("section[aria-labelledby=undelivered] li")) == MOST_SHOWN
    assert "And 2 older ones." in page.words


def test_without_a_mail_server_nothing_is_posted(as_ana: FlaskClient) -> None:
    made = as_ana.post("/admin/invitations", data={"role": "member", "email": "ben@example.org"})
    assert made.status_code == 303
    assert rows() == []


def test_an_invitation_and_its_letter_are_saved_together(as_ana: FlaskClient, office: PostOffice) -> None:
    for _ in range(2):
        form = {"role": "member", "email": "ben@example.org", "once": "A" * 22}
        as_ana.post("/admin/invitations", data=form)
    assert len(rows()) == 1
