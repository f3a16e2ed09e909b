"""Since last time: the actions of earlier meetings that a room can look at, and how it sees each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account
from facilitator.actions.listing import readable_by_account
from facilitator.fields import ID
from facilitator.log.entry import series
from facilitator.log.entry.access import written_or_joined_by
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.reader import reader_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.search.choose_backend import backend_of
from facilitator.meeting.model import Review

LISTED = 24
"""How many actions are listed of the series, and as many of entries with the same tags."""


@dataclass(frozen=True)
class Listed:
    """Some actions that can be chosen. ``more`` is whether there are others that are not listed."""

    rows: Sequence[Row[Any]]
    more: bool


def of_series(session: Session, account: Account, follows_id: str | None) -> Listed:
    """The open actions of what the meeting follows, and of what that followed, and those that ended since then."""
    if follows_id is None:
        return Listed((), more=False)
    theirs = series.back_from(session, follows_id)
    query = _as_told(account, theirs).where(
        Entry.id.in_(theirs), _is_open_or_ended_since(session, follows_id)
    )
    return _listed(session, query)


def of_same_tags(session: Session, account: Account, tags: Sequence[str], follows_id: str | None) -> Listed:
    """As `of_series`, of other entries that share a tag."""
    if not tags:
        return Listed((), more=False)
    theirs = series.back_from(session, follows_id) if follows_id else []
    query = _as_told(account, theirs).where(
        Entry.id.not_in(theirs), _has_one_of(session, tags), _is_open_or_ended_since(session, follows_id)
    )
    return _listed(session, query)


def as_reviews(
    session: Session, account: Account, ids: Collection[str], follows_id: str | None
) -> dict[str, Review]:
    """These actions as the room sees them, by their ids, as far as the account may read them.

    What was done comes first, then what was dropped, then what is open, each in the order given.
    """
    theirs = series.back_from(session, follows_id) if follows_id else []
    rows = {row.id: row for row in session.execute(_as_told(account, theirs).where(Action.id.in_(ids)))}
    found = [rows[each] for each in dict.fromkeys(ids) if each in rows]
    found.sort(key=lambda row: (row.state == OPEN, row.state == "dropped"))
    return {row.id: _review(row, pos) for pos, row in enumerate(found)}


def headline(row: Any) -> str:
    """What an action is about, in one text."""
    return str(row.what or row.hypothesis or "An experiment")


def _review(row: Row[Any], pos: int) -> Review:
    return Review(
        kind=row.kind,
        what=headline(row),
        pos=pos,
        owner=row.told_owner,
        due=row.due.isoformat() if row.due else "",
        state=row.state,
        worked=row.worked,
        came_of=row.came_of,
        learned=row.learned,
        fixed=not row.may,
    )


def _as_told(account: Account, theirs: Collection[str]) -> Select[Any]:
    """The query for actions that the account may read, with what a room of guests may know of each.

    ``told_owner`` is the owner's name if everybody who reads the entry sees it, or, in the meeting's own series, if
    the account does. ``private`` is whether only the account can read the entry.

    :param theirs: the ids of the entries of the series
    """
    in_series = Entry.id.in_(theirs) if theirs else literal(value=False)
    knows = or_(Entry.named, and_(in_series, written_or_joined_by(reader_of(account))))
    return readable_by_account(account).add_columns(
        case((knows, Action.owner), else_="").label("told_owner"),
        (Entry.visibility == "private").label("private"),
    )


def _is_open_or_ended_since(session: Session, follows_id: str | None) -> ColumnElement[bool]:
    """Open ones, and those that ended since the earlier meeting did."""
    since = session.scalar(select(Entry.created_at).where(Entry.id == follows_id)) if follows_id else None
    return Action.state == OPEN if since is None else or_(Action.state == OPEN, Action.done_at >= since)


def _has_one_of(session: Session, tags: Sequence[str]) -> ColumnElement[bool]:
    tag = backend_of(session).each_of(Entry.tags)
    # SQLite makes only ASCII letters small.
    is_one = or_(tag.c.value.in_(tags), func.lower(tag.c.value).in_([each.lower() for each in tags]))
    return select(literal(1)).select_from(tag).where(is_one).exists()


def _listed(session: Session, query: Select[Any]) -> Listed:
    order = (Action.state != OPEN, Action.due.is_(None), Action.due, Action.done_at.desc(), Action.id)
    rows = session.execute(query.order_by(*order).limit(LISTED + 1)).all()
    # An imported action may have an id that no room takes.
    return Listed([row for row in rows[:LISTED] if ID.fullmatch(row.id)], more=len(rows) > LISTED)
