"""The questions for each stage: enough of them, each with a purpose and the tradition it comes from."""

from __future__ import annotations

from typing import get_args

from facilitator.meeting import questions
from facilitator.meeting.agenda import KINDS
from facilitator.meeting.model import Category

ENOUGH = 10
FITS_A_PHONE = 80


def test_each_stage_has_ten_and_each_category_one() -> None:
    assert questions.QUESTIONS.keys() == set(KINDS)
    assert questions.CATEGORY_QUESTIONS.keys() == set(get_args(Category))
    assert min(len(deck) for deck in questions.QUESTIONS.values()) >= ENOUGH
    assert all(questions.CATEGORY_QUESTIONS.values())


def test_each_stage_asks_for_several_reasons() -> None:
    for kind, deck in questions.QUESTIONS.items():
        assert len(questions.by_purpose(deck)) >= 3, kind


def test_those_of_one_purpose_stand_together() -> None:
    for kind, deck in questions.QUESTIONS.items():
        purposes = [purpose for purpose, _ in questions.by_purpose(deck)]
        assert len(purposes) == len(set(purposes)), kind


def test_each_is_asked_once_and_is_short() -> None:
    texts = [question.text for question in questions.all_questions()]
    assert len(texts) == len(set(texts))
    assert [text for text in texts if len(text) > FITS_A_PHONE or not text.endswith("?")] == []


def test_most_come_from_a_tradition_that_has_a_source() -> None:
    named = questions.traditions()
    own = [question for question in questions.all_questions() if question.tradition is questions.OWN]
    assert named[-1] is questions.OWN
    assert all(tradition.source for tradition in named)
    assert len(own) < len(questions.all_questions()) / ENOUGH


def test_a_browser_gets_those_of_a_category_apart() -> None:
    groups = questions.for_browser()["discuss"]
    assert [group["category"] for group in groups if "category" in group] == list(get_args(Category))
    assert all(group["purpose"] and group["questions"] for group in groups)
