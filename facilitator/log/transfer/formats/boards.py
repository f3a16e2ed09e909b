"""One entry out of the board of a retrospective: a table in which no card has a title of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.columns import Columns
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of_heading, plain_name
from facilitator.log.transfer.records import ParseError, RawValue

_PROMPTS = frozenset(SYNONYMS["boards"]["prompts"])
_OWNERS = frozenset(SYNONYMS["action_names"]["owner"])
_AUTHORS = frozenset(SYNONYMS["boards"]["author"])
_NOBODY = frozenset({*SYNONYMS["nobody"]["names"], "anonymous"})


@dataclass(frozen=True)
class Board:
    """A table of cards: a row each, with the prompt that it answers in the column ``section``, or a list a column.

    ``texts`` are the places of the columns with the cards' words.
    """

    columns: Columns
    texts: Sequence[int]
    section: int | None = None

    def cards(self, cells: Sequence[str]) -> Iterator[tuple[str, str, dict[str, str]]]:
        """The prompt, the words and what stands beside them, of each card in a row."""
        names, said = (
            self.columns.names,
            {place: text.strip() for place, text in enumerate(cells) if text.strip()},
        )
        for place, end in zip(self.texts, [*self.texts[1:], len(names)], strict=True):
            beside = range(place + 1, end) if self.section is None else range(len(names))
            details = {
                names[each]: said[each]
                for each in beside
                if each in said and each not in {place, self.section}
            }
            prompt = names[place] if self.section is None else said.get(self.section, "")
            if place in said or details:
                yield prompt, said.get(place, ""), details


def board_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Board | None:
    """How a table with this head is a board, or None.

    :param rows: some rows below the head.
    """
    columns, plain = Columns(head), [plain_name(name) for name in head]
    if columns.is_titled:
        return None
    lists = [place for place, name in enumerate(head) if plain[place] in _PROMPTS or field_of_heading(name)]
    if len(lists) > 1 and not columns.says_days and not _PROMPTS.isdisjoint(plain):
        return Board(columns, lists)
    section, text, votes = (_first(plain, SYNONYMS["boards"][name]) for name in ("section", "text", "votes"))
    if section is None or text is None:
        return None
    prompts = {plain_name(cells[section]) for cells in rows if section < len(cells)}
    is_board = votes is not None or not _PROMPTS.isdisjoint(prompts)
    return Board(columns, [text], section) if is_board else None


def _first(plain: Sequence[str], names: Iterable[str]) -> int | None:
    return next((plain.index(name) for name in names if name in plain), None)


@dataclass
class BoardEntry:
    """What becomes of a board."""

    board: Board
    texts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    learned: list[str] = field(default_factory=list)
    actions: list[Mapping[str, str]] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    length: int = 0

    def add(self, cells: Sequence[str]) -> None:
        """Add the cards of a row.

        :raises ParseError: when there are more than an entry can hold.
        """
        self.days |= set(self.board.columns.days(cells)) - {""}
        self.length += sum(map(len, cells))
        if self.length > MOST_BYTES:
            raise ParseError(
                "The cards of this board are longer than an entry may be. Bring them as several files."
            )
        for prompt, text, details in self.board.cards(cells):
            known = field_of_heading(prompt)
            if known == "actions" and text:
                self.actions.append({"what": text} | _with_owner(details))
            elif known == "learned":
                self.learned.append(_with_details(text, details))
            else:
                said = self.texts.setdefault("happened" if known in {"", "actions"} else known, {})
                said.setdefault(prompt, []).append(_with_details(text, details))

    def values(self) -> dict[str, RawValue]:
        """The cards by our fields, each below its prompt, and the first of the days that they name."""
        found: dict[str, RawValue] = {"learned": self.learned, "actions": self.actions}
        for name, prompts in self.texts.items():
            found[name] = "\n\n".join(_section(prompt, texts) for prompt, texts in prompts.items())
        order, days = dates.day_order(self.days), []
        for said in self.days:
            with suppress(ValueError):
                days.append(dates.parse_day(said, order, serials=True).isoformat())
        return {name: value for name, value in found.items() if value} | ({"date": min(days)} if days else {})


def _section(prompt: str, texts: Iterable[str]) -> str:
    heading = f"## {prompt}\n\n" if prompt else ""
    return heading + "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def _with_details(text: str, details: Mapping[str, str]) -> str:
    said = ", ".join(f"{name}: {value}" for name, value in details.items())
    return f"{text} ({said})".strip() if said else text


def _with_owner(details: Mapping[str, str]) -> dict[str, str]:
    """The details of an action. Who wrote it is its owner, when nobody else is said to be."""
    if any(plain_name(name) in _OWNERS for name in details):
        return dict(details)
    return {
        "owner" if plain_name(name) in _AUTHORS and value.casefold() not in _NOBODY else name: value
        for name, value in details.items()
    }
