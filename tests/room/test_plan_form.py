"""Columns and ground rules in the form of a meeting, and templates: keeping one, beginning with one, changing it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from facilitator import database
from facilitator.accounts import people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.meeting.columns import usual_columns
from facilitator.meeting.ground_rules import TEXTS, texts_of
from facilitator.meeting.model import Meeting
from facilitator.room.store import state_now
from facilitator.room.tables import TemplateRow

FORM = "form[data-prepare]"


def fields(browser: FlaskClient, address: str = "/meetings/new") -> dict[str, list[str]]:
    """What a browser without a script sends of the form at this address, once it has a title."""
    return Page(browser.get(address).text).values(FORM) | {"title": ["The release"]}


def send(browser: FlaskClient, sent: dict[str, list[str]], address: str = "/meetings/new") -> TestResponse:
    return browser.post(address, data=MultiDict(sent))


def made(answer: TestResponse) -> tuple[str, Meeting]:
    """The address of the meeting that a form has made or changed, and the meeting."""
    assert answer.status_code == 303, Page(answer.text).words
    path = urlsplit(answer.location).path
    return path, state_now(path.rpartition("/")[2])


def kept(browser: FlaskClient, meeting: str, name: str) -> str:
    """The address of the template that somebody keeps of a meeting."""
    answer = browser.post(f"{meeting}/template", data={"name": name})
    assert answer.status_code == 303, Page(answer.text).words
    return str(answer.location)


@pytest.fixture
def own(as_ana: FlaskClient) -> str:
    """The address of a meeting with a plan of its own: ten minutes, two columns and one rule."""
    sent = fields(as_ana) | {
        **{"minutes": ["10"], "agenda_minutes": ["10"]},
        **{"stage_kind": ["recount", "reflect"], "stage_title": ["", "Write"], "stage_minutes": ["1", "9"]},
        **{
            "column_id": ["driver", ""],
            "column_title": ["Held us up", "Glad"],
            "column_hint": ["", "Or proud?"],
        },
        **{"column_counts_as": ["driver", ""], "rule": ["Phones away.", " "]},
    }
    return made(send(as_ana, sent))[0]


@pytest.fixture
def as_cleo(app: Flask, cleo: Account) -> FlaskClient:
    browser = app.test_client()
    with database.session() as session:
        browser.set_cookie(COOKIE, people.sign_in(session, cleo.id))
    return browser


def test_a_form_that_nobody_touched_makes_the_usual_ones(as_ana: FlaskClient) -> None:
    _, meeting = made(send(as_ana, fields(as_ana)))
    assert (meeting.columns, texts_of(meeting.rules)) == (usual_columns(), TEXTS)


def test_a_meeting_gets_its_own_and_keeps_them_when_its_form_is_sent_again(
    as_ana: FlaskClient, own: str
) -> None:
    meeting = state_now(own.rpartition("/")[2])
    first, second = meeting.columns
    assert (first, meeting.columns[first].title, meeting.columns[second].hint) == (
        "driver",
        "Held us up",
        "Or proud?",
    )
    assert texts_of(meeting.rules) == ("Phones away.",)
    _, again = made(send(as_ana, fields(as_ana, f"{own}/edit"), f"{own}/edit"))
    assert (again.columns, again.rules) == (meeting.columns, meeting.rules)
    shown = Page(as_ana.get(own).text).words
    assert "Held us up counts as “What drove it” Glad Or proud? How you want to talk Phones away." in shown


def test_a_column_that_is_renamed_does_not_ask_its_old_question(as_ana: FlaskClient) -> None:
    sent = fields(as_ana)
    sent["column_title"][:3] = ["Luck", "What drove it ", "Insights"]
    sent["column_hint"][2] = "What is new to you?"
    address, meeting = made(send(as_ana, sent))
    usual = usual_columns()
    luck, drove, insights, _ = meeting.columns.values()
    assert (luck.title, luck.hint, luck.counts_as) == ("Luck", "", "surprise")
    assert (drove.hint, insights.hint) == (usual["driver"].hint, "What is new to you?")

    # Whoever is shown the form again without the question, and writes it once more, wants it. One of the group's
    # own stays when its title is mended.
    sent = fields(as_ana, f"{address}/edit")
    assert sent["column_hint_was"][:3] == ["", usual["driver"].hint, ""]
    sent["column_title"][1:3] = ["Causes", "Insight"]
    again = Page(send(as_ana, sent | {"capacity": ["99"]}, f"{address}/edit").text).values(FORM)
    assert again["column_hint"][1:3] == ["", "What is new to you?"]
    again["column_hint"][1] = usual["driver"].hint
    _, meeting = made(send(as_ana, again | {"capacity": ["12"]}, f"{address}/edit"))
    assert [meeting.columns[kind].hint for kind in ("driver", "learning")] == [
        usual["driver"].hint,
        "What is new to you?",
    ]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"column_title": ["", "", "", "", ""], "column_hint": [""] * 5}, "columns"),
        ({"column_title": ["One", "Two", "one", "Four", ""]}, "columns"),
        ({"column_title": ["One", " ", "Three", "Four", ""]}, "columns-1-title"),
        ({"column_title": ["x" * 61, "Two", "Three", "Four", ""]}, "columns-0-title"),
        ({"rule": ["One.", "", "x" * 201]}, "rules-1"),
        ({"rule": ["One."] * 13}, "rules"),
    ],
)
def test_what_does_not_fit_is_refused_beside_it_and_stays(
    as_ana: FlaskClient, sent: dict[str, list[str]], wrong: str
) -> None:
    answer = send(as_ana, fields(as_ana) | sent)
    page = Page(answer.text)
    assert (answer.status_code, len(page.all(f"#{wrong}-error"))) == (422, 1)
    # The part is unfolded, and has what was typed.
    assert page.all(f"#{wrong.partition('-')[0]}[open]")
    for name, typed in sent.items():
        there = page.values(FORM)[name]
        assert [text.strip() for text in typed if text.strip()] == [
            text.strip() for text in there if text.strip()
        ]


def test_a_meeting_begins_with_a_template(as_ana: FlaskClient, as_cleo: FlaskClient, own: str) -> None:
    template = kept(as_ana, own, "Ten minutes").rpartition("/")[2]
    page = Page(as_cleo.get("/meetings/new").text)
    assert [each.text() for each in page.all("[data-templates] option")] == ["Choose one", "Ten minutes"]

    _, meeting = made(send(as_cleo, fields(as_cleo, f"/meetings/new?template={template}")))
    assert [(stage.kind, stage.title, stage.seconds) for stage in meeting.stages] == [
        ("recount", "What happened", 60),
        ("reflect", "Write", 540),
    ]
    assert [column.title for column in meeting.columns.values()] == ["Held us up", "Glad"]
    assert (next(iter(meeting.columns)), texts_of(meeting.rules)) == ("driver", ("Phones away.",))

    # One that is there already takes it, too, and keeps all else.
    other, _ = made(send(as_ana, fields(as_ana) | {"happened": ["A day."]}))
    changed = fields(as_ana, f"{other}/edit?template={template}")
    _, meeting = made(send(as_ana, changed, f"{other}/edit"))
    assert (len(meeting.stages), meeting.recount.happened) == (2, "A day.")
    assert as_ana.get("/meetings/new?template=nowhere").status_code == 404


def test_an_agenda_of_a_template_is_refused_as_any(as_ana: FlaskClient, own: str) -> None:
    template = kept(as_ana, own, "Ten minutes").rpartition("/")[2]
    sent = fields(as_ana, f"/meetings/new?template={template}") | {"stage_minutes": ["3", "7"]}
    page = Page(send(as_ana, sent).text)
    assert "The failure would take 30 % of the time" in page.text("#agenda-error")


def test_whoever_leads_keeps_a_template_under_a_name_of_its_own(as_ana: FlaskClient, own: str) -> None:
    assert Page(as_ana.get(f"{own}/template").text).value("#name") == ""  # Its title is not for everybody.
    kept(as_ana, own, "Ten minutes")
    for name, sentence in (
        ("TEN minutes", "There is a template called “Ten minutes”"),
        (" ", "Give it a name"),
    ):
        answer = as_ana.post(f"{own}/template", data={"name": name})
        page = Page(answer.text)
        assert (answer.status_code, page.value("#name").strip()) == (422, name.strip())
        assert sentence in page.text("#name-error")


def test_the_list_has_all_and_says_when_there_are_none(as_ana: FlaskClient, own: str) -> None:
    assert "There are none yet." in Page(as_ana.get("/templates").text).words
    assert not Page(as_ana.get("/meetings/new").text).all("[data-templates]")
    kept(as_ana, own, "Ten minutes")
    assert "Ten minutes 10 min · Held us up · Glad" in Page(as_ana.get("/templates").text).words


def test_it_is_changed_and_taken_away_by_whoever_kept_it_and_by_admins(
    as_ana: FlaskClient, as_cleo: FlaskClient, own: str
) -> None:
    template = kept(as_ana, own, "Ten minutes")
    seen = Page(as_cleo.get(template).text)
    assert "Phones away." in seen.words
    # An older one may have an empty rule, which no page shows.
    with database.session() as session:
        row = session.get_one(TemplateRow, template.rpartition("/")[2])
        row.plan = row.plan | {"rules": ["", *row.plan["rules"]]}
    assert len(Page(as_cleo.get(template).text).all("main li")) == len(seen.all("main li"))
    assert not seen.all("#name")
    assert as_cleo.get(f"{template}/edit").status_code == 403
    for what in ("edit", "delete"):
        assert as_cleo.post(f"{template}/{what}", data={"name": "Mine"}).status_code == 403

    assert as_ana.post(f"{template}/delete").status_code == 303
    assert "“Ten minutes” is taken away." in as_ana.get("/templates").text
    assert as_ana.get(template).status_code == 404
    assert as_ana.get(f"{template}/edit").status_code == 404


EDIT = "form[data-template]"


def editing(browser: FlaskClient, template: str) -> dict[str, list[str]]:
    """What a browser without a script sends of the form that changes a template."""
    return Page(browser.get(f"{template}/edit").text).values(EDIT)


def test_a_template_is_changed_where_it_is(as_ana: FlaskClient, own: str) -> None:
    template = kept(as_ana, own, "Ten minutes")
    sent = editing(as_ana, template)
    assert send(as_ana, sent, f"{template}/edit").status_code == 303
    # Nothing was changed by that, so the form is still that of the present version.
    sent |= {"name": ["Twenty"], "stage_minutes": ["2", "18"], "rule": ["Phones away.", "One speaks."]}
    sent["column_title"][1:] = ["Proud"]
    assert send(as_ana, sent, f"{template}/edit").status_code == 303
    shown = Page(as_ana.get(template).text).words
    for words in ("Twenty", "A template of 20 minutes.", "Held us up", "Proud", "One speaks."):
        assert words in shown
    _, meeting = made(send(as_ana, fields(as_ana, f"/meetings/new?template={template.rpartition('/')[2]}")))
    assert [stage.seconds for stage in meeting.stages] == [120, 1080]


@pytest.mark.parametrize(
    ("sent", "wrong", "says"),
    [
        ({"name": ["x" * 61]}, "name", "At most 60 characters"),
        ({"name": ["OTHER"]}, "name", "There is a template called “Other”"),
        ({"stage_minutes": ["3", "7"]}, "agenda", "30 % of the time"),
        ({"stage_minutes": ["1", "soon"]}, "agenda-1-seconds", "Write minutes"),
        ({"column_title": ["x" * 61, "Glad"]}, "columns-0-title", "At most 60 characters"),
        ({"rule": ["x" * 201]}, "rules-0", "At most 200 characters"),
    ],
)
def test_what_does_not_fit_a_template_is_refused_beside_it_and_stays(
    as_ana: FlaskClient, own: str, sent: dict[str, list[str]], wrong: str, says: str
) -> None:
    kept(as_ana, own, "Other")
    template = kept(as_ana, own, "Ten minutes")
    answer = send(as_ana, editing(as_ana, template) | sent, f"{template}/edit")
    page = Page(answer.text)
    assert (answer.status_code, says in page.text(f"#{wrong}-error")) == (422, True)
    for name, typed in sent.items():
        assert [text.strip() for text in page.values(EDIT)[name]][: len(typed)] == typed
    assert "Ten minutes" in Page(as_ana.get(template).text).text("h1")


def test_who_changes_a_template_that_was_changed_meanwhile_sees_both(as_ana: FlaskClient, own: str) -> None:
    template = kept(as_ana, own, "Ten minutes")
    mine = editing(as_ana, template) | {"rule": ["Mine."]}
    theirs = editing(as_ana, template) | {"name": ["Theirs"], "rule": ["Theirs alone."]}
    theirs["column_title"] = ["Held us up", "Sad"]
    assert send(as_ana, theirs, f"{template}/edit").status_code == 303

    answer = send(as_ana, mine, f"{template}/edit")
    page = Page(answer.text)
    assert answer.status_code == 409
    assert "What you both changed: the ground rules." in page.words
    assert "is as somebody else saved it: the name and what people write about." in page.words
    assert "Theirs alone." in page.text("[role=alert] details")
    again = page.values(EDIT)
    assert ([text.strip() for text in again["rule"] if text.strip()], again["name"]) == (
        ["Mine."],
        ["Theirs"],
    )
    assert again["column_title"][:2] == ["Held us up", "Sad"]
    assert "Theirs" in Page(as_ana.get(template).text).text("h1")
    # What is wrong in it does not make it forget from which version it comes.
    assert send(as_ana, mine | {"name": [" "]}, f"{template}/edit").status_code == 422
    assert send(as_ana, mine, f"{template}/edit").status_code == 409

    # The draft in a browser has no button, so who opens it again is asked again.
    assert send(as_ana, again, f"{template}/edit").status_code == 409
    again["seen"] = [str(page.one(f"{EDIT} button[name=seen]").attrs["value"])]
    assert send(as_ana, again, f"{template}/edit").status_code == 303
    assert "Mine." in Page(as_ana.get(template).text).words
    # The same once more is no conflict.
    assert send(as_ana, again, f"{template}/edit").status_code == 303


def test_what_was_typed_outlives_the_template_and_the_right_to_change_it(
    as_ana: FlaskClient, as_cleo: FlaskClient, own: str
) -> None:
    template = kept(as_ana, own, "Ten minutes")
    sent = editing(as_ana, template) | {"name": ["Ours"], "rule": ["Mine."]}
    page = Page(send(as_cleo, sent, f"{template}/edit").text)
    assert "Only whoever kept this template, or an admin, changes it." in page.text("[role=alert]")
    assert page.values(EDIT)["rule"][0].strip() == "Mine."
    assert not page.all(f"{EDIT} .form-foot button")

    kept(as_ana, own, "Other")
    assert as_ana.post(f"{template}/delete").status_code == 303
    answer = send(as_ana, sent, f"{template}/edit")
    page = Page(answer.text)
    assert (answer.status_code, page.text(f"{EDIT} button[name=anew]")) == (404, "Make a new one")
    again = page.values(EDIT) | {"anew": ["1"]}
    answer = send(as_ana, again | {"name": ["Other"]}, f"{template}/edit")
    page = Page(answer.text)
    assert (answer.status_code, "called “Other”" in page.text("#name-error")) == (422, True)
    assert page.all(f"{EDIT} button[name=anew]")
    first, twice = (send(as_ana, again, f"{template}/edit") for _ in range(2))
    assert (first.status_code, twice.location) == (303, first.location)
    shown = Page(as_ana.get(first.location).text).words
    for words in ("It is a new template.", "Ours", "Mine."):
        assert words in shown


def test_what_nobody_else_touched_is_no_conflict(as_ana: FlaskClient, own: str) -> None:
    template = kept(as_ana, own, "Ten minutes")
    mine = editing(as_ana, template) | {"rule": ["Mine."]}
    theirs = editing(as_ana, template) | {"name": ["Theirs"], "stage_minutes": ["1", "19"]}
    for sent in (theirs, mine):
        assert send(as_ana, sent, f"{template}/edit").status_code == 303
    shown = Page(as_ana.get(template).text).words
    for words in ("stays, too: the name and the agenda.", "Theirs", "A template of 20 minutes.", "Mine."):
        assert words in shown
