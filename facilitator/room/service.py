"""Creating, joining and changing a meeting. Changes are sent to clients after the commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import clock, database, signals
from facilitator.accounts.tables import Account
from facilitator.group_commit import together
from facilitator.lookalikes import lookalike
from facilitator.meeting.commands import (
    LIMITS,
    AskToReturn,
    Command,
    EditDetails,
    Join,
    LockRoom,
    Schedule,
    ShowHidden,
    TakeChair,
)
from facilitator.meeting.decide.guards import not_closed
from facilitator.meeting.decide.returning import refuse_many_returns
from facilitator.meeting.model import Meeting
from facilitator.room import access, join_links, statements, store
from facilitator.room.change import Change, begin_change, remember
from facilitator.room.one_meeting import Failed, by_itself, raised
from facilitator.room.store import no_seat
from facilitator.room.tables import MeetingRow
from facilitator.tokens import hashed, new_id

Result = TypeVar("Result")


@dataclass(frozen=True)
class Acknowledged:
    """The meeting's `seq` after a command. ``again`` is whether the command was carried out before."""

    seq: int
    again: bool = False


@dataclass(frozen=True)
class Joined:
    """A seat, and the token that gives access to it."""

    meeting_id: str
    seat_id: str
    token: str


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits to come back to a seat, and the token that will open it."""

    meeting_id: str
    token: str


def act(
    meeting_id: str,
    seat_id: str,
    command_id: str,
    command: Command,
    now: int | None = None,
    token_hash: str | None = None,
    before: Callable[[Change], None] | None = None,
) -> Acknowledged:
    """Carry out one command of one seat. A command whose id is known is not repeated.

    :param token_hash: the hash of the seat's token, if the command came with it. It must still open the seat.
    :param before: does something in the same transaction before the command, if that is new.
    :raises Refused: ``no_meeting``, ``no_seat``, or the code with which a rule refuses it.
    """

    def take(change: Change) -> Acknowledged:
        access.require_may_act(change.session, meeting_id, seat_id, token_hash)
        if (seq := change.seq_after(command_id)) is not None:
            return Acknowledged(seq, again=True)
        if before is not None:
            before(change)
        change.take(command, seat_id, clock.now() if now is None else now, command_id=command_id)
        return Acknowledged(change.seq)

    return changed(meeting_id, take)


def edit_details(change: Change, seat_id: str, details: Mapping[str, Any]) -> None:
    """Change what the leader prepared. Details that are missing stay as they are.

    It runs in the caller's transaction, after which the caller publishes the change.

    :param details: some of what `PrepareSchema` gives, and whether the room is ``locked``
    :raises Refused: ``no_seat``, or the code with which a rule refuses it.
    """
    others = {name: value for name, value in details.items() if name not in {"scheduled_at", "locked"}}
    access.require_may_act(change.session, change.meeting_id, seat_id)
    change.take(EditDetails(**others), seat_id, clock.now())
    if "scheduled_at" in details:
        change.take(Schedule(details["scheduled_at"]), seat_id, clock.now())
    if "locked" in details:
        change.take(LockRoom(details["locked"]), seat_id, clock.now())


def changed(meeting_id: str, work: Callable[[Change], Result], *, patiently: bool = True) -> Result:
    """What `work` gives, once the meeting that it changes is saved and its change announced.

    :param patiently: as in `begin_change`.
    :raises Refused: ``no_meeting``, and what `work` refuses.
    """

    def carry_out(session: Session) -> tuple[Change, Result]:
        change = begin_change(session, meeting_id, patiently=patiently)
        return change, work(change)

    change, result = together(meeting_id, carry_out)
    publish(change)
    return result


def show_late_words(failed: Failed = raised) -> None:
    """Show the cards and thanks that came late, in the meetings in which their random while is over.

    :param failed: hears of the meetings in which that fails
    """
    now = clock.now()
    with database.read() as session:
        due = session.scalars(select(MeetingRow.id).where(MeetingRow.show_at <= now)).all()
    for meeting_id in due:
        with by_itself(meeting_id, failed):
            changed(meeting_id, lambda change: change.take(ShowHidden(), "", now))


def create_meeting(
    session: Session,
    account_id: str | None,
    new_meeting: Meeting,
    seat_token: str | None = None,
    credential_id: str | None = None,
) -> tuple[str, str, str]:
    """Store a prepared meeting, and give its leader a facilitator's seat.

    It runs in the caller's transaction. Returns the meeting's id, the link's token and the leader's seat
    token.

    :param seat_token: the token that the seat gets, instead of a random one.
    :param credential_id: the id of the sign-in or API token with which the seat's token ends.
    """
    now = clock.now()
    link = join_links.first_token(new_meeting.id)
    row = MeetingRow(
        id=new_meeting.id,
        account_id=account_id,
        seq=0,
        join_hash=hashed(link),
        link_version=join_links.FIRST_VERSION,
        created_at=now,
        **store.columns_of(new_meeting),
    )
    session.add(row)
    session.flush()
    change = begin_change(session, row.id)
    leading = Join(new_meeting.leader, "facilitator", owner=account_id is not None)
    joined = _take_seat(change, leading, account_id, credential_id, now, seat_token or new_id())
    return row.id, link, joined.token


def join(
    join_token: str,
    name: str,
    seat_token: str | None = None,
    account_id: str | None = None,
    first_token: str | None = None,
    credential_id: str | None = None,
) -> Joined:
    """Take a seat through the link.

    With the token of a valid seat in the meeting, this returns that seat. An account that has a seat there
    gets it with a new token, whatever the name: its person comes back from another device.

    :param first_token: the token that a new seat gets, instead of a random one. A form that is sent again has
        the same one, and so gets the seat that it took before.
    :param credential_id: the id of the account's sign-in or API token, with which the seat's token ends.
    :raises Refused: ``link_ended``, ``meeting_closed``, ``room_locked``, ``room_full``, ``name_taken``.
    """

    def take(change: Change) -> Joined:
        for token in filter(None, (seat_token, first_token)):
            if seat_id := access.id_by_token(change.session, change.meeting_id, token):
                return Joined(change.meeting_id, seat_id, token)
        if account_id and (own := access.id_of_account(change.session, change.meeting_id, account_id)):
            return Joined(change.meeting_id, own, _new_token(change.session, own, credential_id))
        command = Join(name, owner=_owns(change.account_id, account_id))
        token = _unused(change.session, first_token)
        return _take_seat(change, command, account_id, credential_id, clock.now(), token)

    return _changed_by_link(join_token, take)


def _changed_by_link(join_token: str, work: Callable[[Change], Result]) -> Result:
    """As `changed`, for the meeting that a link leads to.

    :raises Refused: ``link_ended``, and those of `changed`.
    """
    with database.read() as session:
        meeting_id = join_links.id_by_link(session, join_token)

    def carry_out(change: Change) -> Result:
        # The meeting is locked now, so that nobody gives it another link before its change is saved.
        join_links.id_by_link(change.session, join_token)
        return work(change)

    return changed(meeting_id, carry_out)


def move_seat(seat_id: str, credential_id: str | None) -> str:
    """Give a seat of an account a new token and return it. The old one opens nothing any more.

    :param credential_id: the id of the account's sign-in, with which the new token ends.
    :raises Refused: ``no_seat``.
    """
    with database.session() as session:
        return _new_token(session, seat_id, credential_id)


def _new_token(session: Session, seat_id: str, credential_id: str | None) -> str:
    token = new_id()
    given = {"of_seat": seat_id, "hash": hashed(token), "credential": credential_id}
    if not statements.GIVE_TOKEN.execute(database.connection_of(session), given):
        raise no_seat()
    return token


def ask_to_return(join_token: str, name: str) -> Waiting:
    """Ask the facilitators whether somebody at the join page is the guest with this name, on another device.

    The token that this returns opens the seat after a yes. Whether there is such a guest is not told. The
    seat of an account is not asked for: its person signs in.

    :raises Refused: ``link_ended``, ``meeting_closed``, ``too_many``.
    """
    token, now = new_id(), clock.now()

    def ask(change: Change) -> Waiting:
        not_closed(change.state, "")
        refuse_many_returns(change.state, now)
        seat_id = _guest_called(change, name)
        if seat_id is not None:
            change.take(AskToReturn(hashed(token)), seat_id, now)
        return Waiting(change.meeting_id, token)

    return _changed_by_link(join_token, ask)


def _guest_called(change: Change, name: str) -> str | None:
    names = {seat.name: seat_id for seat_id, seat in change.state.seats.items()}
    called = lookalike(name, names)
    return None if called is None or change.seat(names[called]).account_id else names[called]


def take_owners_seat(meeting_id: str, account: Account, credential_id: str) -> Joined:
    """A new seat for the account whose meeting it is, which has none there any more.

    :param credential_id: the id of the account's sign-in or API token, with which the seat's token ends.
    :raises Refused: ``no_meeting``, ``no_seat`` for other accounts, ``meeting_closed``.
    """
    return changed(meeting_id, lambda change: _take_owners_seat(change, account, credential_id))


def lead_own_meeting(meeting_id: str, account: Account, credential_id: str) -> Joined | None:
    """Let the account whose meeting it is lead it, if it does not. Gives its seat there, if that is a new one.

    :param credential_id: as in `take_owners_seat`.
    :raises Refused: as `take_owners_seat` does.
    """

    def take(change: Change) -> Joined | None:
        own = access.id_of_account(change.session, meeting_id, account.id)
        made = None if own else _take_owners_seat(change, account, credential_id)
        seat_id = made.seat_id if made else str(own)
        if change.state.seats[seat_id].role != "facilitator":
            change.take(TakeChair(), seat_id, clock.now())
        return made

    return changed(meeting_id, take)


def _take_owners_seat(change: Change, account: Account, credential_id: str) -> Joined:
    if not _owns(change.account_id, account.id):
        raise no_seat()
    command = Join(account.name[: LIMITS["name"]], owner=True)
    return _take_seat(change, command, account.id, credential_id, clock.now(), new_id())


def _owns(owner: str | None, account_id: str | None) -> bool:
    return account_id is not None and account_id == owner


def _unused(session: Session, token: str | None) -> str:
    """The token, or another one if a seat had it that was removed since."""
    if not token:
        return new_id()
    taken = statements.WITH_TOKEN.scalar(database.connection_of(session), {"hash": hashed(token)})
    return token if taken is None else new_id()


def _take_seat(
    change: Change, command: Join, account_id: str | None, credential_id: str | None, now: int, token: str
) -> Joined:
    seat_id = new_id()
    change.take(command, seat_id, now)
    taken = change.state.seats[seat_id]
    row = {
        "id": seat_id,
        "meeting_id": change.meeting_id,
        "token_hash": hashed(token),
        "account_id": account_id,
        "credential_id": credential_id,
        "name": taken.name,
        "role": taken.role,
    }
    statements.SEAT.execute(change.connection, row)
    return Joined(change.meeting_id, seat_id, token)


def publish(change: Change) -> None:
    """Announce what was committed. A failure here is only logged, because the change is saved already."""
    remember(change)
    if change.secrets_erased:
        database.forget()
    if committed := change.committed:
        signals.announce(signals.meeting_committed, committed=committed)
