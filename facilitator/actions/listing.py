"""Actions of entries that somebody may read, each with the owner's name if they may read that, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from facilitator import clock
from facilitator.accounts.tables import Account
from facilitator.actions.following import belongs_to, no_action
from facilitator.actions.query import ActionQuery
from facilitator.clock import DAY_MS
from facilitator.config import settings
from facilitator.log.entry.access import (
    can_read_as_member,
    readable_by,
    visible_to,
    written_or_joined_by,
)
from facilitator.log.entry.action_owner import owner_account_id
from facilitator.log.entry.action_status import OPEN
from facilitator.log.entry.content import ON_ITS_PAGE
from facilitator.log.entry.reader import Reader, reader_of
from facilitator.log.entry.tables import Action, Entry
from facilitator.room.tables import SeatRow

PAGE = 50
_Owner = aliased(Account)
_DAYS = {"week": 7, "month": 30}
_NO_DAY = "9999-12-31"
"""Stands for no day where days are sorted."""


def page_of_actions(
    session: Session, account: Account, *, state: str, mine: bool, place: tuple[int, str] | None
) -> Sequence[Row[Any]]:
    """The actions that the account may read, those written last first: `PAGE`, and one more if others follow.

    :param state: only those in this state, or in any but `open` for ``ended``; empty for all
    :param mine: only those that belong to the account
    :param place: the instant at which the last action of the page before was written, and its id
    """
    query = readable_by_account(account).order_by(Action.created_at.desc(), Action.id.desc()).limit(PAGE + 1)
    if state:
        query = query.where(Action.state != OPEN if state == "ended" else Action.state == state)
    if mine:
        query = query.where(belongs_to(account))
    if place:
        query = query.where(tuple_(Action.created_at, Action.id) < place)
    return session.execute(query).all()


def list_of(
    session: Session, account: Account, query: ActionQuery, now: int, most: int
) -> Sequence[Row[Any]]:
    """The first of the list, the most urgent first, beginning with its page.

    Each has ``may``: whether the reader may say what came of it, and ``owner_zone``: that of its owner's account.

    :param most: how many at most; one more than are shown tells whether others follow
    """
    due = func.coalesce(cast(Action.due, String), _NO_DAY)
    found = _asked(session, account, query, now).add_columns(_Owner.known_zone.label("owner_zone"))
    if place := _place_in(query.after):
        found = found.where(tuple_(due, Action.id) > place)
    return session.execute(found.order_by(due, Action.id).limit(most)).all()


def count_of(session: Session, account: Account, query: ActionQuery, now: int) -> int:
    """How many actions the list has on all its pages."""
    found = _asked(session, account, query, now)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def place_of(row: Row[Any]) -> str:
    """Where the page after this row begins."""
    return f"{row.due or _NO_DAY}~{row.id}"


def _place_in(after: str) -> tuple[str, str] | None:
    day, _, action_id = after.partition("~")
    return (day, action_id) if action_id else None


def _asked(session: Session, account: Account, query: ActionQuery, now: int) -> Select[Any]:
    # Whose an action is counts only where the reader may know it.
    theirs = (_Owner.id == owner_account_id()) & _knows_owner(account)
    found = readable_by_account(account).outerjoin(_Owner, theirs)
    if query.show == "mine":
        found = found.where(belongs_to(account))
    if query.entry:
        found = found.where(Entry.id == query.entry)
    if query.owner:
        owner = _owner_for(account)
        # SQLite makes only ASCII letters small.
        found = found.where(or_(owner == query.owner, func.lower(owner) == query.owner.lower()))
    if query.due == "none":
        found = found.where(Action.due.is_(None))
    elif query.due:
        last = clock.day_of(now, account.zone) + timedelta(days=_DAYS[query.due])
        found = found.where(Action.due <= last)
    if query.state == "overdue":
        return found.where(Action.state == OPEN, Action.due < _owners_day(session, account, now))
    if query.state == "unowned":
        nobody = (Action.owner == "") & _Owner.id.is_(None) & _knows_owner(account)
        return found.where(Action.state == OPEN, or_(nobody, _Owner.deactivated_at.is_not(None)))
    return found.where(*_in_state(query.state, now))


def _owners_day(session: Session, account: Account, now: int) -> ColumnElement[date]:
    """The present day where the action's owner is; without an account, where the reader is."""
    zones = session.scalars(select(Account.known_zone).where(Account.known_zone.is_not(None)).distinct())
    days = [(_Owner.known_zone == zone, clock.day_of(now, zone)) for zone in zones if zone]
    here = clock.day_of(now, account.zone)
    return case(*days, else_=here) if days else literal(here)


def _in_state(state: str, now: int) -> list[ColumnElement[bool]]:
    if state == "open":
        return [Action.state == OPEN]
    if state == "unanswered":
        return [was_not_answered(now)]
    return [Action.state != OPEN] if state == "ended" else []


def was_not_answered(now: int) -> ColumnElement[bool]:
    """The SQL condition for steps that are done for long enough to ask whether they worked, and were not asked yet."""
    since = now - settings().ask_after_days * DAY_MS
    return and_(Action.state == "done", Action.worked == "", Action.done_at <= since)


def action_for(session: Session, account: Account, action_id: str) -> Row[Any]:
    """One action that the account may read.

    :raises Refused: ``no_action``
    """
    found = session.execute(readable_by_account(account).where(Action.id == action_id)).first()
    if found is None:
        raise no_action()
    return found


@dataclass(frozen=True)
class ShownAction:
    """An action with what the reader may know and do of it.

    :param owner: empty when the reader may not know whose it is.
    :param may: whether they may say what came of it.
    :param member: whether they wrote the entry or were in its meeting.
    """

    action: Action
    entry: str
    entry_title: str
    owner: str
    may: bool
    member: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self.action, name)


def shown_action(session: Session, account: Account, who: Reader, action_id: str) -> ShownAction:
    """One action that the reader may see, with their account or by a seat of this browser.

    :raises Refused: ``no_action``
    """
    found = session.execute(
        select(Action, Entry, belongs_to(account))
        .join(Entry, Entry.id == Action.entry_id)
        .where(Action.id == action_id, readable_by(who), Entry.draft.is_(False))
    ).first()
    if found is None:
        raise no_action()
    action, entry, is_theirs = found
    is_member = can_read_as_member(session, entry, who)
    owner = action.owner if entry.named or is_member else ""
    return ShownAction(action, entry.id, entry.title, owner, is_member or is_theirs, is_member)


def people_for(session: Session, account: Account, entry: Entry) -> list[str]:
    """Names to whom an action of the entry may be handed on: those in its meeting, and the account's own."""
    seats = select(SeatRow.name).where(SeatRow.meeting_id == entry.meeting_id, SeatRow.removed_at.is_(None))
    return sorted({*session.scalars(seats), account.name}, key=str.casefold)


def readable_by_account(account: Account) -> Select[Any]:
    """The query for the actions that the account may read, with their entries, and whether it may change each."""
    who = reader_of(account)
    plain = (getattr(Action, name) for name in COLUMNS)
    return (
        select(
            *plain,
            _owner_for(account).label("owner"),
            Entry.id.label("entry"),
            Entry.title.label("entry_title"),
            or_(written_or_joined_by(who), belongs_to(account)).label("may"),
        )
        .join(Entry, Entry.id == Action.entry_id)
        .where(visible_to(who), Entry.draft.is_(False))
    )


def _owner_for(account: Account) -> ColumnElement[str]:
    """The owner's name; an entry that is shared without names shows it only to people who were in the meeting."""
    return case((_knows_owner(account), Action.owner), else_="")


def _knows_owner(account: Account) -> ColumnElement[bool]:
    return or_(Entry.named, written_or_joined_by(reader_of(account)))


COLUMNS = (
    *("id", "kind", "what", "hypothesis", "test", "signal", "due", "support", *ON_ITS_PAGE),
    *("done_at", "created_at", "updated_at"),
)
