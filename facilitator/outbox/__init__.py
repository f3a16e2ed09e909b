"""The outbox: letters, and what webhooks tell, wait in a table until they are delivered.

An item is posted in the transaction of the change that causes it, so both are saved or neither is. It is sent
after that, as often as it takes, and then deleted.
"""

from facilitator.outbox.delivery import Delivered, deliver
from facilitator.outbox.failures import NotDelivered, PutOff
from facilitator.outbox.item import Item
from facilitator.outbox.letters import Letter
from facilitator.outbox.overview import Undelivered, delete, try_again, undelivered
from facilitator.outbox.queue import post, post_later, posted_among, wait_for_post, was_posted, withdraw
from facilitator.outbox.retention import delete_old
from facilitator.outbox.sealing import KINDS, add_kind

__all__ = [
    "KINDS",
    "Delivered",
    "Item",
    "Letter",
    "NotDelivered",
    "PutOff",
    "Undelivered",
    "add_kind",
    "delete",
    "delete_old",
    "deliver",
    "post",
    "post_later",
    "posted_among",
    "try_again",
    "undelivered",
    "wait_for_post",
    "was_posted",
    "withdraw",
]
