"""All tables of the application, for comparing them with the migrations."""

import facilitator.accounts.tables
import facilitator.calendar.tables
import facilitator.log.entry.tables
import facilitator.log.search.tables
import facilitator.once
import facilitator.outbox.tables
import facilitator.reminders.tables
import facilitator.room.tables
import facilitator.trackers.tables
import facilitator.webhooks.tables  # noqa: F401
from facilitator.database import Base

metadata = Base.metadata


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether the comparison includes it. The full-text index is left out: migrations write it by hand."""
    return kind != "table" or not str(name).startswith("search_words")
