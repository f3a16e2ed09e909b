"""Sample entries for the demonstration, as if written alone some days ago."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any

from sqlalchemy.orm import Session

from facilitator.actions import ending
from facilitator.actions.ending import End
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.rows import content_of
from facilitator.log.entry.schemas import DraftSchema
from facilitator.log.revisions import store


def write_all(session: Session, account_id: str, now: datetime) -> None:
    """Write the entries of ``entries.json``, each at the time when it happened."""
    for told in json.loads(resources.files("facilitator.demo").joinpath("entries.json").read_text("utf-8")):
        _write(session, account_id, told, now)


def _write(session: Session, account_id: str, told: dict[str, Any], now: datetime) -> None:
    """Write one entry. All days in its data are counted from `now`."""
    happened = now - timedelta(days=told.pop("days_ago"))
    entry = store.new_entry(account_id, _instant(happened), visibility=told.pop("visibility"))
    entry.draft, entry.named = told.pop("draft", False), told.pop("named", False)
    told["date"] = happened.date().isoformat()
    came = [action.pop("came", ()) for action in told.get("actions", ())]
    for action in told.get("actions", ()):
        action["due"] = (now + timedelta(days=action.pop("due_in_days"))).date().isoformat()
    store.save(session, entry, DraftSchema().load(told), _instant(happened))
    for action, answers in zip(content_of(session, entry).actions, came, strict=True):
        for answer in answers:
            _say(session, action.id, answer, Reader(account_id, {}), now)


def _say(session: Session, action_id: str, answer: dict[str, Any], who: Reader, now: datetime) -> None:
    """Say how an action ended, or whether it worked."""
    at = _instant(now - timedelta(days=answer.pop("days_ago")))
    if "worked" in answer:
        ending.answer(session, action_id, answer["worked"], answer["came_of"], who, at)
    else:
        ending.end(session, action_id, End(**answer), who, at)


def _instant(moment: datetime) -> int:
    return round(moment.astimezone(UTC).timestamp() * 1000)
