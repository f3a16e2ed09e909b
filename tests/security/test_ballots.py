"""What a poll may tell of one person's answer, and how long the answers are kept."""

from __future__ import annotations

from meeting.table import BEN, CLEO, table_in

from facilitator.meeting.commands import AnswerSafety, Arrive, Leave
from facilitator.meeting.events import SeatArrived, SeatLeft


def test_leaving_does_not_tell_whether_one_has_answered() -> None:
    table = table_in("frame")
    table.do(BEN, AnswerSafety(2))
    before = table.shared["polls"]["safety"]
    for seat in (BEN, CLEO):
        assert table.do(seat, Leave()).events == (SeatLeft(table.now, seat),)
        assert table.shared["polls"]["safety"] == {**before, "lost": 1}
        assert table.do(seat, Arrive()).events == (SeatArrived(seat),)
