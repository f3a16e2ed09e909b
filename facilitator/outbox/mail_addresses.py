"""E-mail addresses as mail servers take them."""

from __future__ import annotations


def is_deliverable(address: str) -> bool:
    """Whether any mail server takes a letter to this address: all but its domain is ASCII."""
    name, _, domain = address.rpartition("@")
    return name.isascii() and _ascii(domain) is not None


def as_sent(address: str) -> str:
    """The address with its domain in ASCII (``xn--…``), which not all mail servers do themselves."""
    name, at, domain = address.rpartition("@")
    return f"{name}{at}{_ascii(domain) or domain}"


def _ascii(domain: str) -> str | None:
    """None for a domain that would become another one: Python's codec makes "strasse" of "straße"."""
    try:
        sent = domain.encode("idna")
        return sent.decode("ascii") if sent.decode("idna") == domain.lower() else None
    except UnicodeError:
        return None
