"""Out of one log and into an empty one: nothing gets lost, and nothing is added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from fixtures.entries import Writer
from fixtures.held import Held
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from log.transfer.conftest import Run
from sqlalchemy import delete, select, update

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.characters import tidy
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.schemas import ContentSchema
from facilitator.log.entry.tables import Action, Entry, EntryLink, EntryRevision, SeriesLink
from facilitator.log.revisions import store
from facilitator.meeting.model import CATEGORIES

AWKWARD = [
    "# What happened",
    "\\# x",
    "---",
    "- a\n  b\n\nc",
    "...",
    "null",
    "2026-03-09",
    "a: b",
    "\u2028",
    "\u0085x",
]
LINES = some.text(max_size=30) | some.lists(
    some.sampled_from(AWKWARD) | some.text(max_size=9), max_size=4
).map("\n".join)
TEXT = LINES.map(lambda text: tidy(text, lines=True))
LINE = some.text(max_size=30).map(tidy)
STEP = some.fixed_dictionaries(
    {"what": LINE.filter(bool)},
    optional={
        "owner": LINE,
        "due": some.dates().map(str),
        "state": some.sampled_from(["open", "done"]),
        "ticket": some.just("https://tracker.example/17"),
    },
)
EXPERIMENT = some.fixed_dictionaries(
    {"kind": some.just("experiment"), "hypothesis": LINE.filter(bool)},
    optional={"test": LINE, "signal": LINE},
)
CONTENT = some.fixed_dictionaries(
    {"title": LINE.filter(bool), "date": some.dates().map(str)},
    optional={
        "category": some.sampled_from(CATEGORIES),
        "tags": some.lists(LINE.map(lambda tag: tag[:40].strip()), max_size=3),
        "learned": some.lists(TEXT, max_size=3),
        "outcome": some.sampled_from(["", "worked", "partly", "did not work"]),
        "actions": some.lists(STEP | EXPERIMENT, max_size=2),
        **dict.fromkeys(["did", "expected", "happened", "impact", "drove", "next_time"], TEXT),
    },
)
# What an entry says, who may see it, and what its file said besides.
Item = tuple[dict[str, object], str, dict[str, str]]
ITEM = some.tuples(
    CONTENT,
    some.sampled_from(["private", "everyone"]),
    some.dictionaries(LINE, TEXT, max_size=2),
)
ITEMS = some.lists(ITEM, max_size=3)
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
names = count()


def fill(items: Sequence[Item], account_id: str) -> None:
    with database.session() as session:
        session.execute(delete(Entry))
        for number, (content, visibility, extra) in enumerate(items):
            entry = store.new_entry(account_id, 1_000 + number, visibility=visibility)
            entry.extra = extra
            store.save(session, entry, ContentSchema().load(content), 2_000)


def out_and_in(run: Run, folder: Path, form: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What an export wrote, and what a second one wrote after the first was brought into an empty log."""
    made = []
    for _ in range(2):
        path = folder / f"{next(names)}{'.json' if form == 'json' else ''}"
        run("export", path, "--format", form)
        made.append(contents(path))
        if len(made) == 1:
            with database.session() as session:
                session.execute(delete(Entry))
            if path.is_file() or any(path.iterdir()):
                result = run("import", path)
                assert result.exit_code == 0, result.output
    return made[0], made[1]


def contents(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {file.name: file.read_bytes() for file in path.iterdir()}


@pytest.mark.parametrize("form", ["markdown", "json"])
@settings(QUIET, max_examples=8)
@example(items=[({"title": "0", "date": "2000-01-01"}, "private", {"x": "0\x850", "y": "a\u2029b"})])
@given(items=ITEMS)
def test_whatever_was_written_comes_back(
    run: Run, ana: Account, tmp_path: Path, form: str, items: list[Item]
) -> None:
    fill(items, ana.id)
    before, after = out_and_in(run, tmp_path, form)

    assert after == before


@pytest.mark.soak
@pytest.mark.parametrize("form", ["markdown", "json"])
@settings(QUIET, max_examples=200)
@given(items=ITEMS)
def test_all_sorts_of_writing_come_back(
    run: Run, ana: Account, tmp_path: Path, form: str, items: list[Item]
) -> None:
    fill(items, ana.id)
    before, after = out_and_in(run, tmp_path, form)

    assert after == before


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_a_meetings_summary_comes_back(held: Held, run: Run, tmp_path: Path, form: str) -> None:
    with database.session() as session:
        entry = session.scalars(select(Entry)).one()
        kept = entry.summary or {}
        own = [column | {"title": f"Our {column['id']}"} for column in kept["columns"]]
        entry.summary, entry.visibility = kept | {"columns": own, "rules": ["Phones away."]}, "everyone"
    before, after = out_and_in(run, tmp_path, form)

    assert after == before
    whole = b"".join(after.values())
    assert all(words in whole for words in (b"learnings", b"Our driver", b"Phones away."))
    assert summary_of(held, f"/log/{only_entry(False).id}/summary.md").count("  - From: ") == 3


@pytest.fixture
def lived(ana: Account, cleo: Account) -> tuple[str, str]:
    """Two entries of Ana's: one was changed, shared and looked at again, its step is done, and the other used it."""
    with database.session() as session:
        old, new = (store.new_entry(ana.id, at) for at in (1_000, 2_000))
        for entry, title in ((old, "Old"), (new, "New")):
            step = {"what": "Do it", "state": "done"}
            said = {"title": title, "date": f"2026-03-{entry.created_at // 1000:02}", "actions": [step]}
            store.save(session, entry, ContentSchema().load(said), entry.created_at)
        store.change(session, old, ContentSchema().load(said | {"title": "Older"}), 3_000, by=ana.id)
        old.visibility = "everyone"
        store.add_revision(session, old, 4_000, by=cleo.id, kind="no longer")
        old.review_at = None
        session.execute(update(Action).values(done_at=5_000))
        session.add(EntryLink(id="link", entry_id=new.id, used_id=old.id, account_id=ana.id, at=6_000))
        session.add(SeriesLink(id="series", entry_id=new.id, follows_id=old.id))
    return old.id, new.id


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_all_that_happened_to_an_entry_comes_back(
    lived: tuple[str, str], run: Run, tmp_path: Path, form: str
) -> None:
    before, after = out_and_in(run, tmp_path, form)

    assert after == before
    old, new = lived
    with database.read() as session:
        assert [(row.entry_id, row.used_id) for row in session.query(EntryLink)] == [(new, old)]
        assert [(row.entry_id, row.follows_id) for row in session.query(SeriesLink)] == [(new, old)]
        kinds = session.query(EntryRevision.kind, EntryRevision.version).order_by(EntryRevision.at).all()
        assert kinds == [("edit", 1), ("no longer", 2)]
        assert {row.done_at for row in session.query(Action)} == {5_000}
        kept = session.get_one(Entry, old)
        assert (kept.version, kept.review_at) == (2, None)


def test_an_account_takes_along_what_it_may_read_only(
    lived: tuple[str, str], cleo: Account, run: Run, tmp_path: Path
) -> None:
    run("export", tmp_path / "out.json", "--format", "json", "--account", cleo.email)

    [entry] = json.loads((tmp_path / "out.json").read_text())["entries"]
    assert entry["title"] == "Older"
    assert not {"revisions", "look_at", "uses"} & set(entry)


@pytest.mark.parametrize(
    "besides",
    [
        '"revisions": [{"version": 1, "at": 1, "kind": "burnt", "before": {}}]',
        '"revisions": [{"version": 99999999999, "at": 1, "kind": "edit", "before": {}}]',
        '"revisions": [{"version": 1, "at": 1, "kind": "edit", "before": {"color": "red"}}]',
        '"revisions": 7',
        '"version": -1',
        '"look_at": "soon"',
    ],
)
def test_what_cannot_be_kept_besides_is_named_with_its_line(
    run: Run, ana: Account, tmp_path: Path, besides: str
) -> None:
    entry = f'{{"title": "T", "date": "2026-03-09", "category": "other", {besides}}}'
    file = tmp_path / "log.json"
    file.write_text(f'{{"format": "facilitator-log/1", "entries": [\n{entry}\n]}}')
    result = run("import", file, "--account", ana.email)

    assert "log.json:2: " in result.stderr
    assert "0 new" in result.stdout


def test_a_use_of_what_is_not_here_is_left_out(run: Run, ana: Account, tmp_path: Path) -> None:
    entry = (
        '{"title": "T", "date": "2026-03-09", "category": "other", "uses": ["a\\u0000b"], "follows": "gone"}'
    )
    file = tmp_path / "log.json"
    file.write_text(f'{{"format": "facilitator-log/1", "entries": [\n{entry}\n]}}')

    assert "1 new" in run("import", file, "--account", ana.email).stdout


def test_what_only_a_group_could_read_comes_back_as_its_owners_alone(
    held: Held, run: Run, tmp_path: Path
) -> None:
    run("export", tmp_path / "out.json", "--format", "json")
    with database.session() as session:
        session.execute(delete(Entry))
    run("import", tmp_path / "out.json")

    with database.read() as session:
        assert session.query(Entry).one().visibility == "private"


def test_a_meeting_that_was_held_elsewhere_is_not_here_to_be_deleted(
    held: Held, run: Run, tmp_path: Path
) -> None:
    run("export", tmp_path / "out.json", "--format", "json")
    with database.session() as session:
        session.execute(delete(Entry))
    run("import", tmp_path / "out.json")
    with database.read() as session:
        page = held.ana.get(f"/log/{session.query(Entry.id).scalar()}").text

    assert "This deletes the entry" in page
    assert "deletes the meeting too" not in page
    assert "Those who were there" not in page


def test_into_its_own_log_it_changes_nothing(held: Held, run: Run, tmp_path: Path) -> None:
    run("export", tmp_path / "out")

    assert "0 new, 0 updated, 1 unchanged" in run("import", tmp_path / "out").stdout


def test_an_old_export_does_not_undo_what_was_edited_since(run: Run, ana: Account, tmp_path: Path) -> None:
    fill([({"title": "Before", "date": "2026-03-09"}, "private", {})], ana.id)
    run("export", tmp_path / "out")
    with database.session() as session:
        entry = session.query(Entry).one()
        store.change(
            session, entry, ContentSchema().load({"title": "After", "date": "2026-03-09"}), 9_000, by=ana.id
        )

    assert "1 changed here since and left alone" in run("import", tmp_path / "out").stdout


def test_what_is_no_export_is_refused(run: Run, ana: Account, tmp_path: Path) -> None:
    for number, text in enumerate(["[]", "{}", '{"format": "x", "entries": []}', "{"]):
        file = tmp_path / f"{number}.json"
        file.write_text(text)
        assert "It is no export of a log" in run("import", file).stderr


def test_an_entry_that_does_not_fit_is_named_with_its_line(run: Run, ana: Account, tmp_path: Path) -> None:
    good = '{"id": "one", "title": "T", "date": "2026-03-09", "category": "other"}'
    bad = '{"id": "two", "title": "T", "date": "2026-03-09", "category": "weather", "color": "red"}'
    file = tmp_path / "log.json"
    file.write_text(f'{{"format": "facilitator-log/1", "entries": [\n{good},\n{bad}\n]}}')
    result = run("import", file)

    assert "log.json:3: category: Choose one of" in result.stderr
    assert "1 new" in result.stdout


def test_a_newer_format_is_refused(run: Run, ana: Account, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nformat: facilitator-log/2\ntitle: T\n---\n")

    assert "this version reads facilitator-log/1" in run("import", tmp_path / "a.md").stderr


def summary_of(held: Held, address: str) -> str:
    answer = held.ana.get(address)
    assert answer.status_code == 200
    return answer.text


def only_entry(origin_is_set: bool) -> Entry:
    with database.read() as session:
        condition = Entry.origin.is_not(None) if origin_is_set else Entry.origin.is_(None)
        return session.scalars(select(Entry).where(condition)).one()


def test_a_meetings_summary_comes_back_as_the_same_json(
    held: Held, run: Run, tmp_path: Path, ana: Account
) -> None:
    said = summary_of(held, f"/meetings/{held.meeting}/summary.json")
    file = tmp_path / "summary.json"
    file.write_text(said)

    assert "1 new" in run("import", file, "--account", ana.email).output
    assert summary_of(held, f"/log/{only_entry(True).id}/summary.json") == said
    assert "1 unchanged" in run("import", file, "--account", ana.email).output


def test_from_the_text_of_a_summary_each_line_stays_with_its_action(
    held: Held, run: Run, tmp_path: Path, ana: Account
) -> None:
    file = tmp_path / "summary.md"
    file.write_text(summary_of(held, f"/meetings/{held.meeting}/summary.md"))

    run("import", file, "--account", ana.email)

    entry = only_entry(True)
    with database.read() as session:
        steps = [each.what for each in content_of(session, entry).actions]
    assert [step.count("From: ") for step in steps] == [1, 1, 0, 1]
    assert (entry.next_time, entry.extra, len(entry.learned)) == ("", {}, 3)


def test_it_keeps_what_became_of_it_and_words_that_are_twice_the_same(
    held: Held, run: Run, tmp_path: Path, ana: Account
) -> None:
    data = json.loads(summary_of(held, f"/meetings/{held.meeting}/summary.json"))
    data |= {"did": "We restored it.", "next_time": "Rehearse.", "outcome": "partly"}
    data["learnings"] += [data["learnings"][0] | {"id": "again", "theme": None, "votes": 0}]
    step = data["actions"][0] | {"state": "done", "learning": "again"}
    data["actions"] += [step, step | {"learning": data["learnings"][1]["id"]}]
    file = tmp_path / "summary.json"
    file.write_text(said := json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    run("import", file, "--account", ana.email)

    assert summary_of(held, f"/log/{only_entry(True).id}/summary.json") == said


def test_the_final_summary_takes_the_place_of_an_earlier_one(
    held: Held, run: Run, tmp_path: Path, ana: Account
) -> None:
    said = summary_of(held, f"/meetings/{held.meeting}/summary.json")
    file = tmp_path / "summary.json"
    file.write_text(json.dumps(json.loads(said) | {"closed_at": None, "cards": [], "appreciations": []}))
    run("import", file, "--account", ana.email)
    file.write_text(said)

    assert "1 updated" in run("import", file, "--account", ana.email).output
    assert summary_of(held, f"/log/{only_entry(True).id}/summary.json") == said


def test_the_order_of_its_fields_does_not_matter(held: Held, run: Run, tmp_path: Path, ana: Account) -> None:
    said = summary_of(held, f"/meetings/{held.meeting}/summary.json")
    (tmp_path / "sorted.json").write_text(json.dumps(json.loads(said), sort_keys=True))

    run("import", tmp_path / "sorted.json", "--account", ana.email)

    assert summary_of(held, f"/log/{only_entry(True).id}/summary.json") == said


def test_an_entry_that_was_written_alone_comes_back_too(
    writer: Writer, run: Run, tmp_path: Path, ana: Account
) -> None:
    entry = writer.write(
        did="Sent an offer", happened="Nobody answered", next_time="Ask first", outcome="partly"
    )
    said = writer.browser.get(f"/log/{entry}/summary.json").text
    file = tmp_path / "summary.json"
    file.write_text(said)

    run("import", file, "--account", ana.email)

    assert writer.browser.get(f"/log/{only_entry(True).id}/summary.json").text == said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": 3}, "Expected `str`, got `int` - at `$.title`"),
        ({"time": {}}, "missing required field"),
        ({"date": "tomorrow"}, "Invalid isoformat string: 'tomorrow'"),
        ({"meeting": ""}, "`$.meeting`"),
    ],
)
def test_a_summary_with_something_wrong_says_what(
    held: Held, run: Run, tmp_path: Path, wrong: dict[str, object], sentence: str
) -> None:
    data = json.loads(summary_of(held, f"/meetings/{held.meeting}/summary.json")) | wrong
    (tmp_path / "summary.json").write_text(json.dumps(data))

    result = run("import", tmp_path / "summary.json")

    assert "summary.json:1: This is no summary as facilitator writes it" in result.stderr
    assert sentence in result.stderr
