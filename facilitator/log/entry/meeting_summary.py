"""From a meeting's summary to an entry's content, and from an entry to its summary with all later edits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches

from facilitator.log.entry.content import ON_ITS_PAGE, Action, Content
from facilitator.meeting.agenda import TITLES
from facilitator.meeting.texts import words_in
from facilitator.summary.model import Action as SummaryAction
from facilitator.summary.model import Learning, Recount, Summary, Tally, Time


def content_of(summary: Summary) -> Content:
    """The content of the entry that a meeting produces, from its summary at the close."""
    recount = summary.recount
    return Content(
        title=summary.title,
        date=date.fromisoformat(summary.date),
        category=summary.category,
        tags=summary.tags,
        expected=recount.expected,
        happened=recount.happened,
        impact=recount.impact,
        drove=summary.drove,
        learned=tuple(learning.text for learning in summary.learnings),
        did=summary.did,
        next_time=summary.next_time,
        outcome=summary.outcome,
        actions=tuple(map(_action, summary.actions)),
    )


def with_edits(summary: Summary, content: Content) -> Summary:
    """The summary with the entry's present content. Fields that only the meeting has stay as they were.

    A learning that was reworded keeps its theme and its votes, but not what people said to its former words.
    """
    return replace(
        summary,
        title=content.title,
        date=content.date.isoformat(),
        category=content.category,
        tags=content.tags,
        recount=Recount(expected=content.expected, happened=content.happened, impact=content.impact),
        did=content.did,
        drove=content.drove,
        next_time=content.next_time,
        outcome=content.outcome,
        learnings=tuple(_learnings(summary.learnings, content.learned)),
        actions=tuple(_actions(summary.actions, content.actions)),
    )


def of_content(content: Content, author: str) -> Summary:
    """The summary of an entry that was written alone: what only a meeting has is empty.

    :param author: the name of who wrote it, or ``""`` where no names are told.
    """
    return with_edits(replace(EMPTY, leader=author), content)


EMPTY = Summary(
    meeting=None,
    title="",
    date="",
    category="",
    tags=(),
    leader="",
    people=(),
    secrecy="named",
    started_at=None,
    closed_at=None,
    statement="",
    recount=Recount(expected="", happened="", impact=""),
    timeline=(),
    learnings=(),
    themes=(),
    columns=(),
    cards=(),
    actions=(),
    appreciations=(),
    successes=(),
    takeaways=(),
    parked=(),
    stages=(),
    time=Time(planned_learning_seconds=0, planned_failure_seconds=0, learning_ms=0, failure_ms=0),
    safety=Tally(answered=0),
    roti=Tally(answered=0),
)
"""A summary in which nothing is said."""


def without_names(summary: Summary) -> Summary:
    """The summary for people who were not in the meeting, when the group shares it without names.

    Texts that people wrote in the room may name somebody, and nobody can edit them any more. So they are
    removed. The content of the entry and the numbers stay.
    """
    return replace(
        summary,
        zone="",
        leader="",
        people=(),
        statement="",
        rules=(),
        timeline=(),
        themes=(),
        columns=(),
        cards=(),
        reviewed=(),
        appreciations=(),
        successes=(),
        takeaways=(),
        parked=(),
        stages=tuple(
            replace(stage, title=_STANDARD_TITLES.get(stage.kind, "A stage")) for stage in summary.stages
        ),
        learnings=tuple(replace(learning, theme=None) for learning in summary.learnings),
        actions=tuple(replace(action, owner="") for action in summary.actions),
    )


def _learnings(kept: Sequence[Learning], texts: Sequence[str]) -> Iterator[Learning]:
    unmoved = {number for number, each in enumerate(kept[: len(texts)]) if each.text == texts[number]}
    moved = [each for number, each in enumerate(kept) if number not in unmoved]
    left = {each.text: each for each in reversed(moved)}
    reworded = (
        {text for text in left if text not in texts} if len(left) * len(texts) <= _MOST_PAIRS else set()
    )
    for number, text in enumerate(texts):
        if number in unmoved:
            yield kept[number]
            continue
        before = text if text in left else _nearest(text, reworded)
        reworded.discard(before)
        found = left.pop(before, None) or Learning(id=f"added-{number}", text=text)
        is_same = words_in(found.text) == words_in(text)
        yield replace(found, text=text, reactions=found.reactions if is_same else {})


def _actions(kept: Sequence[SummaryAction], actions: Sequence[Action]) -> Iterator[SummaryAction]:
    links = {each.headline: each.learning for each in kept}
    near = links if len(links) * len(actions) <= _MOST_PAIRS else {}
    for number, action in enumerate(actions):
        said = {
            each.name: getattr(action, each.name) for each in fields(SummaryAction) if each.name in _ACTION
        }
        due = action.due.isoformat() if action.due else ""
        if number < len(kept) and kept[number].headline == action.headline:
            link = kept[number].learning
        else:
            link = links.get(action.headline) or links.get(_nearest(action.headline, near))
        yield SummaryAction(**said, due=due, learning=link)


_ACTION = ("kind", "what", "hypothesis", "test", "signal", "owner", "support", *ON_ITS_PAGE)


def _nearest(text: str, known: Collection[str]) -> str:
    """The known text that is most similar to this one, probably its earlier wording, or ``""``."""
    short = {each[:_COMPARED]: each for each in known}
    return next((short[each] for each in get_close_matches(text[:_COMPARED], short, 1, 0.5)), "")


_STANDARD_TITLES: Mapping[str, str] = dict(TITLES.items())
"""The titles of the stages by kind, for those that somebody wrote for one meeting."""
_COMPARED = 600
"""How many characters of a text are compared. No learning of a meeting is longer."""
_MOST_PAIRS = 400
"""With more pairs of texts, none is compared: that would block all requests each time the entry is shown."""


def _action(action: SummaryAction) -> Action:
    return Action(
        kind=action.kind,
        what=action.what,
        hypothesis=action.hypothesis,
        test=action.test,
        signal=action.signal,
        owner=action.owner,
        due=date.fromisoformat(action.due) if action.due else None,
        support=action.support,
        state=action.state,
        worked=action.worked,
        came_of=action.came_of,
        learned=action.learned,
        ticket=action.ticket,
    )
