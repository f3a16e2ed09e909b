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

    :param agenda: the stages, unless they are those of the usual hour
    :param columns: the columns to write cards into, unless they are the usual ones
    :param rules: the ground rules, unless they are the usual ones
    :param zone: the leader's time zone, an IANA name that the caller has checked
    :param timeline: pairs of when and what
    :raises Refused: ``bad_agenda``, ``bad_columns``
    """
    return Meeting(
        id=meeting_id,
        title=title,
        category=category,
        tags=tuple(tags),
        secrecy=secrecy,
        leader=leader,
        stages=agendas.standard(60) if agenda is None else agendas.accept(agenda),
        capacity=capacity,
        votes=votes,
        columns=own.usual_columns() if columns is None else own.accept(columns),
        scheduled_at=scheduled_at,
        zone=zone,
        statement=statement,
        rules=prepared(TEXTS if rules is None else rules),
        recount=_recount(recount or {}),
        timeline=_timeline(timeline),
    )


def _recount(texts: Mapping[RecountField, str]) -> Recount:
    return Recount(**{str(field): text for field, text in texts.items()})


def _timeline(rows: Sequence[tuple[str, str]]) -> dict[str, TimelineRow]:
    return {f"prepared-row-{pos:04}": TimelineRow(at, what, pos) for pos, (at, what) in enumerate(rows)}
