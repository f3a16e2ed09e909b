"""E-mail addresses of people without an account, which are kept encrypted and told to nobody else in full."""

from __future__ import annotations

from facilitator.tokens import cipher, derived_token


def sealed(address: str) -> str:
    """The address, encrypted with a key that is derived from the secret key."""
    return cipher("address").encrypt(address.encode()).decode()


def opened(kept: str) -> str:
    """The address that `sealed` has encrypted; empty when the secret key is another one now."""
    from cryptography.fernet import InvalidToken

    try:
        return cipher("address").decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""


def key_of(address: str) -> str:
    """What is the same for the same address, and does not tell which it is without the secret key."""
    return derived_token(f"address:{address.lower()}")


def reminders_of(owner_id: str) -> str:
    """Under which name the reminders of somebody wait in the outbox: an account's id, or the key of an address."""
    return f"reminders:{owner_id}"


def masked(address: str) -> str:
    """The address with most of its name left out, such as ``a…@example.org``."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
