"""Changing the details of a meeting on the page that prepares it."""

from __future__ import annotations

from facilitator.refused import Refused

from .. import agenda, columns
from .. import commands as c
from .. import events as e
from ..ground_rules import texts_of, with_texts
from ..model import Meeting
from .frame import refuse_unmasking
from .guards import facilitator, not_closed, not_started
from .rule import Context, Items, rule


@rule(facilitator, not_closed)
def edit_details(context: Context, command: c.EditDetails) -> Items:
    """The title can be changed until the close, everything else only until the start."""
    renamed: Items = [e.TitleEdited(command.title)] if command.title else []
    items = [*_settings(context, command), *_recount(context, command)]
    if items:
        not_started(context.state, context.seat_id)
    return renamed + items


@rule(facilitator, not_closed)
def schedule(context: Context, command: c.Schedule) -> Items:
    return [e.Scheduled(command.at)]


def _settings(context: Context, command: c.EditDetails) -> Items:
    state, items = context.state, list[e.Event]()
    if command.category is not None or command.tags is not None:
        tags = state.tags if command.tags is None else command.tags
        items.append(e.CategorySet(command.category or state.category, tags))
    if command.secrecy is not None and command.secrecy != state.secrecy:
        refuse_unmasking(context, command.secrecy)
        items.append(e.SecrecySet(command.secrecy))
    if command.zone is not None and command.zone != state.zone:
        items.append(e.ZoneSet(command.zone))
    if command.capacity is not None:
        refuse_small_room(state, command.capacity)
        items.append(e.CapacitySet(command.capacity))
    if command.votes is not None:
        items.append(e.VotesSet(command.votes))
    if command.columns is not None and command.columns != state.columns:
        items.append(e.ColumnsSet(columns.accept(command.columns)))
    if command.rules is not None and command.rules != texts_of(state.rules):
        items.append(e.RulesSet(with_texts(state.rules, command.rules, context.new_id)))
    if command.stages is not None:
        items.append(e.AgendaSet(context.now, agenda.accept(command.stages)))
    return [*items]


def _recount(context: Context, command: c.EditDetails) -> Items:
    items: Items = []
    if command.statement is not None:
        items.append(e.StatementEdited(command.statement))
    for field, text in (command.recount or {}).items():
        items.append(e.RecountEdited(field, text))
    if command.timeline is not None:
        items += [e.TimelineRowDeleted(row) for row in context.state.timeline]
        items += [e.TimelineRowAdded(context.new_id(), at, what) for at, what in command.timeline]
    return items


def refuse_small_room(state: Meeting, capacity: int) -> None:
    """Check that the people who have joined fit into the new capacity.

    :raises Refused: ``capacity_below`` when they do not
    """
    if capacity < len(state.seats):
        raise Refused("capacity_below", f"{len(state.seats)} people have joined. Leave room for all of them.")
