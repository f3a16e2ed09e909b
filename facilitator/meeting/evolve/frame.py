"""Applying the events of ``decide.frame``: statement, questions, earlier entries, secrecy and votes."""

from __future__ import annotations

from dataclasses import replace

from .. import events as e
from ..model import (
    Meeting,
    Seen,
    next_pos,
)
from .fold import change, folds, put


@folds
def secrecy_set(state: Meeting, event: e.SecrecySet) -> Meeting:
    return replace(state, secrecy=event.secrecy)


@folds
def votes_set(state: Meeting, event: e.VotesSet) -> Meeting:
    """With fewer votes than before, the answers of a counted vote are deleted."""
    poll = state.polls.get("vote")
    kept = change(state, "polls", "vote", kept=False) if poll and event.votes < state.votes else state
    return replace(kept, votes=event.votes)


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
def statement_edited(state: Meeting, event: e.StatementEdited) -> Meeting:
    return replace(state, statement=event.text)
