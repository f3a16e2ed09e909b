"""What becomes of a Markdown file of somebody's old blog."""

from __future__ import annotations

import datetime
import os

import pytest
from log.transfer.conftest import Blog, Bring, Run, content
from sqlalchemy import select

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.tables import Entry

POST = """---
title: The pager that nobody heard
date: 2019-W11-1
categories: [Incidents, on-call]
keywords: paging, night shift
summary: A page went to an empty room for two hours.
severity: 1.10
reviewed: no
---
# The pager that nobody heard

We had moved the rota the week before.

## 1. Root cause:

The rota said Ana, the pager said Ben.

### Details

Two lists.

## Lessons learned

- A rota in two places is two rotas.
- Silence is not
  good news.

## Action items

- [x] Make it one list
- [ ] Page a second person after ten minutes

## Glossary

Rota: who is on call.
"""


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "T"\n[taxonomies]\ntags = ["a"]\ncategories = ["incident"]\nseries = ["b"]\n+++\n',
        "---\ntitle: T\ntaxonomies: {tags: [a], categories: [incident], series: [b]}\n---\n",
    ],
)
def test_taxonomies_have_tags_and_categories(bring: Bring, head: str) -> None:
    entry = bring(head)

    assert (entry.category, entry.tags, entry.extra) == ("incident", ["a"], {"series": "b"})


def test_front_matter_fills_the_fields_of_its_names(bring: Bring) -> None:
    entry = bring(POST)

    assert (entry.title, entry.date) == ("The pager that nobody heard", datetime.date(2019, 3, 11))
    assert entry.category == "incident"
    assert entry.tags == ["on-call", "paging", "night shift"]


def test_headings_that_we_know_fill_their_fields(bring: Bring) -> None:
    entry = bring(POST)

    assert entry.learned == ["A rota in two places is two rotas.", "Silence is not\ngood news."]
    assert entry.drove == "The rota said Ana, the pager said Ben.\n\n### Details\n\nTwo lists."


def test_all_else_is_what_happened_with_the_summary_first(bring: Bring) -> None:
    happened = bring(POST).happened

    assert happened.startswith("A page went to an empty room for two hours.\n\nWe had moved the rota")
    assert happened.endswith("## Glossary\n\nRota: who is on call.")
    assert "# The pager" not in happened


def test_a_list_of_actions_becomes_steps_and_ticks_are_kept(bring: Bring) -> None:
    entry = bring(POST)
    with database.read() as session:
        actions = content(session, entry).actions

    said = [(action.what, action.state) for action in actions]
    assert said == [("Make it one list", "done"), ("Page a second person after ten minutes", "open")]


def test_unknown_keys_are_kept_as_they_were_typed(bring: Bring) -> None:
    assert bring(POST).extra == {"severity": "1.10", "reviewed": "no"}


def test_nested_unknown_keys_are_kept_as_text(bring: Bring) -> None:
    entry = bring("---\ntitle: T\ndate: 2026-03-09\nbuild: {ok: yes, n: [1, 2]}\n---\n")

    assert entry.extra == {"build": '{"ok": "yes", "n": ["1", "2"]}'}


def test_without_front_matter_the_heading_and_the_file_name_serve(bring: Bring) -> None:
    entry = bring("Just words\n==========\n\nNothing else.\n", "2019-03-04-whatever.md")

    assert (entry.title, entry.happened) == ("Just words", "Nothing else.")
    assert entry.date == datetime.date(2019, 3, 4)


@pytest.mark.parametrize(
    "name",
    [
        "2019-03-04-the-long_night.md",
        "2019-03-04T0810 - the long night.md",
        "the_long_night_20190304.md",
        "the long night (4 March 2019).md",
        "2019.03.04 the%20long night 5f0e1d2c3b4a59687766554433221100.md",
        "2019/03/04/the long night.md",
    ],
)
def test_a_file_name_says_the_title_and_the_day(bring: Bring, name: str) -> None:
    entry = bring("No heading.", name)

    assert (entry.title, entry.date) == ("the long night", datetime.date(2019, 3, 4))


FOURTH = "4 March 2019"


@pytest.mark.parametrize(
    "text",
    [
        f"**Date**: {FOURTH}\n\n**Due:** 2020-01-01",
        f"__Incident date:__ Mon, {FOURTH}  \nOwner: Ana",
        f"- *When* - {FOURTH}, 10:00 to 12:00\n- *Where*: the yard",
        f"| Field | Value |\n|---|---|\n| Owner | Ana |\n| Start (UTC) | {FOURTH} |",
        f"| Severity | Date |\n|---|---|\n| 2 | {FOURTH} |",
        f"## Date\n\n{FOURTH}\n\n## Context\n\nThe lease of 2018-05-01.",
        f"*{FOURTH}*\n\nIt stuck.",
        f"Ida Berg, {FOURTH}\n\nIt stuck.",
        f"Created: 2019-05-05\n\n## Facts\n\n- Started at: {FOURTH}",
        f"**Date of incident:** {FOURTH} (once); again on 9 May 2019. **Author:** Ida. **Severity:** not known yet.",
        f"**Last updated (UTC):** 2019-05-05\n\n**Start:** {FOURTH}",
        f"## Impact\n\n2018-05-01\n\n## Timeline\n\n- {FOURTH}, 8:10 it stuck\n- 5 March 2019 it did not",
    ],
)
def test_a_day_is_found_among_the_facts_of_a_text(bring: Bring, text: str) -> None:
    entry = bring(f"# The door\n\n{text}\n", "2020-02-02-door.md")

    assert (entry.title, entry.date) == ("The door", datetime.date(2019, 3, 4))


@pytest.mark.parametrize(
    "line",
    [
        f"Posted on {FOURTH} by Ida",
        f"*Published: {FOURTH}*",
        f"Written by Ida Berg, {FOURTH} · 5 minutes",
        f"_Last updated {FOURTH}_",
    ],
)
def test_a_byline_says_when_it_was_noted(bring: Bring, line: str) -> None:
    assert bring(f"# The door\n\n{line}\n").date == datetime.date(2019, 3, 4)


def test_a_day_of_something_else_is_not_the_date(bring: Bring) -> None:
    text = "# The door\n\nThe lease of 2018-05-01 ends.\n\n## Actions\n\n"
    table = "| What | Date |\n|---|---|\n| Oil | 2018-06-01 |\n"

    assert bring(text + table, "2019-03-04.md").date == datetime.date(2019, 3, 4)


@pytest.mark.parametrize(
    ("head", "day", "kept"),
    [
        (
            "created: 2019-04-09\nstartTime: 2019-04-02T08:10Z\nlastmod: 2019-05-01",
            2,
            {"created", "startTime", "lastmod"},
        ),
        ("date: 2019-04-02T00:00:00Z", 2, set()),
        ("date: soon\npublished_at: 2019-04-03", 9, {"date", "published_at"}),
        ("date: TBD", 9, {"date"}),
        ("date:\ncreated_at: 2019-04-05\nwhen: at night", 9, {"created_at", "when", "date"}),
    ],
)
def test_the_day_that_it_happened_goes_before_others(
    bring: Bring, head: str, day: int, kept: set[str]
) -> None:
    entry = bring(f"---\ntitle: T\n{head}\n---\n", "2019-04-09-t.md")

    assert (entry.date.day, set(entry.extra)) == (day, kept)


def test_files_without_any_date_have_their_own_which_is_said_once(run: Run, blog: Blog, ana: Account) -> None:
    files = {f"{name}.md": f"---\ntitle: {name}\n---\n" for name in "abc"}
    folder = blog({**files, "d.md": "---\ntitle: d\ndate: 2026-03-09\n---\n"})
    for name in files:
        os.utime(folder / name, (0, 86400 * 365))

    said = run("import", folder).stderr
    assert said.count("date") == 1
    assert "3 items name no date: the day of the file's last change was taken." in said
    assert "1 item names no date" in run("import", folder / "a.md").stderr


def test_a_hash_in_a_code_block_is_no_heading(bring: Bring) -> None:
    entry = bring("---\ntitle: T\ndate: 2026-03-09\n---\n```\n# Root cause\n```\n")

    assert entry.happened == "```\n# Root cause\n```"
    assert not entry.drove


def test_more_tags_than_an_entry_holds_are_kept_as_text(bring: Bring) -> None:
    entry = bring(f"---\ntitle: T\ndate: 2026-03-09\ntags: {[f't{n}' for n in range(25)]}\n---\n")

    assert len(entry.tags) == 20
    assert entry.extra["more tags"] == "t20, t21, t22, t23, t24"


def test_a_file_says_nothing_of_who_may_see_it_unless_it_is_ours(bring: Bring) -> None:
    entry = bring("---\ntitle: T\ndate: 2026-03-09\nvisibility: everyone\nauthor: Ben\nid: 7\n---\n")

    assert entry.visibility == "private"
    assert entry.extra == {"visibility": "everyone", "author": "Ben", "id": "7"}


def test_windows_files_are_read_too(run: Run, blog: Blog, ana: Account) -> None:
    folder = blog(
        {
            "marked.md": "\ufeff---\r\ntitle: Größe\r\ndate: 2026-03-09\r\n---\r\nx\r\n",
            "old.md": "---\ntitle: Prüfung\ndate: 2026-03-09\n---\nWir hätten früher üben müssen.\n".encode(
                "cp1252"
            ),
        }
    )
    run("import", folder)

    with database.read() as session:
        assert set(session.scalars(select(Entry.title))) == {"Größe", "Prüfung"}


LANGUAGES = {
    "de": "Zusammenfassung|Ursache|Erkenntnisse|Nächste Schritte|Was|Wer|Bis wann|erledigt",
    "fr": "Résumé|Cause racine|Leçons apprises|Plan d’action|Tâche|Qui|Échéance|terminé",
    "es": "Resumen|Causa raíz|Lecciones aprendidas|Próximos pasos|Tarea|Responsable|Plazo|hecho",
    "pt": "Resumo|Análise da causa|Lições aprendidas|Ações|Ação|Dono|Prazo|feito",
    "it": "Riepilogo|Causa principale|Lezioni apprese|Prossimi passi|Azione|Responsabile|Scadenza|fatto",
    "nl": "Samenvatting|Oorzaak|Geleerde lessen|Actiepunten|Taak|Eigenaar|Wanneer|klaar",
}


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_a_report_in_another_language_fills_the_same_fields(bring: Bring, words: str) -> None:
    told, why, learned, steps, what, who, due, done = words.split("|")
    table = f"| {what} | {who} | {due} | Status |\n|---|---|---|---|\n| Order a seal | Ida | 2019-05-01 | {done} |\n"
    sections = {told: "It stopped.", why: "Wear.", learned: "- Look.\n- Ask.", steps: table}
    entry = bring("# Two pumps\n\n" + "\n\n".join(f"## {name}\n\n{text}" for name, text in sections.items()))

    assert (entry.happened, entry.drove, entry.learned) == ("It stopped.", "Wear.", ["Look.", "Ask."])
    with database.read() as session:
        [action] = content(session, entry).actions
    said = (action.what, action.owner, str(action.due), action.state)
    assert said == ("Order a seal", "Ida", "2019-05-01", "done")
