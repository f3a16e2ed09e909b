"""Finding the web addresses in texts that people typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Brackets belong to an address in pairs; what ends a sentence or closes a quotation after it does not.
_ADDRESS = re.compile(
    r"""(?<!\w)https?://
        (?: [^\s<>"()] | \([^\s<>"()]*\) )*
        (?: [^\s<>"().,:;!?'…”’»|\]}] | \([^\s<>"()]*\) )""",
    re.VERBOSE,
)


def split_at_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in their order, each with whether it is an address (``http://`` or ``https://``).

    A full stop or a bracket after an address is not part of it. Joined, the parts give the text again.
    """
    end = 0
    for found in _ADDRESS.finditer(text):
        if end < found.start():
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False
