"""Finding the web addresses in texts that people typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkify_it import LinkifyIt


def split_links(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in their order, each with whether it is an address (``http://`` or ``https://``).

    A full stop or a bracket after an address is not part of it. Joined, the parts give the text again.
    """
    end = 0
    for found in _finder().match(text) or () if "://" in text else ():
        if end < found.index:
            yield text[end : found.index], False
        yield text[found.index : found.last_index], True
        end = found.last_index
    if end < len(text):
        yield text[end:], False


@cache
def _finder() -> LinkifyIt:
    from linkify_it import LinkifyIt  # Large, and not every process needs it.

    finder = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    for scheme in ("ftp:", "//", "mailto:"):
        finder.add(scheme, None)
    return finder
