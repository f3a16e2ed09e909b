"""A browser's name in words, from its User-Agent. It is good enough to tell one's own browsers apart."""

from __future__ import annotations

# The first match counts: the User-Agents of most browsers contain Safari too, and some contain Chrome.
_NAMES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_PLACES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("CrOS", "a Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "a Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """A name such as "Firefox on Windows", or "A browser" for an unknown User-Agent."""
    name = _first(_NAMES, user_agent)
    place = _first(_PLACES, user_agent)
    return f"{name or 'A browser'} on {place}" if place else name or "A browser"


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((words for sign, words in known if sign in user_agent), "")
