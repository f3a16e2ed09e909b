"""The page of the import: what would become of files, who may see them, and how long they stay."""

from __future__ import annotations

import errno
import io
import json
import logging
import signal
import stat
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import msgspec
import pytest
from cast import until
from fixtures.held import browser
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from facilitator import clock, database, web
from facilitator.accounts.limits import IMPORT
from facilitator.accounts.tables import Account
from facilitator.aside import Ran, run_program
from facilitator.config import Settings
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.tables import Entry
from facilitator.log.uploads import process, running, store
from facilitator.refused import Refused

GOOD = "---\ntitle: The pager\ndate: 2026-03-09\n---\n## Lessons learned\n\n- Call twice.\n"
BAD = "---\ntitle: Nowhen\ndate: some day\n---\n"


@pytest.fixture(autouse=True)
def here(no_csrf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process of its own does is done here, and each request waits for its end."""
    monkeypatch.setattr(running, "run_program", run_here)
    monkeypatch.setattr(running, "SOON_SECONDS", 60)


def run_here(_command: object, task: bytes) -> Ran:
    process.work(msgspec.json.decode(task, type=process.Task))
    return Ran(0, b"")


@pytest.fixture
def root(app: Flask) -> Path:
    chosen: Settings = app.config["SETTINGS"]
    return chosen.data_dir


def send(client: FlaskClient, files: Mapping[str, str | bytes], **more: Any) -> str:
    """Upload files; returns the path of their preview."""
    sent = [
        (io.BytesIO(data if isinstance(data, bytes) else data.encode()), name) for name, data in files.items()
    ]
    answer = client.post("/log/import", data={"files": sent, **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def zip_of(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return data.getvalue()


def files_below(root: Path) -> list[str]:
    return sorted(each.name for each in root.glob("uploads/**/*") if each.is_file())


def titles() -> list[tuple[str, str]]:
    with database.read() as session:
        return [
            (entry.title, entry.visibility) for entry in session.scalars(select(Entry).order_by(Entry.title))
        ]


def test_what_is_shown_is_what_comes_in(
    as_ana: FlaskClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "run_program", run_program)
    url = send(
        as_ana, {"a.md": GOOD, "b.zip": zip_of({"old/b.md": "# Second\n", "old/bad.md": BAD, "x.png": ""})}
    )
    page = as_ana.get(url).text

    for said in ("The pager", "Second", "Call twice.", "Bring in 2 entries"):
        assert said in page
    assert "bad.md</bdi>, line 3: “some day” is no date." in page
    assert titles() == []

    assert as_ana.post(f"{url}/bring", data={"visibility": "everyone"}).status_code == 303
    assert titles() == [("Second", "everyone"), ("The pager", "everyone")]
    after = as_ana.get(url).text
    assert "What came in" in after
    assert ">The pager</a>" in after
    # Nothing of what was uploaded is left.
    assert files_below(root) == ["issues", "items", "state.json"]
    assert "pager" not in (root / "uploads").glob("*/*/items").__next__().read_text()

    again = as_ana.get(send(as_ana, {"a.md": GOOD})).text
    assert "Unchanged" in again
    assert "Bring in" not in again


def test_a_column_and_a_heading_can_be_something_else(as_ana: FlaskClient) -> None:
    files = {
        "t.csv": "Matter at hand,Wisdom,Who\nFirst,Call twice.,Ann\n",
        "a.md": "# Second\n\n## Insight X\n\nAsk.\n\n## Wisdom\n\nMuch.\n",
    }
    url = send(as_ana, files)
    assert "No column is called title" in as_ana.get(url).text
    # What the heading "Wisdom" is has nothing to do with the column of this name.
    chosen = {"Matter at hand": "title", "Wisdom": "learned", "Who": "leave", "Insight X": "drove"}
    form = {
        "kind": ["column"] * 3 + ["heading"] * 2,
        "name": [*chosen, "Wisdom"],
        "was": ["keep"] * 5,
        "field": [*chosen.values(), "impact"],
    }
    assert as_ana.post(f"{url}/look", data=form).status_code == 303

    page = as_ana.get(url).text
    assert "Bring in 2 entries" in page
    # What was chosen and not looked at is shown first.
    unseen = {"kind": "heading", "name": "Wisdom", "was": "impact", "field": "next_time"}
    assert as_ana.post(f"{url}/bring", data=unseen).status_code == 303
    assert titles() == []
    as_ana.post(f"{url}/look", data=unseen | {"was": "next_time", "field": "impact"})
    page = as_ana.get(url).text
    assert page.count(" selected") == len(chosen) + 1
    as_ana.post(f"{url}/bring")
    with database.read() as session:
        entries = {
            entry.title: (content_of(session, entry), entry.extra) for entry in session.scalars(select(Entry))
        }
    assert (entries["First"][0].learned, entries["First"][1]) == (("Call twice.",), {})
    assert (entries["Second"][0].drove, entries["Second"][0].impact) == (
        "## Insight X\n\nAsk.",
        "## Wisdom\n\nMuch.",
    )


def test_what_is_left_as_it_is_stays(as_ana: FlaskClient) -> None:
    """Also what was taken as a field that nobody can choose, such as several categories."""
    url = send(as_ana, {"a.md": GOOD.replace("date:", "categories: [incident, x]\ndate:")})
    page = LexborHTMLParser(as_ana.get(url).text)
    names, was = (
        [each.attributes["value"] for each in page.css(f"[name={name}]")] for name in ("name", "was")
    )
    fields = [each.attributes["value"] for each in page.css("[name=field] [selected]")]

    assert "categories" in names
    assert was == fields


def test_they_are_private_unless_everyone_is_chosen(as_ana: FlaskClient) -> None:
    as_ana.post(f"{send(as_ana, {'a.md': GOOD})}/bring", data={"visibility": "group"})

    assert titles() == [("The pager", "private")]


def test_nobody_else_sees_or_changes_them(as_ana: FlaskClient, app: Flask, cleo: Account, root: Path) -> None:
    url, as_cleo = send(as_ana, {"a.md": GOOD}), browser(app, cleo)

    assert {as_cleo.get(url + what).status_code for what in ("", "/progress")} == {404}
    assert {as_cleo.post(url + what).status_code for what in ("/bring", "/delete")} == {404}
    assert as_ana.get(url).status_code == 200
    assert titles() == []
    folder = next((root / "uploads").glob("*/*"))
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder.parent, folder / "files" / "a.md")] == [
        0o700,
        0o600,
    ]


OURS = """---
format: facilitator-log/1
id: {}
title: Taken over
date: 2026-03-09
category: other
author: {}
updated_at: 253402300799000
---
"""


def test_what_a_member_brings_touches_nobody_elses_entries(
    as_ana: FlaskClient, app: Flask, ana: Account, cleo: Account
) -> None:
    """Neither a file of the same name, nor one that names the entry's id, nor one that names its author."""
    as_ana.post(f"{send(as_ana, {'README.md': GOOD})}/bring")
    as_cleo = browser(app, cleo)
    with database.read() as session:
        hers = session.scalars(select(Entry)).one()
    for file in (GOOD.replace("pager", "lift"), OURS.format(hers.id, ana.email)):
        for _ in range(2):
            as_cleo.post(f"{send(as_cleo, {'README.md': file})}/bring")

    with database.read() as session:
        entries = session.scalars(select(Entry).order_by(Entry.created_at)).all()
    assert [(each.title, each.account_id) for each in entries] == [
        ("The pager", ana.id),
        ("The lift", cleo.id),
        ("Taken over", cleo.id),
    ]
    assert entries[0].version == hers.version


def test_they_go_when_they_are_thrown_away_replaced_or_an_hour_old(
    as_ana: FlaskClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = send(as_ana, {"a.md": GOOD})
    second = send(as_ana, {"b.md": GOOD})
    assert as_ana.get(first).status_code == 404
    assert "are still here" in as_ana.get("/log/import").text
    as_ana.post(f"{second}/delete")
    assert files_below(root) == []

    third, now = send(as_ana, {"c.md": GOOD}), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + store.KEPT_MS + 1000)
    assert as_ana.get(third).status_code == 404
    store.delete_old(root)
    assert [*(root / "uploads").iterdir()] == []


@pytest.mark.parametrize("name", ["../../out.md", "/etc/out.md", "a/../../../out.md", "x" * 300 + ".md"])
def test_no_name_leads_out_of_the_folder(as_ana: FlaskClient, root: Path, name: str) -> None:
    as_ana.get(send(as_ana, {name: GOOD}))

    assert [*root.glob("*.md")] == [*root.parent.glob("*.md")] == []
    assert len([*root.glob("uploads/*/*/files/**/*.md")]) == 1


def test_what_cannot_be_read_is_refused_with_a_sentence(as_ana: FlaskClient, root: Path) -> None:
    for files in ({}, {"a.png": b"no"}, {".hidden.md": GOOD}):
        sent = [(io.BytesIO(b"x"), name) for name in files]
        answer = as_ana.post("/log/import", data={"files": sent}, headers={"Accept": "application/json"})
        assert (answer.status_code, (answer.json or {})["code"]) == (422, "nothing_there")
        assert "Choose Markdown files" in answer.text
    assert files_below(root) == []


def test_too_much_is_refused_and_a_stranger_sends_nothing(
    app: Flask, as_ana: FlaskClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "FILES_BYTES", 1000)
    assert as_ana.post("/log/import", data={"files": [(io.BytesIO(bytes(1000)), "a.md")]}).status_code == 413
    # Sent to the sign-in before anything of it is read, also without a CSRF token.
    app.config["WTF_CSRF_ENABLED"] = True
    assert (
        app.test_client().post("/log/import", data={"files": [(io.BytesIO(b"x"), "a.md")]}).status_code == 302
    )
    assert as_ana.post("/log/import", data={"files": [(io.BytesIO(b"x"), "a.md")]}).status_code == 400
    assert files_below(root) == []


def test_reading_again_and_again_is_slowed_down(as_ana: FlaskClient) -> None:
    answers = [as_ana.post("/log/import").status_code for _ in range(IMPORT.free + 1)]

    assert answers[-2:] == [422, 429]


def test_one_that_ended_early_says_so(as_ana: FlaskClient, root: Path) -> None:
    url = send(as_ana, {"a.md": GOOD})
    state = next(root.glob("uploads/*/*/state.json"))
    told = json.loads(state.read_text()) | {"phase": "bringing", "at": clock.now() - store.QUIET_MS - 1}
    state.write_text(json.dumps(told))

    assert "read them once more" in as_ana.get(url).text
    assert (as_ana.get(f"{url}/progress").json or {})["running"] is False
    assert as_ana.post(f"{url}/look").status_code == 303
    assert "Bring in 1 entry" in as_ana.get(url).text


@pytest.mark.parametrize(
    ("ran", "said"),
    [
        (Ran(0, b"x.py:1: UserWarning: odd"), "What came in"),
        (Ran(1, b"Traceback\nKeyError: 'secret'"), "read them once more"),
        (Ran(-signal.SIGALRM, b""), "bring your files in parts"),
        (Ran(1, b"Traceback\nMemoryError"), "bring your files in parts"),
    ],
)
def test_how_the_process_ends_is_told(
    as_ana: FlaskClient, monkeypatch: pytest.MonkeyPatch, ran: Ran, said: str
) -> None:
    def run(command: object, task: bytes) -> Ran:
        if ran.status == 0:
            run_here(command, task)
        return ran

    url = send(as_ana, {"a.md": GOOD})
    monkeypatch.setattr(running, "run_program", run)
    as_ana.post(f"{url}/bring")

    assert said in as_ana.get(url).text


def test_of_two_requests_at_once_one_begins(
    as_ana: FlaskClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, begun = send(as_ana, {"a.md": GOOD}), Mock()
    monkeypatch.setattr(running, "begin", begun)
    # Each has seen a state that was idle then.
    answers = [as_ana.post(f"{url}/{what}").status_code for what in ("bring", "bring", "look", "delete")]

    assert (answers, begun.call_count) == ([303, 409, 409, 409], 1)
    upload = store.Upload("x", next(root.glob("uploads/*/*")))
    assert upload.state.phase == "bringing"
    upload.tell(phase="seen")
    with ThreadPoolExecutor(8) as pool:
        told = [*pool.map(lambda _: claimed(upload), range(8))]
    assert sum(told) == 1


def claimed(upload: store.Upload) -> bool:
    with suppress(Refused):
        upload.claim(phase="reading")
        return True
    return False


def test_whoever_waits_for_others_sees_it(as_ana: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "WAITING_SECONDS", 0.01)
    monkeypatch.setattr(running, "SOON_SECONDS", 0.1)
    with running._turn:
        url = send(as_ana, {"a.md": GOOD})
        assert "Yours come after them." in as_ana.get(url).text
    until(lambda: "Bring in 1 entry" in as_ana.get(url).text, 5)


@pytest.mark.parametrize(
    ("files", "error"),
    [({"a.md": GOOD}, OSError(errno.ENOSPC, "No space left")), ({"d/" * 4000 + "a.md": GOOD}, None)],
)
def test_what_cannot_be_kept_is_said_and_can_be_brought_again(
    as_ana: FlaskClient,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    error: OSError | None,
) -> None:
    with monkeypatch.context() as failing:
        if error:
            failing.setattr("shutil.copyfileobj", Mock(side_effect=error))
        sent = [(io.BytesIO(text.encode()), name) for name, text in files.items()]
        answer = as_ana.post("/log/import", data={"files": sent})

    assert answer.status_code == 507
    assert "Your files cannot be kept here: " in answer.text
    assert files_below(root) == []
    send(as_ana, {"a.md": GOOD})


def test_no_file_is_dropped_without_a_word(as_ana: FlaskClient) -> None:
    sent = [(io.BytesIO(f"# Number {number}\n".encode()), "a/b.md") for number in range(3)]
    sent += [(io.BytesIO(b"x"), "a/c.png"), (io.BytesIO(b"x"), "report.docx")]
    url = as_ana.post("/log/import", data={"files": sent}).location

    assert "Bring in 3 entries" in as_ana.get(url).text
    assert "b (3).md" in as_ana.get(url).text
    # What cannot be read is said, also where no script did that before.
    assert "1 .png" in as_ana.get(url).text
    assert "report.docx</bdi>, line 1: Bring Markdown" in as_ana.get(url).text


def test_large_files_and_many_are_kept(as_ana: FlaskClient) -> None:
    rows = "".join(f"Lift {number},2019-03-11,It stood still once more\n" for number in range(4000))
    files = {"t.csv": f"Title,Date,Impact\n{rows}", "a.md": "# Long\n\n" + "It stood still.\r\n" * 3000}
    sent = [(io.BytesIO(text.encode()), name) for name, text in files.items()]
    sent += [
        (io.BytesIO(f"# Note {number}\n{'-- ' * 700}\n".encode()), f"{number}.md") for number in range(60)
    ]

    answer = as_ana.post("/log/import", data={"files": sent, "changed": ["1550000000000"] * len(sent)})
    assert answer.status_code == 303
    until(lambda: "Bring in 4,061 entries" in as_ana.get(answer.location).text, 30)


def test_what_has_come_in_is_shown_again(as_ana: FlaskClient) -> None:
    url = send(as_ana, {"a.md": GOOD})
    for path in ("bring", "bring", "look"):
        assert as_ana.post(f"{url}/{path}").location == url
        assert "What came in" in as_ana.get(url).text


def test_a_long_folder_and_a_line_half_written_lose_nothing(as_ana: FlaskClient, root: Path) -> None:
    url = send(as_ana, {f"1. {'長' * 100}/a.md": GOOD, "b.md": "---\ntitle: B\ndate: soon\n---\n"})
    assert "Bring in 1 entry" in as_ana.get(url).text
    [issues] = (root / "uploads").glob("*/*/issues")
    issues.write_bytes(issues.read_bytes() * 2 + b'{"file": "c')
    assert as_ana.get(url).text.count("b.md</bdi>") == 2


def test_no_log_tells_names_or_words(as_ana: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = send(as_ana, {"secret-name.md": GOOD.replace("pager", "secret word"), "bad.zip": b"secret"})
    as_ana.get(url)
    as_ana.post(f"{url}/bring")

    assert titles() == [("The secret word", "private")]
    assert "secret" not in caplog.text


def test_names_that_are_too_many_to_be_listed_are_said(as_ana: FlaskClient) -> None:
    for number, is_said in ((99, False), (101, True)):
        sections = "".join(f"## About {each}\n\nText.\n\n" for each in range(number))
        page = as_ana.get(send(as_ana, {"a.md": f"# Note\n\n{sections}"})).text
        assert ("Only the 100 that most entries have are listed" in page) == is_said
        assert page.count('name="was"') == min(number, 100)


def test_a_long_list_has_pages(as_ana: FlaskClient, ana: Account) -> None:
    rows = "".join(f"Row {number},2026-03-09\n" for number in range(120))
    url = send(as_ana, {"old.csv": f"title,date\n{rows}"})

    assert "1 to 50 of 120" in as_ana.get(url).text
    assert "Row 119" in as_ana.get(f"{url}?page=3").text
    as_ana.post(f"{url}/bring")
    assert ">Row 49</a>" in as_ana.get(url).text
