"""The outbox: letters wait in a table until they are delivered.

A letter is posted in the transaction of the change that causes it, so both are saved or neither is. It is sent
after that, as often as it takes, and then deleted.
"""

from facilitator.outbox.delivery import Delivered, deliver
from facilitator.outbox.letters import Letter
from facilitator.outbox.overview import Undelivered, delete, try_again, undelivered
from facilitator.outbox.queue import post, post_later, wait_for_post, was_posted
from facilitator.outbox.retention import delete_old

__all__ = [
    "Delivered",
    "Letter",
    "Undelivered",
    "delete",
    "delete_old",
    "deliver",
    "post",
    "post_later",
    "try_again",
    "undelivered",
    "wait_for_post",
    "was_posted",
]
