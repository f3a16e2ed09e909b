"""What the log says of an error in a room: what was done and where, and nothing that anybody wrote."""

import logging

import pytest

from facilitator.refused import Refused
from facilitator.room.gateway.refusals import INTERNAL, as_refused


def test_a_mistake_is_told_with_the_meeting_and_the_place(caplog: pytest.LogCaptureFixture) -> None:
    words = "what Ana wrote"
    with pytest.raises(ValueError, match=words) as mistake:
        int(words)
    with caplog.at_level(logging.ERROR):
        assert as_refused(mistake.value, "park", "the-meeting") is INTERNAL
    [record] = caplog.records
    assert record.getMessage() == "park in meeting the-meeting failed"
    assert record.__dict__["cause"].startswith("ValueError\n")
    assert "test_refusals.py" in record.__dict__["cause"]
    assert "Ana" not in record.__dict__["cause"]


def test_a_refusal_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    refused = Refused("not_due", "The stage still has time.")
    assert as_refused(refused, "end_due_stage", "the-meeting") is refused
    assert caplog.records == []
