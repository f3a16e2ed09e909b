import pytest
from meeting.table import refused

from facilitator.meeting import agenda
from facilitator.meeting.agenda import (
    STANDARD_AGENDAS,
    check,
    failure_seconds,
    minutes_text,
    share_out,
    stage,
    standard,
)
from facilitator.meeting.model import Kind, Stage


def stages(**seconds: int) -> tuple[Stage, ...]:
    kinds: dict[str, Kind] = {kind: kind for kind in agenda.KINDS}
    return tuple(stage(kinds[kind], length) for kind, length in seconds.items())


@pytest.mark.parametrize("minutes", STANDARD_AGENDAS)
def test_each_standard_agenda_gives_the_failure_a_tenth_to_the_second(minutes: int) -> None:
    assert sum(STANDARD_AGENDAS[minutes]) == minutes * 60
    assert failure_seconds(standard(minutes)) * 10 == minutes * 60
    assert tuple(item.seconds for item in standard(minutes)) == STANDARD_AGENDAS[minutes]


@pytest.mark.parametrize("like", [None, *STANDARD_AGENDAS])
def test_every_length_sums_and_shares_exactly(like: int | None) -> None:
    for minutes in range(10, 241):
        made = standard(minutes, like)
        assert sum(item.seconds for item in made) == minutes * 60
        assert failure_seconds(made) == minutes * 6
        assert check(made).level == "ok"


@pytest.mark.parametrize("minutes", [-1, 0, 9, 241])
def test_other_lengths_are_refused(minutes: int) -> None:
    with refused("bad_length"):
        standard(minutes)


def test_an_unknown_standard_agenda_is_refused() -> None:
    with refused("bad_template"):
        standard(60, 61)


def test_the_standard_hour() -> None:
    assert [(item.kind, item.seconds // 60, item.focus) for item in standard(60)] == [
        ("frame", 3, "learning"),
        ("recount", 6, "failure"),
        ("reflect", 8, "learning"),
        ("group", 5, "learning"),
        ("vote", 2, "learning"),
        ("discuss", 20, "learning"),
        ("commit", 12, "learning"),
        ("celebrate", 4, "learning"),
    ]


def test_shares_are_whole_and_go_to_the_largest_remainder() -> None:
    assert share_out(10, (1, 1, 1)) == [4, 3, 3]
    assert share_out(100, (2, 1)) == [67, 33]


def test_up_to_ten_percent_is_normal() -> None:
    verdict = check(stages(recount=60, discuss=540))
    assert (verdict.level, verdict.share, verdict.budget_seconds) == ("ok", 10.0, 60)
    assert verdict.sentence == "10 % of the time goes to the failure, the rest to what you learn from it."


def test_up_to_fifteen_percent_is_said_aloud() -> None:
    verdict = check(stages(recount=90, discuss=510))
    assert (verdict.level, verdict.share) == ("warn", 15.0)
    assert verdict.sentence.startswith("The failure takes 15 % of the time, more than the usual 10 %.")


def test_above_that_it_is_refused_with_what_to_do() -> None:
    verdict = check(stages(recount=120, discuss=480))
    assert (verdict.level, verdict.share) == ("refused", 20.0)
    assert verdict.sentence == (
        "The failure would take 20 % of the time. Up to 15 % can be used: move 30 s of it to the learning."
    )
    assert check(stages(recount=90, discuss=510)).level == "warn"


def test_a_second_above_a_limit_does_not_read_as_the_limit() -> None:
    assert check(stages(recount=361, discuss=3239)).share == 10.1
    assert check(stages(recount=541, discuss=3059)).sentence.startswith("The failure would take 15.1 %")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Add a stage in which you learn something."),
        (stages(recount=600), "Add a stage in which you learn something."),
        (
            stages(discuss=600) + stages(discuss=600),
            "A stage stands in the agenda twice. Keep one of the two.",
        ),
        (stages(discuss=600, commit=14), "Give each stage at least 15 seconds, or drop it."),
        (stages(discuss=599), "Plan between 10 and 240 minutes in all."),
        (stages(discuss=14_401), "Plan between 10 and 240 minutes in all."),
        (stages(discuss=900, recount=60), "Move “What happened” up: the meeting ends on what you learn."),
    ],
)
def test_it_says_what_is_wrong_with_an_agenda(given: tuple[Stage, ...], said: str) -> None:
    verdict = check(given)
    assert (verdict.level, verdict.sentence) == ("refused", said)
    with refused("bad_agenda"):
        agenda.accept(given)


def test_a_blank_title_becomes_the_usual_one() -> None:
    assert stage("frame", 60, "  ").title == "Set the frame"


def test_lengths_in_words() -> None:
    assert [minutes_text(seconds) for seconds in (120, 90, 45, 0)] == ["2 min", "1 min 30 s", "45 s", "0 s"]
