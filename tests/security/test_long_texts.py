"""Nobody slows the others down with long texts of their own: the work of a page is bounded."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from fixtures.entries import Writer, the
from flask import Flask

from facilitator import database
from facilitator.accounts.tables import Account
from facilitator.log.entry.content import Content
from facilitator.log.revisions import diff, store
from facilitator.log.revisions.diff import DiffBudget, changes
from facilitator.log.search.marks import LOOKED_AT, MOST_MARKS, marks_in
from facilitator.log.search.query import Match, Term
from facilitator.log.search.stems import stem
from facilitator.log.transfer.mapping.own import _summary
from facilitator.log.transfer.records import ParseError
from facilitator.summary.model import Card, Theme, load

FROZEN_SECONDS = 8
KB = 1024


def words(length: int, seed: int) -> str:
    chance = Random(seed)
    found = " ".join(
        "".join(chance.choices("abcdefghij", k=chance.randint(1, 9))) for _ in range(length // 5)
    )
    return found[:length]


def test_a_history_of_long_versions_is_a_page_like_others(app: Flask, writer: Writer, ana: Account) -> None:
    texts = [
        Content("Long", date(2026, 1, 5), learned=("x",), did=words(180 * KB, seed)) for seed in range(11)
    ]
    with database.session() as session:
        entry = store.new_entry(ana.id, 0)
        store.save(session, entry, texts[0], 0)
        for at, text in enumerate(texts[1:], 1):
            store.change(session, entry, text, at, by=ana.id, kind="edit")
    began = time.monotonic()
    page = writer.browser.get(f"/log/{entry.id}/history")

    assert time.monotonic() - began < FROZEN_SECONDS
    assert page.status_code == 200
    assert len(page.data) < 500 * KB


def test_long_versions_are_compared_where_they_differ() -> None:
    before = Content("Long", date(2026, 1, 5), did=words(90 * KB, 1) + " one way " + words(90 * KB, 2))
    after = Content("Long", date(2026, 1, 5), did=before.did.replace(" one way ", " another way "))
    [change] = changes(before, after)

    assert [(piece.sign, piece.text) for piece in change.pieces if piece.sign != "same"] == [
        ("out", "one"),
        ("in", "another"),
    ]


def test_what_is_not_compared_is_shown_as_replaced_and_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "diff_match_patch", None)
    found = list(diff.pieces_between("x" + words(90 * KB, 1), "y" + words(90 * KB, 2) + "y", DiffBudget()))

    assert [piece.sign for piece in found] == ["out", "in"]
    assert all(len(piece.text) < diff.MOST_SHOWN + 100 for piece in found)


def test_a_part_of_a_long_text_is_looked_at() -> None:
    texts = {"did": "a " * LOOKED_AT, "expected": "b " * LOOKED_AT + "a", "happened": "a"}
    [marks] = marks_in([texts], Match((Term(("a",)),)), stem)
    assert (len(marks["did"]), marks["expected"], marks["happened"]) == (MOST_MARKS, [], [(0, 1)])


def test_each_card_of_a_summary_comes_once(meeting_entry: str) -> None:
    """An imported file may have twenty themes with one id, and all its cards in it."""
    themes = tuple(Theme(id="one", name=f"Theme {n}", votes=1, spent_ms=0) for n in range(20))
    cards = tuple(Card(column="driver", text="x" * 100, theme="one") for _ in range(400))
    summary = replace(load(the(meeting_entry).summary or {}), themes=themes, cards=cards)

    assert sum(len(held) for _, held in summary.gathered()) == 400
    assert len(summary.gathered()) == 20


@pytest.mark.parametrize("more", [{"parked": ["x"] * 1001}, {"statement": "x" * 2048 * KB}])
def test_a_summary_larger_than_any_meeting_leaves_is_not_imported(
    meeting_entry: str, more: dict[str, object]
) -> None:
    summary = {**(the(meeting_entry).summary or {}), **more}
    with pytest.raises(ParseError, match="none is as long as this"):
        _summary(summary)
