"""The summary as Markdown (CommonMark with GitHub's tables).

Texts that people typed are escaped, so that nothing in them becomes a heading, a link, HTML or a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from facilitator.summary import words
from facilitator.summary.model import Action, Card, Column, Learning, Summary, Tally, Theme

_OTHERS: tuple[Column, ...] = ("worked", "surprise")
_BAR = "\N{FULL BLOCK}"
_BLANKS = re.compile("[\\s\x00-\x1f\x7f]+")
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$]|&(?=#|\w+;)")
_OPENING = re.compile(r"[-+=:]")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def render_markdown(summary: Summary) -> str:
    """The whole document, ending in one line break."""
    blocks = [f"# {line(summary.title)}", _facts(summary)]
    for heading, body in _sections(summary):
        if body:
            blocks += [f"## {heading}", *body]
    return "\n\n".join(block for block in blocks if block) + "\n"


def line(text: str) -> str:
    """The text on one line, escaped so that it reads as typed anywhere in a Markdown document."""
    flat = _SPECIAL.sub(r"\\\g<0>", _BLANKS.sub(" ", text).strip())
    if _OPENING.match(flat):
        return "\\" + flat
    return _NUMBERED.sub(r"\1\\\2", flat, count=1) if _NUMBERED.match(flat) else flat


def prose(text: str) -> str:
    """The escaped text with its line breaks and paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = ("\\\n".join(filter(None, map(line, part.split("\n")))) for part in paragraphs)
    return "\n\n".join(filter(None, kept))


def _facts(summary: Summary) -> str:
    facts = [words.day(summary.date), line(summary.category), line(", ".join(summary.tags))]
    quoted = prose(summary.statement).replace("\n", "\n> ")
    parts = [
        " · ".join(filter(None, facts)),
        line(words.led_by(summary)),
        words.OUTCOMES.get(summary.outcome, ""),
    ]
    return "\n\n".join(filter(None, [*parts, f"> {quoted}" if quoted else ""]))


def _sections(summary: Summary) -> Iterator[tuple[str, list[str]]]:
    yield "What we learned", _items([_learning(summary, each) for each in summary.learnings])
    yield "What we do next", _items([_action(each) for each in summary.actions])
    yield "What we decided or did", [prose(summary.did)] if summary.did else []
    yield "Next time", [prose(summary.next_time)] if summary.next_time else []
    yield words.COLUMNS["driver"], _items(map(line, summary.drivers))
    for column in _OTHERS:
        cards = summary.in_column(column)
        yield words.COLUMNS[column], _items(line(card.text) for card in cards)
    yield "The failure, briefly", list(_recount(summary))
    yield "Thanks", _items(map(line, summary.appreciations))
    yield "Successes", _items(map(line, summary.successes))
    yield "What each of us takes along", _items(map(line, summary.takeaways))
    yield "Parked for another day", _items(map(line, summary.parked))
    yield "How the time was spent", [words.shares(summary), _times(summary)]
    yield "How it was for us", list(_tallies(summary))
    yield "All cards by theme", list(_themes(summary))


def _items(texts: Iterable[str]) -> list[str]:
    listed = "\n".join(f"- {text}" for text in texts if text)
    return [listed] if listed else []


def _learning(summary: Summary, learning: Learning) -> str:
    theme = summary.theme_of(learning)
    return f"**{line(learning.text)}**" + (f" ({_theme(theme)})" if theme else "")


def _theme(theme: Theme) -> str:
    return f"{line(theme.name)}, {words.counted(theme.votes, 'vote')}"


def _action(action: Action) -> str:
    """The text of one list item: the action, and below it a nested list with its details."""
    details = [
        ("Test", action.test),
        ("Signal to watch", action.signal),
        ("Support asked for", action.support),
    ]
    if action.kind == "experiment":
        details.insert(0, ("Hypothesis", action.hypothesis if action.what else ""))
    title = action.headline
    label = "Experiment: " if action.kind == "experiment" else ""
    first = f"{label}**{line(title)}** {line(words.who_and_when(action))}"
    return "\n".join([first, *(f"  - {name}: {line(text)}" for name, text in details if text)])


def _recount(summary: Summary) -> Iterator[str]:
    recount = summary.recount
    parts = {
        "What we expected": recount.expected,
        "What happened": recount.happened,
        "What came of it": recount.impact,
    }
    for heading, text in parts.items():
        if body := prose(text):
            yield f"### {heading}\n\n{body}"
    if summary.timeline:
        yield _table(("When", "What"), ((words.moment(row.at), row.what) for row in summary.timeline))


def _times(summary: Summary) -> str:
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
    return _table(("Stage", "Focus", "Planned", "On learning", "On the failure"), rows)


def _tallies(summary: Summary) -> Iterator[str]:
    yield from _tally(words.SAFETY, summary.safety)
    yield from _tally(words.ROTI, summary.roti)


def _tally(scale: words.Scale, tally: Tally) -> Iterator[str]:
    """The question with the number of answers and, if they are told, a row for each score with its bar."""
    if not tally.answered:
        return
    yield f"**{scale.title}**: {words.answers(tally)}"
    if tally.counts:
        counts = [(score, tally.counts.get(str(score), 0)) for score in scale.scores]
        rows = ((str(score), f"{count} {_BAR * count}") for score, count in counts)
        yield f"{scale.ends}\n\n{_table(('Score', 'Answers'), rows)}"


def _themes(summary: Summary) -> Iterator[str]:
    for theme, cards in summary.gathered():
        yield f"### {_theme(theme)}" if theme else "### On their own"
        yield from _items(map(_card, cards))


def _card(card: Card) -> str:
    return f"{line(card.text)} ({words.COLUMNS[card.column]}{_by(card.author)})"


def _by(author: str | None) -> str:
    return f", {line(author)}" if author else ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *(tuple(map(line, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
