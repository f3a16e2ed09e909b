"""Suggestions of existing tags, so that people use one word for one thing."""

from __future__ import annotations

from itertools import islice

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from facilitator.log.entry.access import visible_to
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Entry
from facilitator.log.search import choose_backend
from facilitator.log.search.words import words

MOST = 8


def suggested_tags(session: Session, reader: Reader, begun: str) -> list[str]:
    """Up to eight tags of entries that the reader may see, in which some word begins with `begun`.

    The most used come first. An empty `begun` gives the most used tags of all.
    """
    each = choose_backend.backend_of(session).each_of(Entry.tags)
    used = select(each.c.value).select_from(Entry).join(each, true()).where(visible_to(reader))
    by_use = used.group_by(each.c.value).order_by(func.count().desc(), each.c.value)
    wanted = " ".join(words(begun))
    found = (tag for tag in session.scalars(by_use) if f" {wanted}" in f" {' '.join(words(tag))}")
    return list(islice(found, MOST))
