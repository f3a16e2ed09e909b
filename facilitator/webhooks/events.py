"""The events that a webhook can be told of, with what they are called on the pages."""

from __future__ import annotations

MEETING_CLOSED = "meeting.closed"
ENTRY_SHARED = "entry.shared"
ACTION_ASSIGNED = "action.assigned"
ACTION_DUE = "action.due"
ACTION_ENDED = "action.ended"
TEST = "test"
"""Sent by the button on a webhook's page, and by nothing else."""

TITLES = {
    MEETING_CLOSED: "A meeting has closed",
    ENTRY_SHARED: "An entry is shared with everyone",
    ACTION_ASSIGNED: "Somebody has an action",
    ACTION_DUE: "An action is due today, where its owner is",
    ACTION_ENDED: "An action has ended",
}
