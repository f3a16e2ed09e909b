"""One entry out of the board of a retrospective: a table in which no card has a title of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.chosen import KEEP, LEAVE, TEXT
from facilitator.log.transfer.mapping.columns import Columns, side_by_side
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of_heading, is_noted, plain_name
from facilitator.log.transfer.mapping.map_fields import MappedFields
from facilitator.log.transfer.records import ParseError, TakenName

_PROMPTS = frozenset(SYNONYMS["boards"]["prompts"])
_TOO_LONG = "The cards of this board are longer than an entry may be. Bring it in parts."
_OF_CARDS = [SYNONYMS["boards"][name] for name in ("section", "text", "votes")]


_Card = tuple[str, Mapping[str, str]]
"""The words of a card, and what stands beside them by the names of their columns."""


@dataclass(frozen=True)
class Board:
    """A table of cards: a row each, with the prompt that it answers in the column ``section``, or a list a column.

    ``texts`` are the places of the columns with the cards' words.
    """

    columns: Columns
    texts: Sequence[int]
    section: int | None = None

    def read(self, rows: Iterable[Sequence[str]]) -> MappedFields:
        """The cards by our fields, each below its prompt, and the first of the days that they name.

        :raises ParseError: when there are more than an entry can hold.
        """
        found: dict[str, list[_Card]] = {}
        days, length = set[str](), 0
        for cells in rows:
            days.update(self.columns.days(cells, due=False))
            for prompt, card in self._cards(cells):
                found.setdefault(prompt, []).append(card)
                length += len(_told(card)) + 1
                if length > MOST_BYTES:
                    raise ParseError(_TOO_LONG)
        fields = {prompt: field_of_heading(prompt) for prompt in found}
        values: dict[str, Any] = {"date": day} if (day := min(_days(days), default="")) else {}
        texts: dict[str, list[str]] = {}
        for prompt, cards in found.items():
            if (field := fields[prompt]) == "actions":
                values.setdefault(field, []).extend(starmap(side_by_side, cards))
            elif field == "learned":
                values.setdefault(field, []).extend(map(_told, cards))
            else:
                texts.setdefault(field or "happened", []).append(_section(prompt, cards))
        values |= {field: "\n\n".join(said) for field, said in texts.items()}
        values.pop(LEAVE, None)
        extra = {"sections": values.pop(KEEP)} if KEEP in values else {}
        names = (TakenName(prompt, "heading", field or TEXT) for prompt, field in fields.items() if prompt)
        return MappedFields(values, extra, {}, tuple(names))

    def _cards(self, cells: Sequence[str]) -> Iterator[tuple[str, _Card]]:
        """The prompt and the card, of each card in a row."""
        names, first = self.columns.names_of(cells), self.texts[0]
        said = {place: text.strip() for place, text in enumerate(cells) if text.strip()}
        if self.section is not None:
            prompt, text = said.pop(self.section, ""), said.pop(first, "")
            if text or said:
                yield prompt, (text, {names[place]: words for place, words in said.items()})
            return
        # What stands before the lists, such as who filled in a form, belongs to each card of the row.
        before = {names[place]: said[place] for place in range(first) if place in said}
        lists = [range(*ends) for ends in zip(self.texts, [*self.texts[1:], len(names)], strict=True)]
        for places in [each for each in lists if not said.keys().isdisjoint(each)] or lists[:1]:
            beside = {names[place]: said[place] for place in places[1:] if place in said}
            yield names[places[0]], (said.get(places[0], ""), before | beside)


def board_of(columns: Columns, rows: Iterable[Sequence[str]]) -> Board | None:
    """How a table with these columns is a board, or None.

    :param rows: some rows below the head.
    """
    if columns.says("title"):
        return None
    plain = [plain_name(name) for name in columns.names]
    lists = [at for at, name in enumerate(columns.names) if plain[at] in _PROMPTS or field_of_heading(name)]
    # Where it says when each row was, and not only when it was written, each is a meeting of its own.
    are_meetings = (days := columns.says("date")) and (columns.titles or not all(map(is_noted, days)))
    if len(lists) > 1 and not _PROMPTS.isdisjoint(plain) and not are_meetings:
        return Board(columns, lists)
    section, text, votes = (
        next((plain.index(name) for name in names if name in plain), None) for names in _OF_CARDS
    )
    if section is None or text is None:
        return None
    prompts = {plain_name(cells[section]) for cells in rows if section < len(cells)}
    is_board = votes is not None or not _PROMPTS.isdisjoint(prompts)
    return Board(columns, [text], section) if is_board else None


def _days(texts: Collection[str]) -> Iterator[str]:
    order = dates.day_order(texts)
    for said in texts:
        with suppress(ValueError):
            yield dates.parse_day(said, order, serials=True).isoformat()


def _section(prompt: str, cards: Iterable[_Card]) -> str:
    heading = f"## {prompt}\n\n" if prompt else ""
    return heading + "\n".join("- " + _told(card).replace("\n", "\n  ") for card in cards)


def _told(card: _Card) -> str:
    text, beside = card
    said = ", ".join(f"{name}: {value}" for name, value in beside.items())
    return f"{text} ({said})".strip() if said else text
