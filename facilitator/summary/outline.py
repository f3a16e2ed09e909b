"""The parts of a summary in their order, for the formats that are read as a text.

A format walks through the sections and their blocks, and writes each kind of block in its own way. HTML has a
template of its own instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facilitator.meeting.scales import Scale
from facilitator.summary import words
from facilitator.summary.card_lists import Remarked, card_lists
from facilitator.summary.model import Action, Learning, Reviewed, Summary, Tally, Theme


@dataclass(frozen=True)
class Prose:
    """A text with its line breaks and paragraphs, below a heading if it has one."""

    text: str
    title: str = ""


@dataclass(frozen=True)
class Item:
    """One line of a list, with remarks about it, such as its theme."""

    text: str
    notes: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """The remarks on one line."""
        return " · ".join(self.notes)


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Learnings:
    """The learnings, each with its theme and votes as notes. They are the largest thing of a summary."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Planned:
    """A step or an experiment (which has a ``label``); ``details`` are names and texts."""

    text: str
    owner: str
    when: str
    label: str = ""
    became: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Actions:
    """The steps and experiments."""

    items: tuple[Planned, ...]


@dataclass(frozen=True)
class Table:
    """A table whose first column names each row. From column ``numbers`` on, it holds numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 99


@dataclass(frozen=True)
class Shares:
    """How the time was shared between learning and the failure, in a sentence."""

    text: str


@dataclass(frozen=True)
class Scores:
    """The answers to a secret question; ``rows`` has each score with its number of answers, if they are told."""

    title: str
    answers: str
    ends: str
    rows: tuple[tuple[int, int], ...]


Block = Prose | Items | Learnings | Actions | Table | Shares | Scores


@dataclass(frozen=True)
class Section:
    """A heading with what is below it."""

    title: str
    blocks: tuple[Block, ...]


def sections(summary: Summary) -> list[Section]:
    """The sections that have any content, in their order."""
    found = (Section(title, tuple(blocks)) for title, blocks in _sections(summary))
    return [section for section in found if section.blocks]


def _sections(summary: Summary) -> Iterator[tuple[str, Iterable[Block]]]:
    says = words.headings(summary)
    yield says.learned, _learnings(summary)
    yield says.actions, _actions(summary)
    yield "Since last time", _reviewed(summary)
    yield says.did, _prose(summary.did)
    yield "Next time", _prose(summary.next_time)
    cards = card_lists(summary)
    yield words.what_drove_it(summary), _noted(cards.drivers)
    for listed in (*cards.columns, *cards.more):
        yield listed.heading, _noted(listed.cards)
    yield "Thanks", _items(summary.appreciations)
    yield "Successes", _items(summary.successes)
    yield "What each of us takes along", _items(summary.takeaways)
    yield "Parked for another day", _items(summary.parked)
    yield "Our ground rules", _items(words.own_rules(summary))
    yield "Themes", _noted((each.name, (words.counted(each.votes, "vote"),)) for each in _themes(summary))
    yield says.failure, _recount(summary)
    yield "How the time was spent", _times(summary)
    yield "How it was for us", [*_scores(words.SAFETY, summary.safety), *_scores(words.ROTI, summary.roti)]


def _prose(text: str, title: str = "") -> Iterator[Prose]:
    if text.strip():
        yield Prose(text, title)


def _items(texts: Iterable[str]) -> Iterator[Items]:
    return _noted((text, ()) for text in texts)


def _noted(remarked: Iterable[Remarked]) -> Iterator[Items]:
    items = tuple(Item(text, notes) for text, notes in remarked if text.strip())
    if items:
        yield Items(items)


def _learnings(summary: Summary) -> Iterator[Learnings]:
    if summary.learnings:
        yield Learnings(tuple(Item(each.text, _remarks(summary, each)) for each in summary.learnings))


def _remarks(summary: Summary, learning: Learning) -> tuple[str, ...]:
    theme = summary.theme_of(learning)
    about = (theme.name, words.counted(theme.votes, "vote")) if theme else ()
    said = words.reactions(learning.reactions)
    return (*about, said) if said else about


def _actions(summary: Summary) -> Iterator[Actions]:
    if summary.actions:
        yield Actions(tuple(_planned(summary, action) for action in summary.actions))


def _planned(summary: Summary, action: Action) -> Planned:
    is_experiment = action.kind == "experiment"
    details = (
        ("Hypothesis", action.hypothesis if is_experiment and action.what else ""),
        ("Test", action.test),
        ("Signal to watch", action.signal),
        ("Support asked for", action.support),
        *words.results(action),
        ("Ticket", action.ticket),
        ("From", words.followed_briefly(summary, action)),
    )
    return Planned(
        text=action.headline,
        owner=action.owner or words.nobody(summary),
        when=words.when(action),
        label="Experiment" if is_experiment else "",
        became=words.STATES[action.state],
        details=tuple((words.label(name), text) for name, text in details if text),
    )


def _reviewed(summary: Summary) -> Iterator[Actions]:
    if summary.reviewed:
        yield Actions(tuple(map(_looked_at, summary.reviewed)))


def _looked_at(item: Reviewed) -> Planned:
    return Planned(
        text=item.what,
        owner=item.owner,
        when=words.next_day(item),
        label="Experiment" if item.kind == "experiment" else "",
        became=words.came_to(item),
        details=tuple((words.label(name), text) for name, text in words.said_of(item)),
    )


def _recount(summary: Summary) -> Iterator[Block]:
    for heading, text in words.recounted(summary):
        yield Prose(text, heading)
    if summary.timeline:
        rows = tuple((words.moment(row.at), row.what) for row in summary.timeline)
        yield Table(("When", "What"), rows)


def _times(summary: Summary) -> Iterator[Block]:
    if not summary.stages:
        return
    yield Shares(words.shares(summary))
    rows = (
        (
            stage.title,
            words.FOCUS[stage.focus],
            words.clock(1000 * stage.planned_seconds),
            words.clock(stage.learning_ms),
            words.clock(stage.failure_ms),
        )
        for stage in summary.stages
    )
    yield Table(("Stage", "Focus", "Planned", "On learning", "On the failure"), tuple(rows), numbers=2)


def _scores(scale: Scale, tally: Tally) -> Iterator[Scores]:
    if tally.answered:
        counts = tally.counts or {}
        rows = ((score, counts.get(str(score), 0)) for score in scale.scores)
        yield Scores(scale.title, words.answers(tally), scale.ends, tuple(rows) if counts else ())


def _themes(summary: Summary) -> list[Theme]:
    return [theme for theme, _ in summary.gathered() if theme]
