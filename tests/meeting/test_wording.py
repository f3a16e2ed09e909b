import re

import pytest

from facilitator.meeting import prompts, questions
from facilitator.meeting.wording import HINTS, hint

BLAME = [
    ("We should have tested it", "should"),
    ("Ben couldn't have missed it", "should"),
    ("They ought to have asked", "should"),
    ("It was Ben's fault", "blame"),
    ("A careless change", "blame"),
    ("It was obviously wrong", "clear now"),
    ("Of course it broke", "clear now"),
    ("Root cause: human error", "closes"),
    ("Ben forgot to tell support", "did not happen"),
    ("The team failed to notice the alarm", "did not happen"),
    ("Nobody cares about the runbook", "rarely"),
    ("Support never listens", "rarely"),
    ("He just didn't care", "mind"),
    ("They didn’t check", "mind"),
    ("Why did you press it?", "defence"),
    ("Why didn't they call?", "defence"),
]

NEUTRAL = [
    "We believed the backup was running, and learned that it had stopped in May.",
    "The alarm came at 9:40; two people looked at the wrong screen.",
    "The service failed to start after the change.",
    "An alarm on the first failure would have told us a week earlier.",
    "We have not tried it at night yet.",
    "What would have to be different for this to be easy?",
    "Support told everybody within ten minutes.",
]


@pytest.mark.parametrize(("text", "said"), BLAME)
def test_it_hints_at_blame_and_hindsight(text: str, said: str) -> None:
    found = hint(text)
    assert found is not None
    assert said in found.casefold()


@pytest.mark.parametrize("text", NEUTRAL)
def test_it_leaves_plain_words_alone(text: str) -> None:
    assert hint(text) is None


def test_each_hint_has_an_example() -> None:
    assert {hint(text) for text, _ in BLAME} == {item.sentence for item in HINTS}


def test_our_own_questions_need_no_hint() -> None:
    asked = [question.text for question in questions.all_questions()]
    columns = [text for column in prompts.COLUMNS.values() for text in column]
    for text in (*asked, *columns, *prompts.INTROS.values(), *prompts.TURN.values()):
        assert hint(text) is None, text


def test_a_browser_reads_the_patterns_alike() -> None:
    """Nothing that JavaScript's flag ``u`` refuses, or that means something else there."""
    for item in HINTS:
        assert re.sub(r"\\[bw]", "", item.pattern).isprintable()
        assert "\\" not in re.sub(r"\\[bw]", "", item.pattern)
        assert "(?" not in item.pattern
