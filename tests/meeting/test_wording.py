"""Hints on wording: what sets each family off, and what must not. The room's own matcher finds them."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from facilitator.meeting import columns, ground_rules, prompts, questions
from facilitator.meeting.wording import FAMILIES, for_browser
from facilitator.meeting.wording.family import Family
from hatch_build import node

ROOT = Path(__file__).parents[2]
SENTENCES = Path(__file__).parent / "sentences"
ENOUGH = 40
NAMES = "Ana|Ben|Noor|Teun|Will|Mark|Grace|May|Rosa|olga|Jens|O’Brien|Anne-Marie|Jean-Luc Picard|José María|Żaneta|Ömer"
NAMES += "|Σοφία|Олег|小明|محمد|नेहा|A|C++ (guest)"

by_key = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)


@cache
def hints_for(texts: tuple[str, ...], family: Family) -> dict[str, str | None]:
    """What the room's matcher says to each text, knowing one family. The lines of a text are parted by ``|``."""
    asked = [{"field": family.field, "lines": text.split("|")} for text in texts]
    question = json.dumps({"rules": for_browser([family]), "texts": asked, "names": NAMES.split("|")})
    script = [*node(), "tests/js/find-hints.js"]
    answer = subprocess.run(script, cwd=ROOT, input=question, capture_output=True, text=True, check=True)
    return dict(zip(texts, json.loads(answer.stdout), strict=True))


def sentences(family: Family, mark: str) -> tuple[str, ...]:
    lines = (SENTENCES / f"{family.key}.txt").read_text("utf-8").splitlines()
    return tuple(line[2:] for line in lines if line.startswith(mark))


@by_key
def test_it_finds_what_it_looks_for(family: Family) -> None:
    hints = hints_for(sentences(family, "+"), family)
    assert len(hints) >= ENOUGH
    assert [text for text, hint in hints.items() if hint is None] == []


@by_key
def test_it_leaves_everything_else_alone(family: Family) -> None:
    hints = hints_for(sentences(family, "-"), family)
    assert len(hints) >= ENOUGH
    assert {text: hint for text, hint in hints.items() if hint} == {}


@by_key
def test_each_rule_has_an_example(family: Family) -> None:
    found = hints_for(sentences(family, "+"), family).values()
    assert set(found) == {rule.sentence for rule in family.rules}


@by_key
def test_our_own_words_need_no_hint(family: Family) -> None:
    asked = [question.text for question in questions.all_questions()]
    asked_for = [text for column in columns.TEXTS.values() for text in column]
    texts = (*asked, *asked_for, *prompts.INTROS.values(), *ground_rules.TEXTS, *prompts.TURN.values())
    assert {text: hint for text, hint in hints_for(texts, family).items() if hint} == {}
