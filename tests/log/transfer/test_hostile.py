"""Files that are wrong in a way that nobody expects: each is named, and the others go in."""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest
from fixtures.held import Held
from flask.testing import FlaskClient
from log.transfer.conftest import Blog, Run, only
from sqlalchemy import delete

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry
from facilitator.log.transfer import archive, decoding
from facilitator.log.transfer.records import ParseError

OURS = "---\nformat: facilitator-log/1\ntitle: T\ndate: 2026-03-09\ncategory: other\n{}\n---\n"
GOOD = "---\ntitle: Good\ndate: 2026-03-09\n---\nIt happened.\n"
ENTRY: dict[str, object] = {"title": "Good", "date": "2026-03-09", "category": "other"}
REVISION: dict[str, object] = {"version": 1, "kind": "edit", "before": {}}
SOON = 5.0
"""Seconds within which anything hostile is refused."""
TOO_LATE, LAST = 253_402_300_800_000, 253_402_300_799_999


class Export(Protocol):
    """`export(entry, …)` is an export with these, each on a line of its own from the second on."""

    def __call__(self, *entries: str | Mapping[str, object]) -> Path: ...


@pytest.fixture
def export(tmp_path: Path) -> Export:
    def write(*entries: str | Mapping[str, object]) -> Path:
        lines = (each if isinstance(each, str) else json.dumps(each) for each in entries)
        (tmp_path / "log.json").write_text(
            '{"format": "facilitator-log/1", "entries": [\n' + ",\n".join(lines) + "\n]}"
        )
        return tmp_path / "log.json"

    return write


@pytest.mark.parametrize("said", ['""', '"a\\0b"', '"\\ud800"', "..", "gone.json"])
def test_what_names_no_file_beside_is_named_with_its_line(
    run: Run, blog: Blog, ana: Account, said: str
) -> None:
    result = run("import", blog({"bad.md": OURS.format(f"meeting: {said}"), "good.md": GOOD}))

    assert "bad.md:6: " in result.stderr
    assert only().title == "Good"


@pytest.mark.parametrize("depth", [400, 990, 100_000])
def test_what_is_nested_too_deeply_is_named(run: Run, blog: Blog, ana: Account, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    beside = OURS.format("revisions: bad.json")
    files = {
        "bad.md": f"---\ntitle: T\nx: {deep}\n---\n",
        "beside.md": beside,
        "bad.json": deep,
        "good.md": GOOD,
    }
    result = run("import", blog(files))

    assert "bad.md:1: It is nested too deeply" in result.stderr
    assert "beside.md:" in result.stderr
    assert only().title == "Good"


@pytest.mark.parametrize(
    "bad",
    [
        '{"title": "T", "x": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"title": "T", "created_at": 1e400}',
        '{"title": "\\ud800"}',
        '{"title": "T" "date": "2026-03-09"}',
        '{"title": "[{", "date": nothing}',
    ],
)
def test_an_entry_that_cannot_be_read_keeps_no_other_out(
    run: Run, ana: Account, export: Export, bad: str
) -> None:
    result = run("import", export(bad, ENTRY))

    assert "log.json:2: " in result.stderr
    assert result.stdout == "Done: 1 new, 0 updated, 0 unchanged, 1 not read.\n"


@pytest.mark.parametrize("end", ["", "]}]", "]} {}", '], "entries": {}}'])
def test_an_export_without_its_end_is_refused(run: Run, ana: Account, tmp_path: Path, end: str) -> None:
    (tmp_path / "log.json").write_text('{"format": "facilitator-log/1", "entries": [{"title": "T"}' + end)

    assert "log.json:1: It is no export of a log" in run("import", tmp_path / "log.json").stderr


@pytest.mark.parametrize("at", [TOO_LATE, 999_999_999_999_999, -1])
@pytest.mark.parametrize("name", ["created_at", "updated_at", "look_at"])
def test_an_instant_that_no_calendar_has_is_named_with_its_line(
    run: Run, blog: Blog, ana: Account, export: Export, name: str, at: int
) -> None:
    in_json = run("import", export(ENTRY | {name: at}, ENTRY))
    in_markdown = run("import", blog({"bad.md": OURS.format(f"{name}: {at}")}))

    assert f"log.json:2: {name} needs to be milliseconds since 1970" in in_json.stderr
    assert f"bad.md:6: {name} needs to be milliseconds since 1970" in in_markdown.stderr
    assert only().title == "Good"


@pytest.mark.parametrize(
    "besides",
    [
        {"revisions": [REVISION | {"at": TOO_LATE}]},
        {"revisions": [REVISION | {"at": -1}]},
        {"actions": [{"kind": "step", "what": "Do it", "state": "done", "done_at": TOO_LATE}]},
    ],
)
def test_so_is_one_of_what_was_done_with_it(
    run: Run, ana: Account, export: Export, besides: dict[str, object]
) -> None:
    result = run("import", export(ENTRY | besides, ENTRY))

    assert "log.json:2: " in result.stderr
    assert only().title == "Good"


@pytest.mark.parametrize(
    "said",
    [
        {"closed_at": TOO_LATE},
        {"started_at": -1},
        {"safety": {"answered": 10**30}},
        {"roti": {"answered": 5, "counts": {"9": 5}}},
        {"roti": {"answered": 5, "counts": {"0": 200_000_000}}},
        {"cards": [{"column": "nowhere", "text": "Lost"}]},
    ],
)
def test_so_is_what_its_meeting_cannot_have(
    held: Held, run: Run, tmp_path: Path, export: Export, said: dict[str, object]
) -> None:
    run("export", tmp_path / "out.json", "--format", "json")
    [entry] = json.loads((tmp_path / "out.json").read_text())["entries"]
    result = run("import", export(entry | {"id": "bad", "meeting": entry["meeting"] | said}, entry))

    assert "log.json:2: " in result.stderr
    assert "0 new, 0 updated, 1 unchanged, 1 not read" in result.stdout


def test_the_last_instant_that_there_is_goes_in_and_its_page_opens(
    run: Run, as_ana: FlaskClient, export: Export
) -> None:
    run("import", export(ENTRY | {"created_at": LAST, "updated_at": LAST, "look_at": LAST}))

    assert as_ana.get(f"/log/{only().id}").status_code == 200


def test_an_entry_of_the_last_day_there_is_goes_out_and_comes_in(
    run: Run, blog: Blog, ana: Account, tmp_path: Path
) -> None:
    run("import", blog({"a.md": GOOD.replace("2026-03-09", "9999-12-31")}))
    assert (only().review_at or 0) > LAST
    run("export", tmp_path / "out.json", "--format", "json")
    with database.session() as session:
        session.execute(delete(Entry))

    assert "1 new" in run("import", tmp_path / "out.json").stdout


def test_no_link_leads_out_of_the_folder(run: Run, blog: Blog, ana: Account, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("A secret.")
    folder = blog({"good.md": GOOD, "beside.md": OURS.format("meeting: linked.json")})
    os.symlink("../secret.md", folder / "a.md")
    os.symlink("/dev/zero", folder / "x.md")
    os.symlink("../secret.md", folder / "linked.json")
    result = run("import", folder)

    assert "a.md:1: It is a link to a place outside of the folder" in result.stderr
    assert "x.md:1: It is a link to a place outside of the folder" in result.stderr
    assert "beside.md:6: Name a file that is in the same folder." in result.stderr
    assert only().title == "Good"


def test_a_link_inside_the_folder_is_read(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"deep/er/a.txt": GOOD})
    os.symlink("deep/er/a.txt", folder / "b.md")
    run("import", folder)

    assert only().title == "Good"


def test_what_is_no_plain_file_is_named(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog({"good.md": GOOD})
    os.mkfifo(folder / "pipe.md")
    os.symlink("loop.md", folder / "loop.md")
    result = run("import", folder)

    assert "pipe.md:1: It is no file that can be read" in result.stderr
    assert "loop.md:1: It cannot be opened" in result.stderr
    assert only().title == "Good"


def test_a_file_that_is_too_large_is_named(
    run: Run, blog: Blog, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MOST_BYTES", len(GOOD))
    result = run("import", blog({"good.md": GOOD, "large.md": f"{GOOD}."}))

    assert "large.md:1: It is larger than 64 MiB. Split it." in result.stderr
    assert only().title == "Good"


def test_a_head_that_is_none_of_a_table_is_named(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"old.csv": '"title'}) / "old.csv")

    assert "old.csv:1: Its first line is none of a table" in result.stderr


def test_a_day_that_its_year_does_not_have_is_named(run: Run, blog: Blog, ana: Account) -> None:
    result = run("import", blog({"bad.md": GOOD.replace("2026-03-09", "9999-366"), "good.md": GOOD}))

    assert "bad.md:3: “9999-366” is no date." in result.stderr


def test_a_key_that_is_none_of_an_import_is_named(run: Run, ana: Account, export: Export) -> None:
    result = run("import", export(ENTRY | {"origin": "x" * 300}, ENTRY))

    assert "log.json:2: This is no key of an import" in result.stderr
    assert only().title == "Good"


# --- zips ----------------------------------------------------------------------------------------


def zipped(file: Path, members: Mapping[str, bytes], **info: int) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            for field, value in info.items():
                setattr(member, field, value)
            opened.writestr(member, data)
    return file


def test_a_zip_is_a_folder(run: Run, ana: Account, tmp_path: Path) -> None:
    """Known again as that folder, with folders in it, odd names, and without what belongs to programs."""
    members = {
        "notes/2019/a.md": GOOD.encode(),
        "notes/Stö\\rung.md": b"# Second\n",
        "notes/.obsidian/x.md": b"no",
        "__MACOSX/notes/._a.md": b"no",
        "notes/picture.png": b"no",
    }
    first = run("import", zipped(tmp_path / "old.zip", members), "--dry-run", "--format", "json")
    run("import", tmp_path / "old.zip")
    with zipfile.ZipFile(tmp_path / "old.zip") as opened:
        opened.extractall(tmp_path)

    told = json.loads(first.stdout)
    assert [each["file"] for each in told["items"]] == ["2019/a.md", "Stö/rung.md"]
    assert (told["written"], told["left"]) == (False, {".png": 1})
    assert "2 unchanged" in run("import", tmp_path / "old.zip").stdout
    (tmp_path / "notes" / "Stö\\rung.md").unlink()
    assert "0 new, 0 updated, 1 unchanged" in run("import", tmp_path / "notes").stdout


def test_names_that_are_marked_as_nothing_are_utf_8(run: Run, ana: Account, tmp_path: Path) -> None:
    file = zipped(tmp_path / "old.zip", {"St\u00f6.md": GOOD.encode()})
    data = file.read_bytes()
    # The mark of UTF-8 is bit 11 of the flags, in the file's own head and in the list at the end.
    for start, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        place = data.index(start) + at
        data = data[:place] + b"\0" + data[place + 1 :]
    file.write_bytes(data)

    assert '"file":"Stö.md"' in run("import", file, "--dry-run", "--format", "json").stdout


@pytest.mark.parametrize("path", ["../out.md", "/tmp/out.md", "a/../../out.md", "..\\out.md", "C:/out.md"])
def test_a_zip_whose_paths_lead_out_is_refused(run: Run, ana: Account, tmp_path: Path, path: str) -> None:
    result = run("import", zipped(tmp_path / "old.zip", {"good.md": GOOD.encode(), path: b"Out."}))

    assert "old.zip:1: There is a path in it that leads out of it." in result.stderr
    assert [*tmp_path.glob("**/out.md")] == []


def test_links_in_a_zip_are_left(run: Run, ana: Account, tmp_path: Path) -> None:
    file = zipped(tmp_path / "old.zip", {"a.md": b"/etc/passwd"}, external_attr=0o120777 << 16)

    assert "There is no Markdown file and no table" in run("import", file).stderr


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"a.md": b"\0" * (64 * 1024 * 1024)}, "it grows more than 200 times"),
        ({f"{number}.md": b"" for number in range(20_001)}, "more than 20,000 files"),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(
    run: Run, ana: Account, tmp_path: Path, members: Mapping[str, bytes], sentence: str
) -> None:
    file = zipped(tmp_path / "old.zip", members)
    began = time.process_time()

    assert sentence in run("import", file).stderr
    assert time.process_time() - began < SOON


def test_a_list_of_files_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + bytes(8) + (3_000_000).to_bytes(4, "little") + bytes(6)
    (tmp_path / "old.zip").write_bytes(b"PK\x01\x02" + bytes(3_000_000) + end)

    with pytest.raises(ParseError, match="more than 20,000"):
        archive.unpack(tmp_path / "old.zip", tmp_path / "out", frozenset({".md"}))


@pytest.mark.parametrize("end", [0, 30, -30])
def test_a_zip_that_is_cut_off_is_named(run: Run, ana: Account, tmp_path: Path, end: int) -> None:
    file = zipped(tmp_path / "old.zip", {"a.md": GOOD.encode()})
    file.write_bytes(file.read_bytes()[:end])

    assert "old.zip:1: It is no zip that we can read." in run("import", file).stderr


def test_a_locked_zip_says_so(run: Run, ana: Account, tmp_path: Path) -> None:
    file = zipped(tmp_path / "old.zip", {"a.md": GOOD.encode()})
    data = bytearray(file.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)

    assert "old.zip:1: It is locked with a password." in run("import", file).stderr


# --- what would take long --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begin", "fill"),
    [
        ("a.md", "", "x "),
        ("a.md", "---\ntitle: T\nx: ", "y"),
        ("a.md", "---\n", "- a\n"),
        ("a.json", "", "["),
        ("a.csv", "title\n", "x"),
        ("a.tsv", "title\tdate\n", "\n"),
        ("a.csv", "title", ",title"),
    ],
)
def test_64_mib_are_refused_soon(
    run: Run, ana: Account, tmp_path: Path, name: str, begin: str, fill: str
) -> None:
    (tmp_path / name).write_text(begin + fill * ((64 * 1024 * 1024 - len(begin)) // len(fill)))
    began = time.process_time()

    assert f"{name}:" in run("import", tmp_path / name).stderr
    assert time.process_time() - began < SOON


def test_aliases_that_would_grow_are_refused(run: Run, ana: Account, blog: Blog) -> None:
    lines = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 30))
    began = time.process_time()

    assert (
        "bad.md:"
        in run("import", blog({"bad.md": f"---\nx0: &x0 lol\n{lines}---\n", "good.md": GOOD})).stderr
    )
    assert only().title == "Good"
    assert time.process_time() - began < SOON
