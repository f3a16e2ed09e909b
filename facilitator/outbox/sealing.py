"""Encrypting what waits in the outbox, because letters hold links that let somebody in."""

from __future__ import annotations

import json
from dataclasses import asdict

from facilitator.outbox.failures import NotDelivered
from facilitator.outbox.item import Item
from facilitator.outbox.letters import Letter
from facilitator.tokens import cipher

KINDS: dict[str, type[Item]] = {Letter.kind: Letter}
"""The kinds that this version knows. Those of a newer one are left to processes of that."""


def add_kind(kind: type[Item]) -> None:
    """Let the outbox know a kind of things that another part of the application has."""
    KINDS[kind.kind] = kind


def sealed(item: Item) -> str:
    """The content of an item, encrypted with a key that is derived from the secret key."""
    return cipher("outbox").encrypt(json.dumps(asdict(item)).encode()).decode()


def opened(kind: str, content: str) -> Item:
    """The item of this kind with this encrypted content.

    :raises NotDelivered: ``unreadable``, when the secret key is another one now.
    """
    from cryptography.fernet import InvalidToken

    try:
        fields = json.loads(cipher("outbox").decrypt(content.encode()))
    except InvalidToken:
        raise NotDelivered("unreadable", is_final=True) from None
    return KINDS[kind](**fields)
