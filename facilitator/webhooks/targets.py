"""Where a webhook may lead: which URLs, and which addresses in the network.

Whoever may write a URL here must not reach through us what only we can reach, such as a database beside the
server or the settings of its cloud. So only public addresses are allowed, and what the setting adds.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from facilitator.config import Network, settings
from facilitator.outbox import NotDelivered
from facilitator.webhooks.schemas import LONGEST_URL

MOST_ADDRESSES = 3
"""So many of a server's addresses are tried."""
_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024
_GLOBAL_IPV6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
_NEVER_PUBLIC = tuple(
    ip_network(each)
    for each in (
        # Where Azure tells its machines their settings: a public address, though only machines there reach it.
        "168.63.129.16/32",
        # Relays that lead to an IPv4 address which is written in the IPv6 address.
        "192.88.99.0/24",
        "2002::/16",
        # For special purposes. Not each version of Python knows all of these.
        "192.0.0.0/24",
        "2001::/23",
        "3fff::/20",
    )
)


@dataclass(frozen=True)
class Target:
    """Where a request goes. ``path`` begins with a slash, and has the query, too."""

    scheme: str
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """The parts of a URL to which we would send something.

    :raises NotDelivered: ``url_unfit``
    """
    # Parsers differ in what they make of the others, so nobody should see another host in it than we do.
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url or "\\" in url:
        raise _unfit()
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise _unfit() from None
    if parts.scheme not in _PORTS or parts.auth is not None or not parts.host:
        raise _unfit()
    port = parts.port if parts.port is not None else _PORTS[parts.scheme]
    if port not in _PORTS.values() and not _FIRST_FREE_PORT <= port <= 65535:
        raise _unfit()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    return Target(parts.scheme, parts.host.strip("[]"), port, path)


def addresses_of(target: Target) -> Sequence[str]:
    """The addresses of the target, each of which we may connect to.

    They are looked up once: whoever connects must take these, since the next answer may be another one.

    :raises NotDelivered: ``no_such_host``, or ``network_refused`` when one of them is not allowed
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotDelivered("no_such_host", type(error).__name__) from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses or not all(is_allowed(each) for each in addresses):
        raise NotDelivered("network_refused", tries=3)
    return addresses[:MOST_ADDRESSES]


def is_allowed(address: str) -> bool:
    """Whether we may connect to the address."""
    try:
        found = _meant(ip_address(address))
    except ValueError:
        return False
    return _is_public(found) or any(_is_in(found, each) for each in settings().webhook_networks)


def _meant(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address to which an IPv6 address leads; any other as it is."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address not in _GLOBAL_IPV6:
        return False
    if any(_is_in(address, each) for each in _NEVER_PUBLIC):
        return False
    return address.is_global and not address.is_multicast


def _is_in(address: IPv4Address | IPv6Address, network: Network) -> bool:
    return address.version == network.version and address in network


def _unfit() -> NotDelivered:
    return NotDelivered("url_unfit", is_final=True)
