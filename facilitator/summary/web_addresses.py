"""Finding the web addresses in texts that people typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The room has the same rule, sign for sign (static/js/room/web-addresses.js), and both have the cases of
# tests/web-addresses.json. What ends an address: blanks, quotation marks, signs that nobody sees, and the full
# stops and brackets of Chinese and Japanese.
_END = r"""\s\x00-\x20\x7f-\xa0"<>“”„«»\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff、。〈-】！（），：；？"""
# These belong to the sentence, unless the address goes on after them.
_SENTENCE = r""".,:;!?'’*_~|`…"""
_HOST = rf"[^{_END}…’\x00-,./:-@\[-^`{{-\x7f]"
_PAIRS = rf"\([^{_END}()]*\)|\[[^{_END}\[\]]*\]|\{{[^{_END}{{}}]*\}}"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])[Hh][Tt][Tt][Pp][Ss]?://(?![^{_END}/?#]*@)"
    rf"(?:\[[0-9A-Fa-f:.]+\]|{_HOST}(?:\.?{_HOST})*)(?::[0-9]+)?"
    rf"(?:(?=[/?#])(?:[{_SENTENCE}]*(?:[^{_END}{_SENTENCE}()\[\]{{}}]|{_PAIRS}))*)?"
)


def split_at_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text in their order, each with whether it is an address (``http://`` or ``https://``).

    A full stop after an address is not part of it, nor is a bracket without its other half. One with somebody's name or
    password in it is none. Joined, the parts give the text again.
    """
    end = 0
    for found in _ADDRESS.finditer(text):
        if end < found.start():
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False
