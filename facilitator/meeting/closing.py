"""The open points that a facilitator is warned about before closing a meeting."""

from __future__ import annotations

from collections.abc import Mapping

from .model import Ballots, Meeting, PollName, themes_by_votes

POLL_NAMES: Mapping[PollName, str] = {
    "safety": "The safety check",
    "vote": "The vote",
    "thumb": "The thumb vote",
    "roti": "The return on time",
}


def loose_ends(state: Meeting, seat: str, ballots: Ballots) -> list[str]:
    """One sentence for others who write, and for each poll, theme or action that is still incomplete.

    :param seat: the one who asks, who knows of their own writing
    """
    return [*_writers(state, seat, ballots), *_open_polls(state), *_bare_themes(state), *_bare_actions(state)]


def readers(state: Meeting) -> str:
    """Who will read the entry when the meeting has been closed, in a sentence: those who have a seat."""
    people = len(state.seats)
    who = f"the {people} people of this meeting" if people > 1 else "you alone"
    return (
        f"The entry can then be read by {who}. "
        "Sharing it with everyone who has an account here, with or without names, is a step of its own."
    )


def still_writing(state: Meeting, seat: str, ballots: Ballots) -> str:
    """How many others are not done, in a sentence; "" for none, and outside of the writing stage.

    It counts everybody who was here in this stage, so that leaving does not tell whether one was done.
    """
    done = {voter for name, voter in ballots if name == "done"}
    return _writing_words(len(state.were_here - done - {seat}) if state.is_in("reflect") else 0)


def _still_editing(state: Meeting, seat: str) -> str:
    """As `still_writing`, of the texts of the recount. Of an anonymous meeting nobody knows it."""
    return _writing_words(len({who for at in state.editors.values() for who in at.seats} - {seat}))


def _writing_words(others: int) -> str:
    people = "1 person is" if others == 1 else f"{others} people are"
    return f"{people} still writing." if others else ""


def _writers(state: Meeting, seat: str, ballots: Ballots) -> list[str]:
    words = still_writing(state, seat, ballots) or _still_editing(state, seat)
    return [words] if words else []


def _open_polls(state: Meeting) -> list[str]:
    return [words for poll in POLL_NAMES if (words := open_poll_words(state, poll))]


def open_poll_words(state: Meeting, name: PollName) -> str:
    """How many have answered a poll that is open, in a sentence; "" when it is not, or when all have."""
    poll = state.polls.get(name)
    if poll is None or not poll.open or poll.answered >= state.asked(poll):
        return ""
    return f"{POLL_NAMES[name]} is open: {poll.answered} of {state.asked(poll)} have answered."


def _bare_themes(state: Meeting) -> list[str]:
    """Themes without a learning, if people voted for them or talked about them."""
    learned = {learning.theme for learning in state.learnings.values()}
    themes = [state.themes[theme] for theme in themes_by_votes(state) if theme not in learned]
    return [f"“{theme.name}” has no learning yet." for theme in themes if theme.votes or theme.spent_ms]


def _bare_actions(state: Meeting) -> list[str]:
    sentences = []
    for action in sorted(state.actions.values(), key=lambda action: action.pos):
        parts = {"owner": action.owner, "date": action.due}
        if action.kind == "experiment":
            parts["signal to watch"] = action.signal
        missing = [f"no {word}" for word, text in parts.items() if not text]
        if missing:
            words = " and ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
            sentences.append(f"“{action.what or action.hypothesis}” has {words}.")
    return sentences
