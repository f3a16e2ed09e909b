"""Agendas: the standard ones, scaling to any length, and the 90/10 check.

The failure's tenth of a meeting of whole minutes is a whole number of seconds (6 a minute), so each
scaled agenda gives the failure exactly 10 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from facilitator.refused import Refused

from .model import Focus, Kind, Stage

SHORTEST_MINUTES, LONGEST_MINUTES = 10, 240
SHORTEST_STAGE_SECONDS = 15
NORMAL_PERCENT, HIGHEST_PERCENT = 10, 15

KINDS: tuple[Kind, ...] = get_args(Kind)

TITLES: Mapping[Kind, str] = {
    "frame": "Set the frame",
    "recount": "What happened",
    "reflect": "Write alone",
    "group": "Put together",
    "vote": "Vote",
    "discuss": "Talk it through",
    "commit": "Decide",
    "celebrate": "Celebrate and close",
}

STANDARD_AGENDAS: Mapping[int, tuple[int, ...]] = {
    25: (90, 150, 240, 120, 60, 480, 270, 90),
    45: (150, 270, 390, 210, 90, 870, 540, 180),
    60: (180, 360, 480, 300, 120, 1200, 720, 240),
    90: (240, 540, 660, 420, 180, 1920, 1080, 360),
}
"""Length of the meeting in minutes -> seconds of each stage, in the order of KINDS."""


@dataclass(frozen=True)
class Verdict:
    """The result of checking an agenda.

    ``share`` is the failure's share of the time in percent, ``budget_seconds`` its planned seconds. ``level``
    says whether the agenda can be used, and ``sentence`` why.
    """

    share: float
    level: Literal["ok", "warn", "refused"]
    sentence: str
    budget_seconds: int


def focus_of(kind: Kind) -> Focus:
    """The focus of a kind of stage. Only the recount is about the failure; all others are about learning."""
    return "failure" if kind == "recount" else "learning"


def stage(kind: Kind, seconds: int, title: str = "") -> Stage:
    return Stage(kind, kind, title.strip() or TITLES[kind], seconds, focus_of(kind))


def standard(minutes: int, like: int | None = None) -> tuple[Stage, ...]:
    """An agenda of exactly ``minutes``, in the proportions of a standard agenda.

    :param like: a key of STANDARD_AGENDAS; the one nearest in length if it is None
    :raises Refused: ``bad_length`` outside of 10 to 240 minutes, ``bad_template``
    """
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Refused("bad_length", "Give the meeting between 10 and 240 minutes.", 422)
    if like is not None and like not in STANDARD_AGENDAS:
        raise Refused("bad_template", "Choose the standard agenda of 25, 45, 60 or 90 minutes.", 422)
    nearest = min(STANDARD_AGENDAS, key=lambda length: abs(length - minutes))
    weights = dict(zip(KINDS, STANDARD_AGENDAS[like or nearest], strict=True))
    failure = minutes * 60 * NORMAL_PERCENT // 100
    del weights["recount"]
    shares = share_out(minutes * 60 - failure, weights.values())
    seconds = dict(zip(weights, shares, strict=True)) | {"recount": failure}
    return tuple(stage(kind, seconds[kind]) for kind in KINDS)


def share_out(total: int, weights: Iterable[int]) -> list[int]:
    """Whole numbers in proportion to the weights that sum to ``total`` (largest remainder)."""
    parts = list(weights)
    whole = sum(parts)
    shares = [total * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(total * parts[i] % whole), i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def failure_seconds(stages: Sequence[Stage]) -> int:
    return sum(item.seconds for item in stages if item.focus == "failure")


def check(stages: Sequence[Stage]) -> Verdict:
    """The verdict on an agenda, with a sentence for the person who edits it."""
    total, failure = sum(item.seconds for item in stages), failure_seconds(stages)
    share = failure_percent(failure, total)
    level, sentence = _judge(stages, total, failure, f"{share:g} %")
    return Verdict(share, level, sentence, failure)


def failure_percent(failure: int, total: int) -> float:
    """The failure's share of the time in percent, rounded to one decimal.

    A share just above a limit is not rounded down to the limit, so that it is visible why the check warns.
    """
    share = round(100 * failure / total, 1) if total else 100.0
    above = share in (NORMAL_PERCENT, HIGHEST_PERCENT) and 100 * failure > share * total
    return share + 0.1 if above else share


def _judge(
    stages: Sequence[Stage], total: int, failure: int, percent: str
) -> tuple[Literal["ok", "warn", "refused"], str]:
    if problem := _shape_problem(stages, total):
        return "refused", problem
    excess = failure - total * HIGHEST_PERCENT // 100
    if excess > 0:
        return "refused", (
            f"The failure would take {percent} of the time. Up to {HIGHEST_PERCENT} % can be used: "
            f"move {minutes_text(excess)} of it to the learning."
        )
    if failure * 100 > total * NORMAL_PERCENT:
        return "warn", (
            f"The failure takes {percent} of the time, more than the usual {NORMAL_PERCENT} %. "
            "It works, but the learning pays for it."
        )
    return "ok", f"{percent} of the time goes to the failure, the rest to what you learn from it."


def _shape_problem(stages: Sequence[Stage], total: int) -> str | None:
    if len({item.kind for item in stages}) < len(stages):
        return "A stage stands in the agenda twice. Keep one of the two."
    if all(item.focus == "failure" for item in stages):
        return "Add a stage in which you learn something."
    if stages[-1].focus == "failure":
        return f"Move “{stages[-1].title}” up: the meeting ends on what you learn."
    if any(item.seconds < SHORTEST_STAGE_SECONDS for item in stages):
        return f"Give each stage at least {SHORTEST_STAGE_SECONDS} seconds, or drop it."
    if not SHORTEST_MINUTES * 60 <= total <= LONGEST_MINUTES * 60:
        return f"Plan between {SHORTEST_MINUTES} and {LONGEST_MINUTES} minutes in all."
    return None


def minutes_text(seconds: int) -> str:
    """A length in words, exact to the second: '2 min', '1 min 30 s', '45 s'."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(part for part in parts if part) or "0 s"


def accept(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages as a tuple, after checking that the agenda can be used.

    :raises Refused: ``bad_agenda`` with the sentence of :func:`check`
    """
    verdict = check(stages)
    if verdict.level == "refused":
        raise Refused("bad_agenda", verdict.sentence, 422)
    return tuple(stages)
