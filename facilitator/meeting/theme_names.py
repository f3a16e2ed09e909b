"""The name of a theme that is made of one card."""

from __future__ import annotations

from .commands import LIMITS


def shortened(text: str) -> str:
    """A card's text on one line, shortened to the length of a theme's name."""
    text = " ".join(text.split())
    longest = LIMITS["theme"]
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
