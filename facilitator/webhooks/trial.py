"""Sending a test to a webhook at once, to see what its receiver answers."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator import clock, web
from facilitator.accounts import limits
from facilitator.accounts.access import require_account
from facilitator.outbox import NotDelivered
from facilitator.outbox.failures import SENTENCES
from facilitator.tokens import new_id
from facilitator.webhooks import answers, events, message, telling
from facilitator.webhooks.tables import Webhook

SECONDS = 8.0
"""So long somebody waits for the page with the answer, or a little longer."""
LONGEST = 500
"""So much of an answer is shown."""


@dataclass(frozen=True)
class Result:
    """What came of a test: the sentence about it, and the status and the words of an answer, if there was one."""

    sentence: str
    is_taken: bool = False
    status: int = 0
    text: str = ""


def send(webhook: Webhook) -> Result:
    """Send a test. Also one that is paused can be tried.

    :raises Refused: ``too_many``
    """
    limits.count_webhook_test(require_account().id)
    told = telling.Told({}, "A test from facilitator: this works.", web.external_url("/"))
    try:
        answer = message.send(webhook, events.TEST, new_id(), clock.now(), told, SECONDS)
    except NotDelivered as failed:
        return Result(SENTENCES[failed.code])
    text = answer.text[:LONGEST]
    try:
        answers.check(answer)
    except NotDelivered as failed:
        return Result(SENTENCES[failed.code], status=answer.status, text=text)
    return Result("The receiver took it.", is_taken=True, status=answer.status, text=text)
