"""Applying the event of who is writing in the recount."""

from __future__ import annotations

from .. import events as e
from ..model import Editors, Meeting
from .fold import drop, folds, put


@folds
def editors_changed(state: Meeting, event: e.EditorsChanged) -> Meeting:
    if not event.count:
        return drop(state, "editors", event.field)
    return put(state, "editors", event.field, Editors(event.count, event.seats))
