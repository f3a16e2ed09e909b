"""Telling the room who is writing in a text of the recount, in named meetings only.

An anonymous meeting tells and keeps nothing of it. A number would fall just when its writer leaves.
"""

from __future__ import annotations

from .. import commands as c
from .. import events as e
from ..model import RecountField
from .guards import live
from .rule import BallotChange, Context, Items, rule


@rule(live)
def mark_editing(context: Context, command: c.MarkEditing) -> Items:
    if command.editing:
        return edits(context, context.seat_id, command.field)
    is_there = context.ballots.get(("editing", context.seat_id)) == command.field
    return edits(context, context.seat_id, None) if is_there else []


def edits(context: Context, seat: str, field: RecountField | None) -> Items:
    """A seat goes into a text, or with None out of the one that it was in."""
    before = context.ballots.get(("editing", seat))
    if before == field or context.state.secrecy == "anonymous":
        return []
    left: Items = [_editors(context, str(before), seat, gone=True)] if before else []
    begun: Items = [_editors(context, field, seat)] if field else []
    return [BallotChange("editing", seat, field), *left, *begun]


def _editors(context: Context, field: str, seat: str, *, gone: bool = False) -> e.EditorsChanged:
    others = {who for (name, who), at in context.ballots.items() if name == "editing" and at == field}
    editors = others - {seat} if gone else others | {seat}
    return e.EditorsChanged(field, len(editors), tuple(sorted(editors)))
