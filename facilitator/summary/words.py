"""Numbers, dates and names as every format writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from facilitator.meeting import ground_rules, scales, timeline
from facilitator.summary.model import USUAL_COLUMNS, Action, Column, Reviewed, Summary, Tally

moment = timeline.moment
SAFETY, ROTI = scales.SAFETY, scales.ROTI
_DROVE = next(column.title for column in USUAL_COLUMNS if column.counts_as == "driver")
_ORDER = ("worked", "surprise", "")
SO_FAR = "So far: this meeting has not closed yet."
FOCUS = {"learning": "Learning", "failure": "The failure"}
OUTCOMES = {"worked": "It worked", "partly": "It worked in part", "did not work": "It did not work"}
STATES = {
    "open": "",
    "done": "Done",
    "worked": "It worked",
    "partly": "It worked in part",
    "did not work": "It did not work",
    "dropped": "Dropped",
}


WORKED = {"yes": "It worked.", "no": "It did not work.", "cannot tell": "Nobody can tell."}
"""The answers to whether a step that is done worked."""


REVIEWED = {
    "": "Not reviewed",
    **STATES,
    "open": "Still open",
    "kept": "Goes on",
    "redefined": "In new words",
}
"""What was decided about an action of an earlier meeting."""


BAR = "\N{FULL BLOCK}"
"""Stands for one answer, where a score's answers are drawn with letters."""
_BRIEF = 60
_BLANKS = re.compile("[\\s\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Headings:
    """The headings that differ between a group's meeting and an entry that somebody wrote alone."""

    learned: str
    actions: str
    did: str
    failure: str
    expected: str
    happened: str


_OF_A_GROUP = Headings(
    learned="What we learned",
    actions="What we do next",
    did="What we decided or did",
    failure="What happened",
    expected="What we expected",
    happened="What happened",
)
_ALONE = Headings(
    learned="What was learned",
    actions="Actions and experiments",
    did="What was decided or done",
    failure="How it went",
    expected="What was expected",
    happened="What happened",
)


class Planned(Protocol):
    """An action of a summary or of an entry."""

    @property
    def kind(self) -> str: ...

    @property
    def due(self) -> str | datetime.date | None: ...

    @property
    def state(self) -> str: ...

    @property
    def worked(self) -> str: ...

    @property
    def came_of(self) -> str: ...

    @property
    def learned(self) -> str: ...


def flat(text: str) -> str:
    """The text on one line."""
    return _BLANKS.sub(" ", text).strip()


def title(summary: Summary) -> str:
    """The title; a draft may have none yet."""
    return summary.title.strip() or "Without a title"


def headings(summary: Summary) -> Headings:
    """The headings that fit the summary."""
    return _OF_A_GROUP if summary.meeting else _ALONE


def own_rules(summary: Summary) -> tuple[str, ...]:
    """The group's ground rules, if they are not the usual ones, which tell a reader nothing."""
    return () if summary.rules == ground_rules.TEXTS else summary.rules


def what_drove_it(summary: Summary) -> str:
    """The heading of what drove it: as the meeting called that column, if it had one of its own for it."""
    own = [column.title for column in summary.columns if column.counts_as == "driver"]
    return own[0] if len(own) == 1 else _DROVE


def told_columns(summary: Summary) -> list[Column]:
    """The columns whose cards are told as they are. Of the others the drivers and the learnings are told instead."""
    told = (column for column in summary.columns if column.counts_as in _ORDER)
    return sorted(told, key=lambda column: _ORDER.index(column.counts_as))


def recounted(summary: Summary) -> list[tuple[str, str]]:
    """The texts of the recount with their headings; what nobody wrote is left out.

    Where nothing was expected, what happened needs no heading below that of the section.
    """
    says, recount = headings(summary), summary.recount
    told = (
        (says.expected, recount.expected),
        (says.happened if recount.expected.strip() else "", recount.happened),
        ("What came of it", recount.impact),
    )
    return [(heading, text) for heading, text in told if text.strip()]


def day(date: str) -> str:
    """``2026-03-09`` as ``9 March 2026``. Text that is no date stays as it is."""
    try:
        at = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{at.day} {at:%B %Y}"


def clock(ms: int) -> str:
    """Minutes and seconds, as on the room's clock: ``6:00``, ``72:30``."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    return f"{minutes}:{seconds:02}"


def minutes(ms: int) -> int:
    """Whole minutes."""
    return round(ms / 60_000)


def listed(names: Sequence[str]) -> str:
    """``Noor, Teun and Abela``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str) -> str:
    """``1 vote``, ``7 votes``."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


REACTIONS: Mapping[str, str] = {"same": "same here", "new": "new to me", "thanks": "thanks"}


def reactions(said: Mapping[str, int]) -> str:
    """``3 × same here, 1 × thanks``; empty if nobody said anything."""
    return ", ".join(f"{said[kind]} × {name}" for kind, name in REACTIONS.items() if said.get(kind))


def tried(worked: int, failed: int) -> str:
    """What came of things that were tried: ``2 worked, 1 did not``; empty if nothing is known of any."""
    if not failed:
        return f"{worked} worked" if worked else ""
    return f"{worked} worked, {failed} did not" if worked else f"{failed} did not work"


def percent(share: float) -> str:
    """``90 %``, ``92.5 %``, with a space that doesn't break."""
    return f"{share:g}\N{NO-BREAK SPACE}%"


def led_by(summary: Summary) -> str:
    """A sentence with who led the meeting and who was in it, or ``""`` for a summary without names."""
    if not summary.leader:
        return ""
    if not summary.meeting:
        return f"Written by {summary.leader}."
    others = others_of(summary)
    if not others:
        return f"Led by {summary.leader}."
    return f"Led by {summary.leader}, with {listed(others)}."


def others_of(summary: Summary) -> list[str]:
    """The names of those who were there, without who led it."""
    return [name for name in summary.people if name != summary.leader]


def results(action: Planned) -> tuple[tuple[str, str], ...]:
    """What came of an action, as names and texts; what nobody said is left out."""
    if action.state == "dropped":
        told: tuple[tuple[str, str], ...] = (("Why it was dropped", action.came_of),)
    elif action.kind == "experiment":
        told = ((_SIGNAL, action.came_of), ("What was learned from it", action.learned))
    else:
        told = (("Did it work?", f"{WORKED.get(action.worked, '')} {action.came_of}".strip()),)
    return tuple((name, text) for name, text in told if text)


_SIGNAL = "What the signal said"
_WHY = {"dropped": "Why it was dropped", "worked": _SIGNAL, "partly": _SIGNAL, "did not work": _SIGNAL}


def came_to(item: Reviewed) -> str:
    """Where an action of an earlier meeting stands after the review."""
    return REVIEWED[item.state if item.has_ended else item.decision]


def followed(summary: Summary, action: Action) -> str:
    """The learning that an action follows, or an empty text."""
    learning = summary.learning_of(action)
    return learning.text if learning else ""


def followed_briefly(summary: Summary, action: Action) -> str:
    """The learning that an action follows, in a few words: its theme's name, or its own first words."""
    learning = summary.learning_of(action)
    if learning is None:
        return ""
    theme = summary.theme_of(learning)
    is_only_one = [each.theme for each in summary.learnings].count(learning.theme) == 1
    return theme.name if theme and is_only_one else _first_words(learning.text)


def _first_words(text: str) -> str:
    """The beginning of a text on one line, cut between words where there are any."""
    whole = flat(text)
    if len(whole) <= _BRIEF:
        return whole
    begun = whole[:_BRIEF]
    return f"{begun.rpartition(' ')[0] or begun}…"


def label(name: str) -> str:
    """The name of a detail before its text: ``Test:``, ``Did it work?``."""
    return name if name.endswith("?") else f"{name}:"


def said_of(item: Reviewed) -> tuple[tuple[str, str], ...]:
    """What was said of an action of an earlier meeting, as names and texts; what nobody said is left out."""
    told = (
        *(results(item) if item.has_ended else ()),
        ("From now on", item.new_what),
        (_WHY.get(item.decision, "A word to it"), item.why),
        ("In its own entry", item.not_written),
    )
    return tuple((name, text) for name, text in told if text)


def next_day(item: Reviewed) -> str:
    """The day until which an action of an earlier meeting goes on, in words, or an empty text."""
    goes_on = not item.has_ended and item.decision in ("", "kept", "redefined")
    due = item.new_due or item.due
    return _until(item.kind, due) if goes_on and due else ""


def when(action: Planned) -> str:
    """The due date of a step, or the review date of an experiment, in words.

    It is "no date yet" for an open action without one, and ``""`` for an ended action without one.
    """
    if not action.due:
        return "no date yet" if action.state == "open" else ""
    return _until(action.kind, str(action.due))


def _until(kind: str, due: str) -> str:
    return f"{'look again on' if kind == 'experiment' else 'by'} {day(due)}"


def facts(summary: Summary) -> list[str]:
    """What stands below the title, a line each: category, day and tags; who was there; how it came out."""
    told = (summary.category.capitalize(), day(summary.date), ", ".join(summary.tags))
    so_far = SO_FAR if is_going_on(summary) else ""
    lines = (
        " · ".join(filter(None, told)),
        led_by(summary),
        OUTCOMES.get(summary.outcome, ""),
        so_far,
        doubt(summary),
    )
    return [line for line in lines if line]


def doubt(summary: Summary) -> str:
    """That somebody said that it does not hold any more, or ``""``."""
    if not summary.no_longer_true:
        return ""
    said = f"No longer true, said on {day(summary.no_longer_true)}."
    return f"{said} It is kept so that you can see what was believed."


def is_going_on(summary: Summary) -> bool:
    """Whether the summary is of a meeting that has not closed yet."""
    return summary.meeting is not None and summary.closed_at is None


def nobody(summary: Summary) -> str:
    """What stands for the owner of an action without one: nothing where no names are told."""
    return "Nobody yet" if summary.meeting and summary.leader else ""


def shares(summary: Summary) -> str:
    """The actual and planned shares of learning and failure, in two sentences."""
    time = summary.time
    spent, planned = time.learning_share, time.planned_learning_share
    return (
        f"{percent(spent)} of the time went to what was learned"
        f" and {percent(round(100 - spent, 1))} to the failure."
        f" The plan was {percent(planned)} and {percent(round(100 - planned, 1))}."
    )


def answers(tally: Tally) -> str:
    """The number of answers, and their mean if there is one."""
    counted_answers = counted(tally.answered, "answer")
    return counted_answers if tally.mean is None else f"{counted_answers}, {tally.mean:g} on average"
