"""The first state of a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import agenda as agendas
from . import columns as own
from .ground_rules import TEXTS, prepared
from .model import Category, Meeting, Recount, RecountField, Secrecy, Stage, TimelineRow


def new_meeting(
    meeting_id: str,
    *,
    title: str,
    leader: str,
    minutes: int = 60,
    template: int | None = None,
    agenda: Sequence[Stage] | None = None,
    category: Category = "other",
    tags: Sequence[str] = (),
    secrecy: Secrecy = "anonymous",
    capacity: int = 12,
    votes: int = 3,
    columns: own.Columns | None = None,
    rules: Sequence[str] | None = None,
    scheduled_at: int | None = None,
    zone: str = "UTC",
    statement: str = "",
    recount: Mapping[RecountField, str] | None = None,
    timeline: Sequence[tuple[str, str]] = (),
) -> Meeting:
    """A draft without any seats yet.

    :param minutes: the length, from which the agenda is scaled unless ``agenda`` is given
    :param columns: the columns to write cards into, unless they are the usual ones
    :param rules: the ground rules, unless they are the usual ones
    :param zone: the leader's time zone, an IANA name that the caller has checked
    :param timeline: pairs of when and what
    :raises Refused: ``bad_length``, ``bad_template``, ``bad_agenda``, ``bad_columns``
    """
    return Meeting(
        id=meeting_id,
        title=title,
        category=category,
        tags=tuple(tags),
        secrecy=secrecy,
        leader=leader,
        stages=agendas.standard(minutes, template) if agenda is None else agendas.accept(agenda),
        capacity=capacity,
        votes=votes,
        columns=own.usual_columns() if columns is None else own.accept(columns),
        scheduled_at=scheduled_at,
        zone=zone,
        statement=statement,
        rules=prepared(TEXTS if rules is None else rules),
        recount=Recount(**{str(field): text for field, text in (recount or {}).items()}),
        timeline={f"prepared-row-{i:04}": TimelineRow(at, what, i) for i, (at, what) in enumerate(timeline)},
    )
