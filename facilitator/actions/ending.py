"""What comes of an action: its end, whether it worked, and opening it again.

An end with words, and the answer to "did it work?", are written back to the entry as a revision.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from sqlalchemy.orm import Session

from facilitator import signals
from facilitator.actions.following import action_to_end
from facilitator.log.entry import action_history
from facilitator.log.entry.action_end import set_end
from facilitator.log.entry.action_status import ANSWERS, OPEN, end_states
from facilitator.log.entry.content import RESULT
from facilitator.log.entry.reader import Reader
from facilitator.log.entry.tables import Action, Entry
from facilitator.log.revisions import store
from facilitator.refused import Refused


@dataclass(frozen=True)
class End:
    """How an action ends. ``came_of`` is why it was dropped, or what the signal of an experiment said."""

    state: str
    came_of: str = ""
    learned: str = ""


def end(session: Session, action_id: str, said: End, who: Reader, now: int) -> Action:
    """End the action, or open it again. The same end once more changes nothing.

    :raises Refused: ``no_action``, ``bad_state``, ``no_reason``, or ``ended_meanwhile`` when it has another end,
        or other words
    """
    action, entry = action_to_end(session, action_id, who)
    said = _fitting(action, said)
    before = action.state
    if before == said.state:
        _check_same(action, said)
        return action
    _check(action, said)
    _say(session, entry, action, asdict(said), who, now)
    set_end(session, entry, action, None if said.state == OPEN else now, by=who.account_id)
    words = "\n".join(filter(None, (said.came_of, said.learned)))
    action_history.note(
        session, action.id, "state", before, said.state, words=words, by=who.account_id, at=now
    )
    store.reindex(session, entry)
    if said.state != OPEN and not entry.draft:
        signals.action_ended.send(None, session=session, entry_id=entry.id, action_id=action.id)
    return action


def answer(session: Session, action_id: str, worked: str, came_of: str, who: Reader, now: int) -> Action:
    """Say whether a step that is done worked. It may be said again.

    :raises Refused: ``no_action``, or ``bad_state`` for another action
    """
    action, entry = action_to_end(session, action_id, who)
    if action.kind != "step" or action.state != "done" or worked not in ANSWERS:
        raise Refused("bad_state", "Only a step that is done is asked whether it worked.", 422)
    before = action.worked
    if (before, action.came_of) == (worked, came_of):
        return action
    _say(session, entry, action, {"worked": worked, "came_of": came_of}, who, now)
    action_history.note(
        session, action.id, "worked", before, worked, words=came_of, by=who.account_id, at=now
    )
    store.reindex(session, entry)
    return action


def _fitting(action: Action, said: End) -> End:
    """The end without words that such an end does not have.

    :raises Refused: ``bad_state``
    """
    if said.state not in (OPEN, *end_states(action.kind)):
        raise Refused("bad_state", "Say what became of it.", 422)
    if said.state in (OPEN, "done"):
        return End(said.state)
    return replace(said, learned="") if said.state == "dropped" else said


def _check_same(action: Action, said: End) -> None:
    """It has this end already. Other words to it must not be lost without a sentence."""
    words = {said.came_of, said.learned} - {""}
    if words - {action.came_of, action.learned}:
        raise _ended_meanwhile()


def _check(action: Action, said: End) -> None:
    if OPEN not in (action.state, said.state):
        raise _ended_meanwhile()
    if action.state == OPEN and not said.came_of and said.state != "done":
        is_dropped = said.state == "dropped"
        sentence = "Say why it is dropped." if is_dropped else "Say what the signal was in the end."
        raise Refused("no_reason", sentence, 422)


def _ended_meanwhile() -> Refused:
    return Refused("ended_meanwhile", "Somebody has ended it meanwhile. Open it again first.", 409)


def _say(session: Session, entry: Entry, action: Action, said: dict[str, str], who: Reader, now: int) -> None:
    """Write what came of the action, and keep what its entry said before, if words change."""
    result = dict.fromkeys(RESULT, "") | {"state": action.state} | said
    if not entry.draft and any(getattr(action, name) != result[name] for name in RESULT if name != "state"):
        store.add_revision(session, entry, now, by=who.account_id, kind="result")
    for name, value in result.items():
        setattr(action, name, value)
    action.updated_at = now
