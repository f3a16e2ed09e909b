"""Secret ballots: answering, and the tally, after which the ballots are deleted.

The tally of the safety check has counts only from four answers on: with fewer, each answer could be guessed.
The tally of the return on time has counts from four and a mean from three answers on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from facilitator.refused import Refused

from .. import commands as c
from .. import events as e
from ..model import Ballot, Kind, Meeting, PollName
from .guards import facilitator, live, poll_open, poll_shut, theme_chosen
from .rule import BallotChange, Context, Items, found, rule

LEAST_FOR_COUNTS = 4
LEAST_FOR_MEAN = 3
EXTRA_THEME_SECONDS = 120
HOME: Mapping[PollName, Kind] = {"safety": "frame", "vote": "vote", "thumb": "discuss", "roti": "celebrate"}
"""The stage that each poll belongs to."""


@rule(poll_open("safety"))
def answer_safety(context: Context, command: c.AnswerSafety) -> Items:
    return answer(context, "safety", command.score)


@rule(poll_open("roti"))
def answer_roti(context: Context, command: c.AnswerRoti) -> Items:
    return answer(context, "roti", command.score)


@rule(poll_open("thumb"))
def thumb(context: Context, command: c.Thumb) -> Items:
    return answer(context, "thumb", command.answer)


@rule(poll_open("vote"))
def cast_vote(context: Context, command: c.CastVote) -> Items:
    found(context.state.themes, command.theme, "theme")
    mine = standing_votes(context.state, context.ballots.get(("vote", context.seat_id)))
    if sum(mine.values()) >= context.state.votes:
        raise Refused("no_votes_left", "You have used all your votes. Take one back to move it.")
    return answer(context, "vote", {**mine, command.theme: mine.get(command.theme, 0) + 1})


@rule(poll_open("vote"))
def take_back_vote(context: Context, command: c.TakeBackVote) -> Items:
    mine = standing_votes(context.state, context.ballots.get(("vote", context.seat_id)))
    if command.theme not in mine:
        raise Refused("no_vote_there", "You have no vote on that theme.")
    left = {**mine, command.theme: mine[command.theme] - 1}
    return answer(context, "vote", {theme: votes for theme, votes in left.items() if votes} or None)


@rule(facilitator, live)
def close_poll(context: Context, command: c.ClosePoll) -> Items:
    poll_open(command.poll)(context.state, context.seat_id)
    return tally(context, command.poll)


@rule(facilitator, live)
def reopen_poll(context: Context, command: c.ReopenPoll) -> Items:
    """Open the poll again. Everybody must answer again, because the tally deleted the earlier ballots."""
    poll_shut(command.poll)(context.state, context.seat_id)
    if not context.state.is_in(HOME[command.poll]):
        raise Refused("wrong_stage", "Go back to its stage first, then open it again.")
    if command.poll == "thumb":
        theme_chosen(context.state, context.seat_id)
    return [e.PollOpened(command.poll)]


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


def who_answered(context: Context, poll: PollName) -> set[str]:
    return {seat for name, seat in context.ballots if name == poll}


def counted(context: Context, poll: PollName, seats: set[str]) -> Items:
    """The event with how many have answered, if that has changed."""
    return [] if len(seats) == context.state.polls[poll].answered else [e.AnswerCounted(poll, len(seats))]


def withdrawn(context: Context, seat: str) -> Items:
    """Delete a seat's answers to open polls, and update the counts."""
    items: Items = []
    for poll in context.state.polls:
        seats = who_answered(context, poll)
        if seat in seats:
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
    closed = _count_votes(context.state, answers) if poll == "vote" else _count(poll, answers)
    return [closed, BallotChange(poll), *_more_time(context.state, closed)]


def _count_votes(state: Meeting, ballots: list[Ballot]) -> e.PollClosed:
    votes: Counter[str] = Counter()
    for ballot in ballots:
        votes.update(standing_votes(state, ballot))
    return e.PollClosed("vote", len(ballots), {theme: votes[theme] for theme in state.themes})


def _count(poll: PollName, answers: list[Ballot]) -> e.PollClosed:
    counts = Counter(str(value) for value in answers)
    if poll == "thumb":
        result = "more" if counts["more"] > counts["enough"] else "enough"
        return e.PollClosed(poll, len(answers), result=result)
    enough = len(answers) >= LEAST_FOR_COUNTS
    return e.PollClosed(
        poll, len(answers), dict(sorted(counts.items())) if enough else None, _mean(poll, answers)
    )


def _mean(poll: PollName, answers: list[Ballot]) -> float | None:
    scores = [value for value in answers if isinstance(value, int)]
    if poll != "roti" or len(scores) < LEAST_FOR_MEAN:
        return None
    return round(sum(scores) / len(scores), 1)


def _more_time(state: Meeting, closed: e.PollClosed) -> Items:
    if closed.result != "more" or state.theme is None:
        return []
    return [e.ThemeExtended(state.theme, EXTRA_THEME_SECONDS)]
