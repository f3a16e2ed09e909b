"""The summary as plain text: the whole of it for a letter, and a short form for a chat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from facilitator.summary import words
from facilitator.summary.model import Action, Summary
from facilitator.summary.outline import (
    Actions,
    Block,
    Item,
    Items,
    Learnings,
    Planned,
    Prose,
    Scores,
    Section,
    Shares,
    Table,
    sections,
)
from facilitator.summary.strip import strip_text


def render_text(summary: Summary) -> str:
    """The whole summary. Each paragraph is one line, since whoever shows a letter breaks its lines."""
    parts = [_underlined(words.title(summary), "="), *words.facts(summary), strip_text(summary)]
    if summary.statement.strip():
        parts.append(_indented(_prose(summary.statement), "> "))
    for section in sections(summary):
        parts += _section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


def render_chat(summary: Summary) -> str:
    """The title, what was learned, and who does what by when: short enough for a message."""
    parts = [
        "\n".join([words.flat(words.title(summary)), words.facts(summary)[0]]),
        _listed(words.headings(summary).learned, (each.text for each in summary.learnings)),
        _listed(words.headings(summary).actions, (_briefly(summary, each) for each in summary.actions)),
        f"Next time: {words.flat(summary.next_time)}" if summary.next_time.strip() else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _briefly(summary: Summary, action: Action) -> str:
    who = action.owner or words.nobody(summary)
    said = ", ".join(filter(None, (who, words.when(action), words.STATES[action.state].lower())))
    return f"{action.headline} ({said})" if said else action.headline


def _listed(title: str, texts: Iterable[str]) -> str:
    lines = [f"• {words.flat(text)}" for text in texts]
    return "\n".join([title, *lines]) if lines else ""


def _prose(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _indented(text: str, by: str) -> str:
    return "\n".join(f"{by}{line}".rstrip() for line in text.splitlines())


def _underlined(title: str, with_: str) -> str:
    flat = words.flat(title)
    return f"{flat}\n{with_ * min(len(flat), 72)}"


def _section(section: Section) -> Iterator[str]:
    yield _underlined(section.title, "-")
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(text, title):
            yield f"{title}:\n{_prose(text)}" if title else _prose(text)
        case Learnings(items) | Items(items):
            yield _list(items)
        case Actions(items):
            yield "\n".join(map(_planned, items))
        case Table(heads, rows):
            yield "\n".join(_row(row, heads) for row in rows)
        case Shares(text):
            yield text
        case Scores():
            yield _scores(block)


def _list(items: Iterable[Item]) -> str:
    return "\n".join(
        f"- {words.flat(each.text)}{f' ({words.flat(each.note)})' if each.note else ''}" for each in items
    )


def _planned(action: Planned) -> str:
    label = f"{action.label}: " if action.label else ""
    said = ", ".join(filter(None, (words.flat(action.owner), action.when, action.became.lower())))
    first = f"- {label}{words.flat(action.text)}{f' ({said})' if said else ''}"
    return "\n".join([first, *(f"  {name} {words.flat(text)}" for name, text in action.details)])


def _row(row: tuple[str, ...], heads: tuple[str, ...]) -> str:
    """One row on a line: the first cell, then the others, with their heads where there are several."""
    first, *others = map(words.flat, row)
    if len(others) == 1:
        return f"- {first}  {others[0]}" if first else f"- {others[0]}"
    named = (f"{head.lower()} {cell}" for head, cell in zip(heads[1:], others, strict=True))
    return f"- {first}: {', '.join(named)}"


def _scores(scores: Scores) -> str:
    lines = [f"{scores.title}: {scores.answers}"]
    if scores.rows:
        lines += [scores.ends, *(f"{score}  {words.BAR * count} {count}" for score, count in scores.rows)]
    return "\n".join(lines)
