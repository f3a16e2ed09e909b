"""The address that opens a new ticket with words in it, made of a tracker's template."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

from facilitator.fields import NO_PLAIN_SERVER, has_plain_server, is_web_address

MOST_CHARACTERS = 2000
"""Longer addresses are refused by some trackers, or cut off."""
PLACES = ("title", "body", "owner", "due", "link")
_PLACE = re.compile(r"\{(\w*)\}")
_TO_REPLACE = re.compile(r"YOUR-[A-Z]+")
_MORE = "…"


@dataclass(frozen=True)
class Ticket:
    """What a new ticket says. ``body`` is several lines; ``link`` leads back to the action."""

    title: str
    body: str
    owner: str
    due: str
    link: str


def objection(template: str) -> str:
    """Why a template cannot be used, in a sentence; empty if it can."""
    if said := _objection_to_server(template):
        return said
    if left := _TO_REPLACE.search(template):
        return f"Write your own in place of {left[0]}."
    if wrong := [each for each in _PLACE.findall(template) if each not in PLACES]:
        return f"There is no place {{{wrong[0]}}}. There are: {', '.join(f'{{{each}}}' for each in PLACES)}."
    if "{title}" not in template:
        return "Write {title} where the ticket’s title goes."
    if len(_PLACE.sub("", template)) > MOST_CHARACTERS // 2:
        return f"At most {MOST_CHARACTERS // 2} characters, please."
    return ""


def _objection_to_server(template: str) -> str:
    before, _, _ = template.partition("{")
    if not is_web_address(_PLACE.sub("x", template)) or before.count("/") < 3:
        return (
            "Paste the whole address, beginning with https:// or http://; words come only after its server."
        )
    return "" if has_plain_server(before) else NO_PLAIN_SERVER


def address_of(template: str, ticket: Ticket) -> str:
    """The address, with what the ticket says percent-encoded. What is too long for one is shortened, and says so."""

    def with_body(length: int) -> str:
        return _filled(template, replace(ticket, body=_cut(ticket.body, length, f"{_MORE}\n\n{ticket.link}")))

    def with_title(length: int) -> str:
        return _filled(template, replace(ticket, title=_cut(ticket.title, length, _MORE), body=ticket.link))

    if len(with_body(0)) > MOST_CHARACTERS:
        return _longest(with_title, len(ticket.title))
    return _longest(with_body, len(ticket.body))


def _longest(made: Callable[[int], str], most: int) -> str:
    """What is made of as many characters as fit, `most` if all do."""
    if len(made(most)) <= MOST_CHARACTERS:
        return made(most)
    too_many = bisect_left(range(1, most), MOST_CHARACTERS + 1, key=lambda length: len(made(length)))
    return made(too_many)


def _cut(text: str, length: int, more: str) -> str:
    return text if length >= len(text) else text[:length].rstrip() + more


def _filled(template: str, ticket: Ticket) -> str:
    said = asdict(ticket)
    return _PLACE.sub(lambda place: quote(said[place[1]], safe=""), template)
