"""What a learning, a step and an experiment may look like, for each kind of meeting. Empty boxes show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from .model import Category


@dataclass(frozen=True)
class Examples:
    """A row of the timeline, a learning ("We believed", "we saw", "so next time we"), a step, and an experiment."""

    moment: str
    believed: str
    saw: str
    next_time: str
    what: str
    hypothesis: str
    test: str
    signal: str


EXAMPLES: Mapping[Category, Examples] = {
    "product launch": Examples(
        moment="9 March 14:00 The page is open",
        believed="that people who try it will set it up",
        saw="that most of them stopped at the second page",
        next_time="watch five people set it up before the day",
        what="Let five customers set it up while we watch, each month",
        hypothesis="if the first page asks for one thing only, more people come to the end",
        test="show that page to every second newcomer for two weeks",
        signal="newcomers who come to the end",
    ),
    "sales conversation": Examples(
        moment="9 March 14:00 The first call",
        believed="that they wanted a lower price",
        saw="that somebody else had to agree first",
        next_time="ask who decides before we offer anything",
        what="Put “Who else decides?” on the first page of our call notes",
        hypothesis="if we ask for the budget in the first talk, fewer offers go quiet",
        test="ask for it in the next ten first talks",
        signal="offers without an answer after two weeks",
    ),
    "hiring decision": Examples(
        moment="9 March 14:00 The first talk",
        believed="that a good talk shows how somebody works",
        saw="that the first weeks looked quite different",
        next_time="do an hour of the real work together",
        what="Write down what we want to see before we meet anybody",
        hypothesis="if two of us read the work sample without the name, we agree more often",
        test="do so for the next five applications",
        signal="how often both readers agree",
    ),
    "marketing strategy": Examples(
        moment="9 March 14:00 The first letters go out",
        believed="that more clicks mean more customers",
        saw="that they came for the prize and left",
        next_time="count who is still here after a month",
        what="Show beside each campaign who is still a customer a month later",
        hypothesis="if we write to fewer people, more of them answer",
        test="write to half of the list for a month",
        signal="answers to each hundred letters",
    ),
    "incident": Examples(
        moment="31 Jan 22:00 Replication stops",
        believed="that a nightly job is proof",
        saw="that none could be restored",
        next_time="count only restores that ran this week",
        what="Restore last night’s backup into an empty host every day",
        hypothesis="if two people run each repair, wrong hosts stop",
        test="pair on every repair for six weeks",
        signal="wrong-host commands typed",
    ),
    "project": Examples(
        moment="9 March The plan is agreed",
        believed="that the plan had room for surprises",
        saw="that the last part took half of the time",
        next_time="begin with the part that nobody has done before",
        what="Name the riskiest part in the first week, and begin there",
        hypothesis="if we show something every week, fewer things are built twice",
        test="show what there is each Friday for six weeks",
        signal="things that were built twice",
    ),
    "decision": Examples(
        moment="9 March 14:00 We decide",
        believed="that everybody agreed",
        saw="that two of us had doubts and kept them",
        next_time="ask each of us for one reason against it",
        what="Write down what speaks against it before we decide",
        hypothesis="if we sleep on it once, we turn back less often",
        test="decide on the second day, the next five times",
        signal="decisions that we take back",
    ),
    "other": Examples(
        moment="9 March 14:00 It begins",
        believed="that everybody knew what was to be done",
        saw="that each of us knew another part",
        next_time="say it aloud and let somebody repeat it",
        what="End each meeting with who does what, and by when",
        hypothesis="if we ask one question more at the start, fewer things surprise us",
        test="ask it in the next five meetings",
        signal="surprises that cost us a day",
    ),
}


def for_browser() -> dict[str, dict[str, str]]:
    return {category: asdict(examples) for category, examples in EXAMPLES.items()}
