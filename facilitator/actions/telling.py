"""The history of an action as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.log.entry.tables import ActionChange, Entry
from facilitator.summary import words


@dataclass(frozen=True)
class Told:
    """One change in a sentence: ``who`` did ``deed`` at the instant ``at``, and said ``words`` to it.

    ``in_meeting`` is whether a room decided it, and ``meeting`` is the entry of that, if the reader may see it.
    """

    who: str
    deed: str
    words: str
    at: int
    in_meeting: bool
    meeting: Entry | None


def told(change: ActionChange, who: str, meetings: Mapping[str, Entry]) -> Told:
    """The change as a sentence.

    :param who: the name of the account that did it; empty for somebody without one
    :param meetings: the entries that the reader may see, by the ids of their meetings
    """
    deed = _DEEDS[change.kind](change.before, change.after)
    place = change.meeting_id or ""
    nobody = "Somebody without an account"
    return Told(who or nobody, deed, change.words, change.at, bool(place), meetings.get(place))


def _state(_before: str, after: str) -> str:
    if after == "open":
        return "opened it again"
    return {"done": "said it is done", "dropped": "dropped it"}.get(
        after, f"ended it: {words.STATES[after].lower()}"
    )


def _worked(_before: str, after: str) -> str:
    return f"said whether it worked: {words.WORKED[after].lower().rstrip('.')}"


def _due(before: str, after: str) -> str:
    if not after:
        return f"took its day away, {words.day(before)}"
    return f"moved it from {words.day(before)} to {words.day(after)}" if before else f"set {words.day(after)}"


def _owner(before: str, after: str) -> str:
    if not after:
        return f"took it from {before}"
    return f"handed it on from {before} to {after}" if before else f"gave it to {after}"


def _support(_before: str, after: str) -> str:
    return f"asked for help: {after}" if after else "needs no help any more"


def _person(_before: str, after: str) -> str:
    return f"said that the owner is {'the one' if after == 'yes' else 'somebody else, not the one'} with an account"


def _removed(_before: str, after: str) -> str:
    return "brought it back into the entry" if after else "took it out of the entry"


def _offer(_before: str, after: str) -> str:
    return "offered to help" if after == "yes" else "cannot help any more"


def _ticket(_before: str, after: str) -> str:
    return f"linked it to {after}" if after else "took its ticket’s link away"


def _text(before: str, after: str) -> str:
    return f"changed its words; until then: {before}" if before else f"added: {after}"


def _kept(_before: str, _after: str) -> str:
    return "said that it goes on"


_DEEDS = {
    "state": _state,
    "worked": _worked,
    "due": _due,
    "owner": _owner,
    "support": _support,
    "offer": _offer,
    "removed": _removed,
    "person": _person,
    "ticket": _ticket,
    "text": _text,
    "kept": _kept,
}
