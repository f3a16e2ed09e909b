"""What a receiver's answer means for trying again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.outbox import NotDelivered

if TYPE_CHECKING:
    from facilitator.webhooks.conversation import Answer

GONE = 410
_LATER = {408, 425, 429}
_FEW_TRIES = 3
"""A refusal is often a mistake in the URL, which an admin may mend soon, and seldom one that passes."""


def check(answer: Answer) -> None:
    """Any answer that begins with a 2 means that the receiver has it.

    :raises NotDelivered: for another one
    """
    status, said = answer.status, f"status {answer.status}"
    if 200 <= status < 300:
        return
    if status == GONE:
        raise NotDelivered("receiver_ended", said, is_final=True)
    if status in _LATER:
        raise NotDelivered("receiver_busy", said, after_seconds=answer.after_seconds)
    if status >= 500:
        raise NotDelivered("receiver_failed", said, after_seconds=answer.after_seconds)
    raise NotDelivered("receiver_refused", said, tries=_FEW_TRIES)
