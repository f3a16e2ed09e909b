"""The pages of a meeting: preparing, changing, inviting, joining, and the room's door."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from cast import a_meeting
from fixtures.app import data_of
from flask import Flask
from flask.testing import FlaskClient
from html_page import Page
from werkzeug.datastructures import MultiDict

from facilitator import database
from facilitator.accounts.access import COOKIE
from facilitator.accounts.tables import Account
from facilitator.meeting import agenda
from facilitator.meeting import commands as c
from facilitator.meeting.model import Meeting
from facilitator.room import agenda_form, service
from facilitator.room.change import changing
from facilitator.room.store import read_state

TITLE = "The release that took a day"
NOW = 1_900_000_000_000


@pytest.fixture
def meeting(as_ana: FlaskClient) -> str:
    """The address of a meeting that Ana prepared in her browser."""
    answer = as_ana.post("/meetings/new", data={"title": TITLE})
    assert answer.status_code == 303, answer.text
    return urlsplit(answer.location).path


@pytest.fixture
def link(as_ana: FlaskClient, meeting: str) -> str:
    return link_on(as_ana.get(meeting).text)


@pytest.fixture
def ben(app: Flask, meeting: str) -> FlaskClient:
    """A browser without an account."""
    return app.test_client()


def link_on(page: str) -> str:
    return urlsplit(Page(page).value("#link")).path


def agenda_fields(minutes: int, **changed: str) -> MultiDict[str, str]:
    """The agenda as the form sends it: the usual one, with the minutes of some stages changed."""
    fields: MultiDict[str, str] = MultiDict({"title": TITLE, "agenda_minutes": str(minutes)})
    for row in agenda_form.stage_rows(agenda.standard(minutes)):
        fields.add("stage_kind", row["kind"])
        fields.add("stage_title", row["title"])
        fields.add("stage_minutes", changed.get(row["kind"], row["minutes"]))
    return fields


def take(meeting: str, seat: str, command: c.Command) -> None:
    with changing(meeting.rpartition("/")[2]) as change:
        change.take(command, seat, NOW)


def state_of(meeting: str) -> Meeting:
    with database.read() as session:
        return read_state(session, meeting.rsplit("/", 1)[-1])


# --- preparing -------------------------------------------------------------------------------------


def test_a_title_is_enough(as_ana: FlaskClient, meeting: str) -> None:
    state = state_of(meeting)
    assert (state.title, state.secrecy, state.leader) == (TITLE, "anonymous", "Ana")
    assert sum(stage.seconds for stage in state.stages) == 3600


def test_preparing_asks_who_you_are(client: FlaskClient) -> None:
    answer = client.get("/meetings/new")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_it_keeps_what_was_typed_when_the_title_is_missing(as_ana: FlaskClient) -> None:
    data = {"title": " ", "expected": "A <quiet> day", "timeline_at": "9:00", "timeline_what": "It began."}
    answer = as_ana.post("/meetings/new", data=data)
    assert answer.status_code == 422
    assert "Give the meeting a title." in answer.text
    values = Page(answer.text).values("form.prepare-form")
    assert values["expected"] == ["A <quiet> day"]
    assert "It began." in values["timeline_what"]


def test_it_leaves_out_empty_rows_of_the_timeline(as_ana: FlaskClient) -> None:
    data = MultiDict([("title", TITLE)])
    for at, what in (("", ""), ("9:00", "It began."), ("", "")):
        data.add("timeline_at", at)
        data.add("timeline_what", what)
    answer = as_ana.post("/meetings/new", data=data)
    rows = state_of(urlsplit(answer.location).path).timeline.values()
    assert [(row.at, row.what) for row in rows] == [("9:00", "It began.")]


def test_the_timeline_stands_in_order_with_readable_times(as_ana: FlaskClient) -> None:
    data = MultiDict([("title", TITLE)])
    copied, rises = ("2017-01-31T17:20", "A copy is made."), ("", "31 Jan 2017 19:05 Load rises")
    for at, what in (("2017-01-31T22:00", "It stops."), copied, rises):
        data.add("timeline_at", at)
        data.add("timeline_what", what)
    page = as_ana.post("/meetings/new", data=data, follow_redirects=True).text
    words = Page(page).words
    places = [words.index(at) for at in ("2017-01-31 17:20", "31 Jan 2017 19:05", "2017-01-31 22:00")]
    assert places == sorted(places)


def test_a_year_without_a_day_after_it_fails_nothing(as_ana: FlaskClient) -> None:
    data = MultiDict([("title", TITLE)])
    times = ["9999-12-31", "1 Jan", "3 May 10:00", "10:00", "Mon"]
    for at in times:
        data.add("timeline_at", at)
        data.add("timeline_what", "It stops.")
    answer = as_ana.post("/meetings/new", data=data)
    rows = state_of(urlsplit(answer.location).path).timeline.values()
    assert [row.at for row in rows] == times


def test_a_row_that_says_only_when_is_refused_beside_it(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data={"title": TITLE, "timeline_at": "9:00", "timeline_what": ""})
    assert answer.status_code == 422
    assert "Say what happened then." in answer.text


def test_an_agenda_nobody_touched_follows_the_length(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data=agenda_fields(60) | {"minutes": "45"})
    assert sum(stage.seconds for stage in state_of(urlsplit(answer.location).path).stages) == 45 * 60


def test_a_stage_without_minutes_is_left_out(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data=agenda_fields(60, vote=""))
    kinds = [stage.kind for stage in state_of(urlsplit(answer.location).path).stages]
    assert kinds == [kind for kind in agenda.KINDS if kind != "vote"]


def test_the_page_says_how_long_each_stage_is(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data=agenda_fields(60, vote="0:36", commit="13:24"))
    shown = Page(as_ana.get(answer.location).text).one(".agenda-plain").text(separator=" ").split("\n")

    lengths = {line.strip() for line in shown} & {"36 s", "13 min 24 s", "6 min", "0:36 min"}
    assert lengths == {"36 s", "13 min 24 s", "6 min"}


def test_too_much_failure_is_refused_beside_the_agenda(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data=agenda_fields(60, recount="20"))
    assert answer.status_code == 422
    assert "The failure would take" in answer.text


def test_minutes_that_nobody_can_read_are_refused_beside_them(as_ana: FlaskClient) -> None:
    answer = as_ana.post("/meetings/new", data=agenda_fields(60, recount="six"))
    assert answer.status_code == 422
    assert "Write minutes, like 6 or 2:30." in answer.text


@pytest.mark.parametrize(("typed", "seconds"), [("6", 360), ("2:30", 150), ("2.5", 150), ("2,5", 150)])
def test_minutes_are_read_as_people_write_them(typed: str, seconds: int) -> None:
    assert agenda_form.seconds_of(typed) == seconds


@pytest.mark.parametrize("typed", ["", "six", "1:2:3", "nan", "inf", "1e999", "²"])
def test_other_minutes_are_left_for_the_schema_to_refuse(typed: str) -> None:
    assert agenda_form.seconds_of(typed) == typed


def test_a_date_is_read_in_the_zone_of_the_browser(as_ana: FlaskClient) -> None:
    data = {"title": TITLE, "scheduled": "2027-03-09T14:00", "zone": "Europe/Berlin"}
    answer = as_ana.post("/meetings/new", data=data)
    assert state_of(urlsplit(answer.location).path).scheduled_at == 1804597200000


def test_the_zone_of_the_browser_stays_the_meetings(as_ana: FlaskClient) -> None:
    data = {"title": TITLE, "scheduled": "2027-03-09T14:00", "zone": "Pacific/Kiritimati"}
    path = urlsplit(as_ana.post("/meetings/new", data=data).location).path
    assert state_of(path).zone == "Pacific/Kiritimati"
    assert "Time zone: Pacific/Kiritimati" in Page(as_ana.get(path).text).words

    as_ana.post("/account/zone", data={"zone": "Europe/Berlin"})
    form = Page(as_ana.get(path + "/edit").text).values("form[data-prepare]")
    assert (form["scheduled"], form["zone"]) == (["2027-03-09T14:00"], ["Pacific/Kiritimati"])
    as_ana.post(path + "/edit", data=form)
    assert state_of(path).zone == "Pacific/Kiritimati"


def test_without_a_script_it_is_the_zone_of_the_account(as_ana: FlaskClient) -> None:
    as_ana.post("/account/zone", data={"zone": "Asia/Kolkata"})
    form = Page(as_ana.get("/meetings/new").text).values("form[data-prepare]")
    assert form["zone"] == ["Asia/Kolkata"]
    path = urlsplit(as_ana.post("/meetings/new", data={"title": TITLE}).location).path
    assert state_of(path).zone == "Asia/Kolkata"


@pytest.mark.parametrize("zone", ["Nowhere/At all", "../../etc/passwd", "", "/"])
def test_a_zone_that_does_not_exist_is_refused_beside_the_date(as_ana: FlaskClient, zone: str) -> None:
    answer = as_ana.post(
        "/meetings/new", data={"title": TITLE, "scheduled": "2027-03-09T14:00", "zone": zone}
    )
    assert answer.status_code == 422
    assert Page(answer.text).text("#scheduled-error")
    assert Page(answer.text).value("[name=scheduled]") == "2027-03-09T14:00"


# --- the agenda editor's question ------------------------------------------------------------------


def test_it_judges_an_agenda(client: FlaskClient) -> None:
    stages = [{"kind": "recount", "seconds": 60}, {"kind": "discuss", "minutes": "9"}]
    answer = client.post("/meetings/check-agenda", json={"stages": stages})
    assert (data_of(answer)["share"], data_of(answer)["level"]) == (10.0, "ok")
    assert data_of(answer)["failure"] == "1 min"


def test_it_gives_the_usual_agenda_of_a_length(client: FlaskClient) -> None:
    stages = [{"kind": "recount", "minutes": "1"}, {"kind": "discuss", "minutes": "9"}]
    answer = client.post("/meetings/check-agenda", json={"stages": stages, "minutes": 45})
    assert {row["kind"]: row["minutes"] for row in data_of(answer)["stages"]}["recount"] == "4:30"


@pytest.mark.parametrize("body", [{}, {"stages": []}, {"stages": [1]}, {"stages": [{"kind": "recount"}]}, []])
def test_an_agenda_it_cannot_read_gets_a_sentence(client: FlaskClient, body: object) -> None:
    answer = client.post("/meetings/check-agenda", json=body)
    assert answer.status_code in (400, 422)
    assert data_of(answer)["ok"] is False


# --- the meeting's own page --------------------------------------------------------------------------


def test_it_shows_the_link_and_its_code(as_ana: FlaskClient, meeting: str) -> None:
    page = as_ana.get(meeting).text
    assert link_on(page).startswith("/join/")
    assert Page(page).all("main svg")


def test_it_is_closed_to_others(client: FlaskClient, meeting: str, cleo: Account, app: Flask) -> None:
    outsider = app.test_client()
    for path in ("", "/edit", "/people", "/invite.ics"):
        assert outsider.get(meeting + path).status_code == 403
    for path in ("/edit", "/title", "/link", "/lock", "/delete"):
        assert outsider.post(meeting + path, data={"title": "Mine"}).status_code == 403


def test_a_meeting_can_be_changed_until_it_begins(as_ana: FlaskClient, meeting: str) -> None:
    data = agenda_fields(60, vote="3")
    data.update({"votes": "5", "tags": "release, Release"})
    data["title"] = "The long day"
    assert as_ana.post(meeting + "/edit", data=data).status_code == 303
    state = state_of(meeting)
    assert (state.title, state.votes, state.tags) == ("The long day", 5, ("release",))
    assert sum(stage.seconds for stage in state.stages) == 61 * 60


def test_a_meeting_can_be_renamed(as_ana: FlaskClient, meeting: str) -> None:
    assert as_ana.post(meeting + "/title", data={"title": "The long day"}).status_code == 303
    assert state_of(meeting).title == "The long day"


def test_a_meeting_keeps_its_title_when_the_new_one_is_empty(as_ana: FlaskClient, meeting: str) -> None:
    answer = as_ana.post(meeting + "/title", data={"title": " "})
    assert answer.status_code == 422
    assert "Give the meeting a title." in answer.text
    assert state_of(meeting).title == TITLE


def test_names_cannot_be_shown_once_somebody_joined(
    as_ana: FlaskClient, meeting: str, link: str, ben: FlaskClient
) -> None:
    ben.post(link, data={"name": "Ben"})
    answer = as_ana.post(meeting + "/edit", data={"title": "Changed", "secrecy": "named"})
    assert answer.status_code == 422
    assert Page(answer.text).text("#secrecy-error")
    assert state_of(meeting).title == TITLE


def test_a_renewed_link_ends_the_old_one(as_ana: FlaskClient, meeting: str, link: str) -> None:
    as_ana.post(meeting + "/link")
    fresh = link_on(as_ana.get(meeting).text)
    assert as_ana.get(fresh).status_code == 200
    assert as_ana.get(link).status_code == 404


def test_a_deleted_meeting_is_gone(as_ana: FlaskClient, meeting: str, link: str) -> None:
    assert as_ana.post(meeting + "/delete").status_code == 303
    assert as_ana.get(meeting).status_code == 404
    assert as_ana.get(link).status_code == 404


def test_only_the_account_that_prepared_it_can_delete_it(
    as_ana: FlaskClient, meeting: str, app: Flask
) -> None:
    as_ana.delete_cookie(COOKIE)
    assert as_ana.get(meeting).status_code == 200
    assert as_ana.post(meeting + "/delete").status_code == 403


def test_a_dated_meeting_has_a_calendar_file(as_ana: FlaskClient, meeting: str) -> None:
    as_ana.post(meeting + "/edit", data={"title": TITLE, "scheduled": "2027-03-09T13:00", "zone": "UTC"})
    answer = as_ana.get(meeting + "/invite.ics")
    assert answer.mimetype == "text/calendar"
    assert "DTSTART:20270309T130000Z" in answer.text


def test_a_meeting_without_a_date_has_none(as_ana: FlaskClient, meeting: str) -> None:
    assert as_ana.get(meeting + "/invite.ics").status_code == 404


def test_it_tells_who_is_in(as_ana: FlaskClient, meeting: str, link: str, ben: FlaskClient) -> None:
    ben.post(link, data={"name": "Ben"})
    answer = data_of(as_ana.get(meeting + "/people"))
    assert [person["name"] for person in answer["people"]] == ["Ana", "Ben"]
    assert answer["words"] == "2 have joined; none of them are in the room now."


# --- joining -----------------------------------------------------------------------------------------


def test_the_name_has_the_focus(ben: FlaskClient, link: str) -> None:
    page = Page(ben.get(link).text)
    assert "autofocus" in page.one("#name").attributes
    assert "About a tenth of the time goes to what happened." in page.words


def test_looking_at_the_link_takes_no_seat(ben: FlaskClient, meeting: str, link: str) -> None:
    answer = ben.get(link)
    assert TITLE in answer.text
    assert "Set-Cookie" not in answer.headers or "seat_" not in answer.headers["Set-Cookie"]
    assert len(state_of(meeting).seats) == 1


@pytest.mark.parametrize("behind", [".", "/", ",", ")", "./", "%E2%80%9D", "!"])
def test_a_link_may_have_the_punctuation_of_a_sentence_behind_it(
    ben: FlaskClient, link: str, behind: str
) -> None:
    answer = ben.get(link + behind, follow_redirects=True)
    assert (answer.status_code, TITLE in answer.text) == (200, True)


def test_joining_leads_to_the_room(ben: FlaskClient, meeting: str, link: str) -> None:
    answer = ben.post(link, data={"name": " Ben "})
    assert answer.location == meeting.replace("/meetings/", "/room/")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert ben.get(answer.location).status_code == 200


def test_coming_back_gives_the_same_seat(ben: FlaskClient, meeting: str, link: str) -> None:
    ben.post(link, data={"name": "Ben"})
    assert "You are in as Ben" in Page(ben.get(link).text).words
    ben.post(link, data={"name": "Somebody else"})
    assert len(state_of(meeting).seats) == 2


@pytest.mark.parametrize(
    ("name", "said"), [("", "Tell the others"), ("ana", "already"), ("x" * 61, "At most 60")]
)
def test_a_name_that_does_not_do_is_kept_and_explained(
    ben: FlaskClient, link: str, name: str, said: str
) -> None:
    answer = ben.post(link, data={"name": name})
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert Page(answer.text).value("input[name=name]") == name


def test_the_invitation_says_who_leads_it(
    ben: FlaskClient, meeting: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chair is free when anybody may take it, and not as soon as a connection is lost."""

    def told(at: int = NOW) -> str:
        monkeypatch.setattr("facilitator.clock.now", lambda: at)
        return Page(ben.get(link).text).words

    assert "Ana leads it." in told()
    (ana,) = state_of(meeting).seats
    for command in (c.Arrive(), c.Start(), c.Leave()):
        take(meeting, ana, command)
    assert "chair is free" not in told(NOW + 29_999)
    assert "Ana prepared it. The chair is free: nobody leads it just now." in told(NOW + 30_000)


def test_a_link_that_never_was_gets_a_sentence(client: FlaskClient) -> None:
    for method in (client.get, client.post):
        answer = method("/join/" + "A" * 24)
        assert answer.status_code == 404
        assert "That link has ended." in answer.text


def test_a_locked_room_says_so(as_ana: FlaskClient, meeting: str, link: str, ben: FlaskClient) -> None:
    as_ana.post(meeting + "/lock", data={"locked": "yes"})
    assert "The room is locked" in ben.get(link).text
    assert ben.post(link, data={"name": "Ben"}).status_code == 403
    as_ana.post(meeting + "/lock", data={"locked": "no"})
    assert ben.post(link, data={"name": "Ben"}).status_code == 303


def test_a_full_room_says_so(
    as_ana: FlaskClient, app: Flask, meeting: str, link: str, ben: FlaskClient
) -> None:
    as_ana.post(meeting + "/edit", data={"title": TITLE, "capacity": "2"})
    app.test_client().post(link, data={"name": "Cleo"})
    assert "The room is full" in ben.get(link).text
    assert ben.post(link, data={"name": "Ben"}).status_code == 409


def test_it_says_when_anonymity_is_thin(as_ana: FlaskClient, app: Flask, link: str) -> None:
    thin = "With two or three people"
    assert thin in app.test_client().get(link).text
    for name in ("Ben", "Cleo"):
        app.test_client().post(link, data={"name": name})
    assert thin not in app.test_client().get(link).text


# --- the room's door -----------------------------------------------------------------------------------


def test_the_room_opens_with_its_seat_only(as_ana: FlaskClient, meeting: str, ben: FlaskClient) -> None:
    room = meeting.replace("/meetings/", "/room/")
    assert as_ana.get(room).status_code == 200
    refused = ben.get(room)
    assert refused.status_code == 403
    assert "You need the link" in refused.text


def test_a_leader_can_bring_their_seat_to_another_browser(as_ana: FlaskClient, meeting: str) -> None:
    room = meeting.replace("/meetings/", "/room/")
    as_ana.delete_cookie(f"seat_{meeting.rsplit('/', 1)[-1]}")
    assert "Your seat is elsewhere" in as_ana.get(room).text
    assert as_ana.post(room).status_code == 303
    assert as_ana.get(room).status_code == 200
    assert len(state_of(meeting).seats) == 1


def test_who_has_no_seat_cannot_bring_one(as_ana: FlaskClient, app: Flask) -> None:
    with app.app_context(), database.session() as session:
        other, _, _ = service.create_meeting(session, None, a_meeting())
    assert as_ana.post(f"/room/{other}").status_code == 403


def test_everybody_in_the_room_can_invite(ben: FlaskClient, meeting: str, link: str) -> None:
    room = meeting.replace("/meetings/", "/room/")
    assert ben.get(room + "/invite", headers={"Accept": "application/json"}).status_code == 403
    ben.post(link, data={"name": "Ben"})
    assert data_of(ben.get(room + "/invite"))["url"].endswith(link)


def test_only_who_leads_can_renew_the_link_in_the_room(
    as_ana: FlaskClient, ben: FlaskClient, meeting: str, link: str
) -> None:
    room = meeting.replace("/meetings/", "/room/")
    ben.post(link, data={"name": "Ben"})
    assert ben.post(room + "/link").status_code == 403
    assert not data_of(as_ana.post(room + "/link"))["url"].endswith(link)


def test_the_rooms_words_are_the_same_for_everybody_and_may_be_kept(
    as_ana: FlaskClient, client: FlaskClient, meeting: str
) -> None:
    room = as_ana.post(meeting.replace("/meetings/", "/room/"), follow_redirects=True)
    boot = json.loads(Page(room.text).text("#boot"))

    answer = client.get(boot["words"])
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/room/words").headers["Cache-Control"] == "no-cache"
    assert answer.get_json()["questions"].keys() == set(agenda.KINDS)
    assert {"field", "sentence", "pattern", "flags"} <= answer.get_json()["hints"][0].keys()
