"""The pages on which admins look after webhooks."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from fixtures.entries import Writer
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from sqlalchemy import select
from webhooks.conftest import Receiver, the, webhook

from facilitator import database, outbox
from facilitator.webhooks import signing, trial
from facilitator.webhooks.tables import Webhook

FORM: dict[str, Any] = {"name": "Ops", "format": "slack", "events": ["entry.shared", "action.due"]}
SECRET = "a-secret-of-the-receiver"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def all_of() -> list[Webhook]:
    with database.read() as session:
        return list(session.scalars(select(Webhook)))


def made(as_ana: FlaskClient, receiver: Receiver, **more: Any) -> Webhook:
    answer = as_ana.post("/admin/webhooks/new", data={**FORM, "url": receiver.url, **more})
    assert answer.status_code == 303, Page(answer.text).words
    [found] = all_of()
    return found


def test_an_admin_makes_changes_pauses_and_deletes_one(
    as_ana: FlaskClient, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "facilitator.security")
    assert "There are none yet." in Page(as_ana.get("/admin/webhooks").text).words
    one = made(as_ana, receiver)
    assert (one.name, one.format, one.events, one.state) == ("Ops", "slack", FORM["events"], "on")
    assert "Slack, http://127.0.0.1" in Page(as_ana.get("/admin/webhooks").text).words
    address = f"/admin/webhooks/{one.id}"
    page = Page(as_ana.get(address).text)
    assert [each.attrs.sget("value") for each in page.all("input[name=events][checked]")] == FORM["events"]
    as_ana.post(address, data=FORM | {"name": "Dev", "url": "", "events": ["meeting.closed"]})
    changed = the(one)
    assert (changed.name, changed.events, changed.url) == ("Dev", ["meeting.closed"], one.url)
    for deed, state in (("pause", "paused"), ("resume", "on")):
        as_ana.post(f"{address}/{deed}")
        assert the(one).state == state
    as_ana.post(f"{address}/delete")
    assert all_of() == []
    noted = [each.getMessage().split()[0] for each in caplog.records if each.name == "facilitator.security"]
    assert noted == [f"webhook_{deed}" for deed in ("made", "changed", "paused", "resumed", "deleted")]
    assert as_ana.get(address).status_code == 404


def test_the_url_is_shown_nowhere_again_and_the_secret_when_asked_for(
    as_ana: FlaskClient, receiver: Receiver
) -> None:
    one = made(as_ana, receiver, format="standard")
    address = f"/admin/webhooks/{one.id}"
    secret = signing.secret_of(one)
    for page in ("/admin/webhooks", address, "/admin"):
        assert SECRET not in as_ana.get(page).text
        assert secret not in as_ana.get(page).text
    assert secret in as_ana.post(f"{address}/secret").text
    renewed = as_ana.post(f"{address}/secret/renew").text
    assert secret not in renewed
    assert signing.secret_of(the(one)) in renewed


def test_loading_the_page_with_the_new_secret_again_renews_it_once(
    as_ana: FlaskClient, receiver: Receiver
) -> None:
    one = made(as_ana, receiver, format="standard")
    address = f"/admin/webhooks/{one.id}"
    form = Page(as_ana.get(address).text).value("form[action$=renew] input[name=once]")
    for _ in range(2):
        page = as_ana.post(f"{address}/secret/renew", data={"once": form}).text
        assert signing.secret_of(the(one)) in page
    assert the(one).old_secret_id == one.secret_id


def test_with_another_secret_key_the_page_asks_for_the_url_and_tells_of_the_secret(
    as_ana: FlaskClient, receiver: Receiver
) -> None:
    one = made(as_ana, receiver, format="standard")
    address = f"/admin/webhooks/{one.id}"
    sentence = "Paste it again. Its secret is another one now, too."
    assert sentence not in Page(as_ana.get(address).text).words
    with database.session() as session:
        session.get_one(Webhook, one.id).url = "x" * len(one.url)
    assert sentence in Page(as_ana.get(address).text).words


def test_nobody_tries_many_names(as_ana: FlaskClient, receiver: Receiver) -> None:
    form = FORM | {"url": "http://127.0.0.2/"}
    pages = [Page(as_ana.post("/admin/webhooks/new", data=form).text) for _ in range(12)]
    errors = [page.all("#url-error")[0].text() for page in pages]
    assert ["network" in said for said in errors] == [True] * 10 + [False] * 2
    assert "Try again in" in errors[-1]
    assert pages[-1].value("input[name=url]") == form["url"]


def test_urls_that_fit_do_not_count(as_ana: FlaskClient, receiver: Receiver) -> None:
    one = made(as_ana, receiver)
    answers = [as_ana.post(f"/admin/webhooks/{one.id}", data=FORM | {"url": receiver.url}) for _ in range(12)]
    assert {answer.status_code for answer in answers} == {303}


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"name": ""}, "name", "Write who or what receives it."),
        ({"format": "pigeon"}, "format", "Choose one of"),
        ({"events": []}, "events", "Choose at least one."),
        ({"events": ["meeting.began"]}, "events", "Choose some of those"),
        ({"url": ""}, "url", "Paste the URL"),
        ({"url": "ftp://hooks.example/"}, "url", "This is no URL to which we can send"),
        ({"url": "http://127.0.0.2/"}, "url", "in a network to which we send nothing"),
        ({"url": "http://[::ffff:169.254.169.254]/latest"}, "url", "in a network to which we send nothing"),
        ({"url": "https://no-such-host.invalid/"}, "url", "There is no server with this name."),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_nothing_typed_is_lost(
    as_ana: FlaskClient, receiver: Receiver, sent: dict[str, Any], field: str, sentence: str
) -> None:
    form = FORM | {"url": receiver.url} | sent
    answer = as_ana.post("/admin/webhooks/new", data=form)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert sentence in page.all(f"#{field}-error")[0].text()
    assert page.value("input[name=url]") == form["url"]
    assert page.value("input[name=name]") == form["name"]
    assert all_of() == []


def test_another_url_is_checked_too_and_begins_again(as_ana: FlaskClient, receiver: Receiver) -> None:
    one = webhook(receiver.url)
    with database.session() as session:
        session.get_one(Webhook, one.id).state = "ended"
    address = f"/admin/webhooks/{one.id}"
    assert as_ana.post(address, data=FORM | {"url": "http://127.0.0.2/"}).status_code == 422
    assert (the(one).state, the(one).url) == ("ended", one.url)
    as_ana.post(address, data=FORM | {"url": receiver.url + "2"})
    assert the(one).state == "on"
    as_ana.post(f"{address}/test")
    assert receiver.got[0].path.endswith("receiver2")


def test_two_do_not_look_alike(as_ana: FlaskClient, receiver: Receiver) -> None:
    address = f"/admin/webhooks/{made(as_ana, receiver).id}"
    for name, status in (("OPS", 422), ("Dev", 303)):
        answer = as_ana.post("/admin/webhooks/new", data=FORM | {"url": receiver.url, "name": name})
        assert answer.status_code == status
        if status == 422:
            assert "There is a webhook called “Ops”." in Page(answer.text).text("#name-error")
    for name, status in (("dev", 422), ("Ops", 303)):
        assert as_ana.post(address, data=FORM | {"name": name}).status_code == status


def test_the_form_sent_twice_makes_one(as_ana: FlaskClient, receiver: Receiver) -> None:
    for _ in range(2):
        made(as_ana, receiver, once="A" * 22)


def test_a_test_shows_what_the_receiver_answers_and_no_more(as_ana: FlaskClient, receiver: Receiver) -> None:
    one = made(as_ana, receiver)
    receiver.status, receiver.text = 403, "<b>invalid_token</b> " + "x" * 5000
    page = Page(as_ana.post(f"/admin/webhooks/{one.id}/test").text)
    assert "The receiver refuses it. Check the URL and the format. It answered 403:" in page.words
    [shown] = page.all(".webhook-answer")
    assert shown.text().startswith("<b>invalid_token</b>")
    assert len(shown.text()) == trial.LONGEST
    receiver.status, receiver.text = 200, ""
    assert (
        "The receiver took it. It answered 200."
        in Page(as_ana.post(f"/admin/webhooks/{one.id}/test").text).words
    )
    assert receiver.got[0].json["blocks"][0]["text"]["text"] == "A test from facilitator: this works."


def test_a_test_says_why_there_is_no_answer(
    as_ana: FlaskClient, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "SECONDS", 1.0)
    one = made(as_ana, receiver)
    receiver.mood = "stalls"
    assert "nobody knows whether it was taken" in as_ana.post(f"/admin/webhooks/{one.id}/test").text
    receiver.close()
    assert "The receiver cannot be reached." in as_ana.post(f"/admin/webhooks/{one.id}/test").text
    receiver.open()


def test_tests_that_come_too_often_are_refused(as_ana: FlaskClient, receiver: Receiver) -> None:
    one = made(as_ana, receiver)
    answers = [as_ana.post(f"/admin/webhooks/{one.id}/test").status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert len(receiver.got) == 5


def test_people_shows_what_was_not_delivered(as_ana: FlaskClient, receiver: Receiver, writer: Writer) -> None:
    made(as_ana, receiver)
    receiver.status = 404
    writer.share(writer.write("A secret title"), names="no")
    outbox.deliver()
    page = Page(as_ana.get("/admin").text).words
    assert "entry.shared, to Ops" in page
    assert "The receiver refuses it. Check the URL and the format. Tried once" in page
    assert "A secret title" not in page


def test_without_an_address_of_our_own_the_page_says_so(as_ana: FlaskClient) -> None:
    assert "FACILITATOR_BASE_URL" in as_ana.get("/admin/webhooks").text
