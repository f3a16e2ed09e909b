"""The words of reminders. Subjects tell nothing of a meeting, since they are shown in many places."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from facilitator.accounts.tables import Account
from facilitator.config import settings
from facilitator.log.entry.tables import Action
from facilitator.outbox import Letter
from facilitator.reminders import due
from facilitator.reminders.owners import Item, Owner
from facilitator.summary import words

WIDTH = 76
MOST_ITEMS = 20
"""So many actions of a part are listed; of the others, the letter says how many they are."""

_HEADS = {
    due.OVERDUE: "Still open, though the day has passed",
    due.TODAY: "Due today",
    due.SOON: "Due soon",
    due.NEW: "In your hands",
    due.ASK: "Did it work?",
}
_NOTES = {
    due.OVERDUE: "Is it done, does it need another day, or help? Say so on its page. Dropping it is fine, too.",
    due.ASK: "These have been done for a while. One sentence from you tells others later what came of them.",
}


def digest(owner: Owner, items: Sequence[Item]) -> Letter:
    """The one letter of a day."""
    only_asks = all(item.part == due.ASK for item in items)
    first = "there is something to tell of what you did:" if only_asks else "this is what you have in hand:"
    paragraphs = [f"Hello {owner.name},", first]
    for part in _HEADS:
        paragraphs += _part(part, [item for item in items if item.part == part])
    paragraphs.append(_end(owner.end_url))
    subject = "Did it work?" if only_asks else "What you have in hand"
    return Letter(owner.address, subject, _joined(paragraphs), unsubscribe_headers(owner.end_url))


def assigned(owner: Owner, action: Action, entry_title: str, sender: Account, link: str) -> Letter:
    """The letter that brings an owner without an account the link of their action."""
    paragraphs = [
        f"Hello {owner.name},",
        _wrapped(f"{sender.name} looked back at something with others, and this is in your hands now:"),
        _described(action, entry_title, link),
        _wrapped(
            "On that page you say what came of it, move its day or ask for help. You need no account; the link is "
            "yours alone. We remind you three days before it is due, on the day, and then once a week while it is open."
        ),
        _wrapped(f"If you do not know {sender.name}, ignore this letter.") + "\n" + _end(owner.end_url),
    ]
    headers = unsubscribe_headers(owner.end_url)
    return Letter(owner.address, "Something is in your hands", _joined(paragraphs), headers)


def summary(to: str, text: str, url: str) -> Letter:
    """The summary of a meeting that has closed, as plain text."""
    first = _wrapped(
        "The meeting has closed. This is its summary, for you who were there. In the browser that you "
        "joined with, or when you are signed in, you also find it here:"
    )
    return Letter(to, "The summary of your meeting", f"{first}\n{url}\n\n\n{text}")


def unsubscribe_headers(url: str) -> dict[str, str]:
    """The headers by which mail programs offer to end such letters: RFC 2369, and RFC 8058 where HTTPS is used."""
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings().secure else {}
    return {"List-Unsubscribe": f"<{url}>"} | one_click


def _part(part: str, items: Sequence[Item]) -> Iterator[str]:
    if not items:
        return
    head = _HEADS[part]
    yield f"{head}\n{'-' * len(head)}" + (f"\n{_wrapped(_NOTES[part])}" if part in _NOTES else "")
    for item in items[:MOST_ITEMS]:
        yield _described(item.action, item.entry_title, item.url)
    if (more := len(items) - MOST_ITEMS) > 0:
        yield f"And {more} more."


def _described(action: Action, entry_title: str, url: str) -> str:
    what = words.flat(action.what or action.hypothesis) or "An experiment"
    when = f", {words.when(action)}" if action.due and action.state == "open" else ""
    lines = [_wrapped(f"* {what}{when}", "  ")]
    if title := words.flat(entry_title):
        lines.append(_wrapped(f"  From “{title}”", "  "))
    return "\n".join([*lines, f"  {url}"])


def _end(url: str) -> str:
    return f"You want no such letters? End them here:\n{url}"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
