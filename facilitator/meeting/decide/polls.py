"""Secret ballots: answering, and the tally. The ballots are deleted when the stage of their poll is left.

The tally of the safety check has counts only from four answers on: with fewer, each answer could be guessed.
The tally of the return on time has counts from four and a mean from three answers on. When such a poll goes on
with its answers, its numbers stay as they were until four more people have answered: the difference of two
tallies would tell the answers that were given between them. For the same reason, an answer that was counted
stays when its seat is removed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import POLL_STAGES, Ballot, BallotName, Meeting, Poll, PollName
from ..scales import LEAST_FOR_COUNTS, LEAST_FOR_MEAN
from .editing import edits
from .guards import answer_unlocked, facilitator, live, poll_open, poll_shut, theme_chosen
from .rule import BallotChange, Context, Item, Items, after, found, rule

BALLOT_NAMES: tuple[BallotName, ...] = (*POLL_STAGES, "done", "editing")
EXTRA_THEME_SECONDS = 120
OTHER_THEME = "Your answer was about another theme. Answer for the one that is on now."


@rule(poll_open("safety"), answer_unlocked("safety"))
def answer_safety(context: Context, command: c.AnswerSafety) -> Items:
    return answer(context, "safety", command.score)


@rule(poll_open("roti"), answer_unlocked("roti"))
def answer_roti(context: Context, command: c.AnswerRoti) -> Items:
    return answer(context, "roti", command.score)


@rule(poll_open("thumb"), answer_unlocked("thumb"))
def thumb(context: Context, command: c.Thumb) -> Items:
    if command.theme not in (None, context.state.theme):
        raise Refused("poll_closed", OTHER_THEME)
    return answer(context, "thumb", command.answer)


@rule(poll_open("vote"), answer_unlocked("vote"))
def cast_vote(context: Context, command: c.CastVote) -> Items:
    found(context.state.themes, command.theme, "theme")
    mine = standing_votes(context.state, context.ballots.get(("vote", context.seat_id)))
    if sum(mine.values()) >= context.state.votes:
        raise Refused("no_votes_left", "You have used all your votes. Take one back to move it.")
    return answer(context, "vote", {**mine, command.theme: mine.get(command.theme, 0) + 1})


@rule(poll_open("vote"), answer_unlocked("vote"))
def take_back_vote(context: Context, command: c.TakeBackVote) -> Items:
    mine = standing_votes(context.state, context.ballots.get(("vote", context.seat_id)))
    if command.theme not in mine:
        raise Refused("no_vote_there", "You have no vote on that theme.")
    left = {**mine, command.theme: mine[command.theme] - 1}
    return answer(context, "vote", {theme: votes for theme, votes in left.items() if votes} or None)


@rule(facilitator, live)
def close_poll(context: Context, command: c.ClosePoll) -> Items:
    if command.poll not in context.state.polls or not context.state.polls[command.poll].open:
        raise Refused("poll_closed", "The answers are counted already. Open it again for more of them.")
    return tally(context, command.poll)


@rule(facilitator, live)
def reopen_poll(context: Context, command: c.ReopenPoll) -> Items:
    """Open the poll again. Everybody must answer again if the stage was left meanwhile, or with ``anew``."""
    poll_shut(command.poll)(context.state, context.seat_id)
    if not context.state.is_in(POLL_STAGES[command.poll]):
        raise Refused("wrong_stage", "Go back to its stage first, then open it again.")
    if command.poll == "thumb":
        theme_chosen(context.state, context.seat_id)
    kept = len(who_answered(context, command.poll))
    if command.anew or not kept:
        return open_anew(command.poll)
    return [e.PollReopened(command.poll, kept)]


def open_anew(poll: PollName) -> Items:
    """Open a poll without the answers that it may have had."""
    return [BallotChange(poll), e.PollOpened(poll)]


def keeps_answers(state: Meeting, name: BallotName) -> bool:
    """Whether ballots are needed: who writes where, until the close, who is done, in the stage of writing.

    Answers are, while their poll is open or can be opened again.
    """
    if name == "editing":
        return state.secrecy == "named" and state.status != "closed"
    if name == "done":
        return state.is_in("reflect") and state.status != "closed"
    known = state.polls.get(name)
    if known is None or state.status == "closed":
        return False
    return known.open or state.is_in(POLL_STAGES[name])


def outdated(context: Context, items: Iterable[Item]) -> Items:
    """Delete the ballots that are not needed any more after the items, whichever command they are of."""
    held = {name for name, _ in context.ballots}
    names = [name for name in BALLOT_NAMES if name in held]
    later = after(context.state, items) if names else context.state
    return [BallotChange(name) for name in names if not keeps_answers(later, name)]


def standing_votes(state: Meeting, ballot: Ballot | None) -> dict[str, int]:
    """The votes of one ballot by theme, without those for deleted themes: these can be given again."""
    votes = ballot if isinstance(ballot, dict) else {}
    return {theme: count for theme, count in votes.items() if theme in state.themes}


def answer(context: Context, poll: PollName, value: Ballot | None) -> Items:
    """Save one seat's answer, and tell the room only how many have answered. None removes the answer."""
    seats = who_answered(context, poll) - {context.seat_id}
    if value is not None:
        seats |= {context.seat_id}
    return [BallotChange(poll, context.seat_id, value), *counted(context, poll, seats)]


def done_counted(context: Context, more: int) -> Items:
    """The event with how many are done writing, after so many more or fewer."""
    return [e.DoneCounted(len(who_answered(context, "done")) + more)]


def who_answered(context: Context, poll: BallotName) -> set[str]:
    return {seat for name, seat in context.ballots if name == poll}


def counted(context: Context, poll: PollName, seats: set[str]) -> Items:
    """The event with how many have answered, if that has changed."""
    return [] if len(seats) == context.state.polls[poll].answered else [e.AnswerCounted(poll, len(seats))]


def withdrawn(context: Context, seat: str) -> Items:
    """Delete where a seat writes, whether it is done, and its uncounted answers, and update the counts."""
    items = edits(context, seat, None)
    if ("done", seat) in context.ballots:
        items += [BallotChange("done", seat), *done_counted(context, -1)]
    for poll, known in context.state.polls.items():
        seats = who_answered(context, poll)
        if seat in seats and known.open and not known.again:
            items += [BallotChange(poll, seat), *counted(context, poll, seats - {seat})]
    return items


def open_poll(state: Meeting, poll: PollName) -> Items:
    """Open a poll when its stage is entered, unless it is open or was tallied before."""
    return [] if poll in state.polls else [e.PollOpened(poll)]


def close_open(context: Context, *polls: PollName) -> Items:
    """Tally those of these polls that are open."""
    names = [poll for poll in polls if poll in context.state.polls and context.state.polls[poll].open]
    return [item for poll in names for item in tally(context, poll)]


def tally(context: Context, poll: PollName) -> Items:
    answers = [value for (name, _), value in sorted(context.ballots.items()) if name == poll]
    if poll == "vote":
        return [_count_votes(context.state, answers)]
    closed = _count(poll, answers, context.state.polls[poll])
    return [closed, *_more_time(context.state, closed)]


def _count_votes(state: Meeting, ballots: list[Ballot]) -> e.PollClosed:
    votes: Counter[str] = Counter()
    for ballot in ballots:
        votes.update(standing_votes(state, ballot))
    return e.PollClosed("vote", len(ballots), {theme: votes[theme] for theme in state.themes})


def _count(poll: PollName, answers: list[Ballot], known: Poll) -> e.PollClosed:
    answered, counts = len(answers), Counter(str(value) for value in answers)
    if poll == "thumb":
        result = "more" if counts["more"] > counts["enough"] else "enough"
        return e.PollClosed(poll, answered, result=result)
    if known.counted is not None and answered - known.counted < LEAST_FOR_COUNTS:
        return e.PollClosed(poll, answered, known.counts, known.mean, counted=known.counted)
    shown = dict(sorted(counts.items())) if answered >= LEAST_FOR_COUNTS else None
    mean = _mean(poll, answers)
    counted = None if shown is None and mean is None else answered
    return e.PollClosed(poll, answered, shown, mean, counted=counted)


def _mean(poll: PollName, answers: list[Ballot]) -> float | None:
    scores = [value for value in answers if isinstance(value, int)]
    if poll != "roti" or len(scores) < LEAST_FOR_MEAN:
        return None
    return round(sum(scores) / len(scores), 1)


def _more_time(state: Meeting, closed: e.PollClosed) -> Items:
    """Give the theme more time if most want it, once for a poll that is counted again."""
    if closed.result != "more" or state.theme is None or state.polls[closed.poll].result == "more":
        return []
    return [e.ThemeExtended(state.theme, EXTRA_THEME_SECONDS)]
