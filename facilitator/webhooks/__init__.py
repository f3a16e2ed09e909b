"""Webhooks: other systems are told what happens here, as signed JSON or as a message in a chat.

docs/webhooks.md says what is sent. What is sent waits in the outbox until the receiver has taken it.
"""

from facilitator.webhooks.due import post_due

__all__ = ["post_due"]
