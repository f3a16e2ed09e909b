from typing import Any

import pytest
from fixtures.entries import LEARNED, Writer, actions_of, is_gone, kinds_of, the
from fixtures.held import browser
from flask import Flask
from html_page import Page
from werkzeug.test import TestResponse

from facilitator.log.entry.content import MOST_BYTES

NEW_ID = "abcdefghijklmnopqrstuv"


def keep(writer: Writer, form: dict[str, str]) -> TestResponse:
    """What the page's script sends a moment after typing."""
    return writer.browser.post(f"/log/{NEW_ID}/draft", data=form, headers={"Accept": "application/json"})


def test_a_title_and_a_learning_are_enough(writer: Writer) -> None:
    entry_id = writer.write()
    page = writer.browser.get(f"/log/{entry_id}").text

    assert (the(entry_id).visibility, the(entry_id).draft, the(entry_id).version) == ("private", False, 1)
    assert "A sale that did not happen" in page
    assert LEARNED in page
    assert "Only you can read this" in page


def test_the_answer_names_the_sending_that_arrived_and_no_other(writer: Writer) -> None:
    sending = "0123456789abcdefghi-_x"

    def cookies(**form: str) -> list[str]:
        answer = writer.browser.post("/log/new", data={"learned": LEARNED, "sending": sending} | form)
        return [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("arrived=")]

    assert [line.split(";")[0] for line in cookies(title="A sale")] == [f"arrived={sending}"]
    assert cookies(title="") == []
    assert cookies(title="A sale", sending="x; Domain=example.org") == []


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(writer: Writer) -> None:
    answer = writer.browser.post(
        "/log/new", data={"title": "", "happened": "They left.", "tags": "price, sales"}
    )

    assert answer.status_code == 422
    assert "Give it a title" in answer.text
    assert "Write down one thing that you learned" in answer.text
    assert "They left." in answer.text
    assert "price, sales" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("tags", ", ".join(f"tag {n}" for n in range(5000)), "At most 20 tags"),
        ("tags", "x" * 41, "At most 40 characters"),
        ("title", "x" * 201, "At most 200 characters"),
        ("date", "2026-02-30", "Choose the day"),
        ("category", "gossip", "Choose one of"),
        ("outcome", "failed", "Choose one of"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    writer: Writer, field: str, value: str, said: str
) -> None:
    form = {"title": "A sale", "learned": LEARNED, "date": "2026-02-03"} | {field: value}
    answer = writer.browser.post("/log/new", data=form)

    assert answer.status_code == 422
    assert said in answer.text
    assert field in ("category", "outcome") or value[:60] in answer.text


def test_200_kb_of_text_is_kept_and_more_is_refused_with_every_word(writer: Writer) -> None:
    text = "ж" * (MOST_BYTES // 2 - 200)
    entry_id = writer.write(happened=text)
    refused = writer.browser.post(
        "/log/new", data={"title": "A", "learned": "B", "happened": text + "ж" * 400}
    )

    assert the(entry_id).happened == text
    assert refused.status_code == 422
    assert "longer than 200 KB" in refused.text
    assert text in refused.text


def test_names_in_any_script_stay_as_they_are_and_nothing_becomes_html(writer: Writer) -> None:
    hostile = "<script>alert(1)</script> & “مرحبا” 学习 🙂"
    entry_id = writer.write(title=hostile, learned=hostile, did=hostile, tags="تعلم, <b>学习</b>")
    page = writer.browser.get(f"/log/{entry_id}").text

    assert the(entry_id).title == hostile
    assert the(entry_id).tags == ["تعلم", "<b>学习</b>"]
    assert "<script>alert" not in page
    assert "<b>学习" not in page


def test_actions_come_and_go_with_the_form(writer: Writer) -> None:
    rows: dict[str, Any] = {
        f"action_{name}": ["", ""] for name in ("id", "hypothesis", "test", "signal", "support", "due")
    }
    rows |= {"action_kind": ["step", "step"], "action_what": ["Call them", ""], "action_owner": ["Ben", ""]}
    entry_id = writer.write(**rows)
    [action] = actions_of(entry_id)
    writer.change(entry_id)

    assert (action.what, action.owner, action.state) == ("Call them", "Ben", "open")
    assert actions_of(entry_id) == []


def test_an_action_that_says_nothing_is_refused_beside_its_field(writer: Writer) -> None:
    rows = {f"action_{name}": "" for name in ("id", "what", "hypothesis", "test", "signal", "support", "due")}
    form = {"title": "A", "learned": "B", "action_kind": "step", "action_owner": "Ben"} | rows
    answer = writer.browser.post("/log/new", data=form)

    assert answer.status_code == 422
    assert "Say what is to be done" in answer.text
    assert Page(answer.text).all("[name=action_owner][value=Ben]")


def test_an_id_of_somebody_elses_action_takes_nothing_away(writer: Writer, other: Writer) -> None:
    row = {f"action_{name}": "" for name in ("id", "hypothesis", "test", "signal", "owner", "support", "due")}
    row |= {"action_kind": "step", "action_what": "Call them"}
    theirs = actions_of(writer.write(**row))[0]
    mine = other.write(**row | {"action_id": theirs.id})

    assert actions_of(theirs.entry_id)[0].id == theirs.id
    assert actions_of(mine)[0].id != theirs.id


def test_a_draft_saves_itself_and_is_finished_later(writer: Writer) -> None:
    typed = {"version": "0", "title": "Half a thou"}
    first = keep(writer, typed).get_json()
    second = keep(writer, typed | {"version": "1", "did": "More"}).get_json()
    done = writer.change(NEW_ID, title="A whole thought", learned="It works.", did="More")

    assert (first["version"], second["version"]) == (1, 2)
    assert done.status_code == 303
    assert (the(NEW_ID).title, the(NEW_ID).did, the(NEW_ID).draft) == ("A whole thought", "More", False)
    assert kinds_of(NEW_ID) == []


def test_a_draft_without_a_script_is_kept_by_its_button(writer: Writer) -> None:
    answer = writer.browser.post("/log/new", data={"title": "", "learned": "Half", "then": "draft"})

    assert answer.status_code == 303
    assert "Kept as a draft" in writer.browser.get(answer.headers["Location"]).text
    assert "Without a title" in writer.browser.get("/log/new").text


def test_saving_twice_makes_one_entry(writer: Writer) -> None:
    form = {"entry": NEW_ID, "version": "0", "title": "Twice", "learned": "Once.", "date": "2026-02-03"}
    answers = [writer.browser.post("/log/new", data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert the(NEW_ID).version == 1


def test_a_draft_that_two_windows_write_is_not_overwritten(writer: Writer) -> None:
    keep(writer, {"version": "0", "title": "First window"})
    answer = keep(writer, {"version": "0", "title": "Second window"})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "changed_elsewhere")
    assert the(NEW_ID).title == "First window"


def test_a_draft_is_nobody_elses(writer: Writer, other: Writer, app: Flask) -> None:
    keep(writer, {"version": "0", "title": "Mine"})

    assert other.browser.get(f"/log/{NEW_ID}").status_code == 404
    assert keep(other, {"version": "1", "title": "Ours"}).status_code == 404
    assert (
        other.browser.post("/log/new", data={"entry": NEW_ID, "title": "A", "learned": "B"}).status_code
        == 404
    )
    assert browser(app).get("/log/new").status_code == 302
    assert the(NEW_ID).title == "Mine"


def test_a_draft_that_does_not_fit_says_why(writer: Writer) -> None:
    answer = keep(writer, {"version": "0", "tags": "x" * 50})

    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert is_gone(NEW_ID)


def test_a_deleted_draft_does_not_come_back(writer: Writer) -> None:
    keep(writer, {"version": "0", "title": "Half"})
    writer.browser.post(f"/log/{NEW_ID}/delete")
    answer = keep(writer, {"version": "1", "title": "Half a sale"})

    assert (answer.status_code, answer.get_json()["code"]) == (410, "deleted")
    assert is_gone(NEW_ID)
