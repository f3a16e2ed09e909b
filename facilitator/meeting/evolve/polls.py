"""Applying the events of polls, and the extra time that a thumb vote gives."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import (
    POLL_STAGES,
    Meeting,
    Poll,
    Theme,
)
from .fold import change, folds, put


@folds
def poll_opened(state: Meeting, event: e.PollOpened) -> Meeting:
    opened = put(state, "polls", event.poll, Poll(open=True, asked=tuple(sorted(state.here))))
    return _with_votes(opened, None) if event.poll == "vote" else opened


@folds
def poll_reopened(state: Meeting, event: e.PollReopened) -> Meeting:
    """Its numbers stay in the state, out of sight, so that the next tally can be compared with them."""
    asked = tuple(sorted(state.here.union(state.polls[event.poll].asked)))
    opened = change(
        state, "polls", event.poll, open=True, again=True, kept=False, answered=event.answered, asked=asked
    )
    return _with_votes(opened, None) if event.poll == "vote" else opened


@folds
def answer_counted(state: Meeting, event: e.AnswerCounted) -> Meeting:
    return change(state, "polls", event.poll, answered=event.answered)


@folds
def poll_closed(state: Meeting, event: e.PollClosed) -> Meeting:
    """The tally of the vote is stored in the themes, so that votes move along when themes are merged."""
    votes = event.poll == "vote"
    closed = change(
        state,
        "polls",
        event.poll,
        open=False,
        kept=state.is_in(POLL_STAGES[event.poll]),
        answered=event.answered,
        counted=event.counted,
        counts=None if votes else event.counts,
        mean=event.mean,
        result=event.result,
    )
    return _with_votes(closed, event.counts or {}) if votes else closed


@folds
def done_counted(state: Meeting, event: e.DoneCounted) -> Meeting:
    return replace(state, done=event.done)


@folds
def theme_extended(state: Meeting, event: e.ThemeExtended) -> Meeting:
    extra = state.themes[event.theme].extra_seconds + event.seconds
    return change(state, "themes", event.theme, extra_seconds=extra)


def _with_votes(state: Meeting, counts: dict[str, int] | None) -> Meeting:
    """The themes with new votes, by which they are ordered again."""

    def voted(key: str, theme: Theme) -> Theme:
        return replace(theme, votes=None if counts is None else counts.get(key, 0), place=None)

    return replace(state, themes={key: voted(key, theme) for key, theme in state.themes.items()})
