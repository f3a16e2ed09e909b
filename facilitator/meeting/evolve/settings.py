"""What the events of preparing, of questions, of polls and of the recount do."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import Meeting, Poll, Seen, Theme, TimelineRow, next_pos
from .fold import change, drop, folds, put


@folds
def secrecy_set(state: Meeting, event: e.SecrecySet) -> Meeting:
    return replace(state, secrecy=event.secrecy)


@folds
def votes_set(state: Meeting, event: e.VotesSet) -> Meeting:
    return replace(state, votes=event.votes)


@folds
def capacity_set(state: Meeting, event: e.CapacitySet) -> Meeting:
    return replace(state, capacity=event.capacity)


@folds
def title_edited(state: Meeting, event: e.TitleEdited) -> Meeting:
    return replace(state, title=event.title)


@folds
def category_set(state: Meeting, event: e.CategorySet) -> Meeting:
    return replace(state, category=event.category, tags=event.tags)


@folds
def scheduled(state: Meeting, event: e.Scheduled) -> Meeting:
    return replace(state, scheduled_at=event.at)


@folds
def question_asked(state: Meeting, event: e.QuestionAsked) -> Meeting:
    return replace(state, question=event.text)


@folds
def question_cleared(state: Meeting, event: e.QuestionCleared) -> Meeting:
    return replace(state, question=None)


@folds
def entry_used(state: Meeting, event: e.EntryUsed) -> Meeting:
    pos = state.seen[event.entry].pos if event.entry in state.seen else next_pos(state.seen)
    seen = Seen(event.title, event.when, event.outcome, event.learning, pos)
    return replace(put(state, "seen", event.entry, seen), seen_now=event.entry)


@folds
def seen_cleared(state: Meeting, event: e.SeenCleared) -> Meeting:
    return replace(state, seen_now=None)


@folds
def poll_opened(state: Meeting, event: e.PollOpened) -> Meeting:
    opened = put(state, "polls", event.poll, Poll(open=True))
    return _with_votes(opened, None) if event.poll == "vote" else opened


@folds
def answer_counted(state: Meeting, event: e.AnswerCounted) -> Meeting:
    return change(state, "polls", event.poll, answered=event.answered, away=event.away)


@folds
def poll_closed(state: Meeting, event: e.PollClosed) -> Meeting:
    """Votes are kept in the themes, where they follow a merge."""
    votes = event.poll == "vote"
    tally = Poll(
        open=False,
        answered=event.answered,
        counts=None if votes else event.counts,
        mean=event.mean,
        result=event.result,
    )
    closed = put(state, "polls", event.poll, tally)
    return _with_votes(closed, event.counts or {}) if votes else closed


def _with_votes(state: Meeting, counts: dict[str, int] | None) -> Meeting:
    def voted(key: str, theme: Theme) -> Theme:
        return replace(theme, votes=None if counts is None else counts.get(key, 0))

    return replace(state, themes={key: voted(key, theme) for key, theme in state.themes.items()})


@folds
def statement_edited(state: Meeting, event: e.StatementEdited) -> Meeting:
    return replace(state, statement=event.text)


@folds
def recount_edited(state: Meeting, event: e.RecountEdited) -> Meeting:
    return replace(state, recount=replace(state.recount, **{event.field: event.text}))


@folds
def timeline_row_added(state: Meeting, event: e.TimelineRowAdded) -> Meeting:
    row = TimelineRow(event.at, event.what, next_pos(state.timeline))
    return put(state, "timeline", event.row, row)


@folds
def timeline_row_edited(state: Meeting, event: e.TimelineRowEdited) -> Meeting:
    return change(state, "timeline", event.row, at=event.at, what=event.what)


@folds
def timeline_row_deleted(state: Meeting, event: e.TimelineRowDeleted) -> Meeting:
    return drop(state, "timeline", event.row)
