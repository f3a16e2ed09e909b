"""What a member brings: it becomes or changes only their own entries, and speaks for nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.log.entry.tables import Entry
from facilitator.log.transfer.records import ImportRecord


def as_member(session: Session, items: Sequence[ImportRecord], account_id: str | None) -> list[ImportRecord]:
    """The items without what only the operator's files are believed in.

    That is whose an entry is, who changed it when, and which others it is linked with. An id counts when no entry
    has it, or one of this account. Other keys are of this account alone, so that two members can bring files of
    one name.
    """
    ids = {item.id for item in items if item.id}
    found = session.execute(select(Entry.id, Entry.account_id).where(Entry.id.in_(ids)))
    others = {entry_id for entry_id, owner in found if owner != account_id}
    return [_limited(item, account_id, others) for item in items]


def _limited(item: ImportRecord, account_id: str | None, others: set[str]) -> ImportRecord:
    limited = replace(item, author="", origin="", revisions=(), uses=(), follows="")
    if item.id and item.id not in others:
        return limited
    return replace(limited, id="", key=f"{account_id}:{item.key}")
