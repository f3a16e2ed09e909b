"""One entry out of the board of a retrospective: a table in which no card has a title of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap

from facilitator.log.entry.content import MOST_BYTES
from facilitator.log.transfer.mapping import dates
from facilitator.log.transfer.mapping.chosen import LEAVE, TEXT
from facilitator.log.transfer.mapping.columns import Columns
from facilitator.log.transfer.mapping.field_names import SYNONYMS, field_of_heading, plain_name
from facilitator.log.transfer.records import ParseError, RawValue, TakenName

_PROMPTS = frozenset(SYNONYMS["boards"]["prompts"])
_OWNERS = frozenset(SYNONYMS["action_names"]["owner"])
_OF_CARDS = [SYNONYMS["boards"][name] for name in ("section", "text", "votes")]
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
        names = self.columns.names
        said = {place: text.strip() for place, text in enumerate(cells[: len(names)]) if text.strip()}
        for place, end in zip(self.texts, [*self.texts[1:], len(names)], strict=True):
            within = range(place, end) if self.section is None else said.keys()
            beside = {
                names[each]: said[each] for each in within if each in said.keys() - {place, self.section}
            }
            prompt = names[place] if self.section is None else said.get(self.section, "")
            if place in said or beside:
                yield prompt, said.get(place, ""), beside


def board_of(columns: Columns, rows: Iterable[Sequence[str]]) -> Board | None:
    """How a table with these columns is a board, or None.

    :param rows: some rows below the head.
    """
    if columns.says("title"):
        return None
    plain = [plain_name(name) for name in columns.names]
    lists = [at for at, name in enumerate(columns.names) if plain[at] in _PROMPTS or field_of_heading(name)]
    if len(lists) > 1 and not columns.says("date") and not _PROMPTS.isdisjoint(plain):
        return Board(columns, lists)
    places = (next((plain.index(name) for name in names if name in plain), None) for names in _OF_CARDS)
    section, text, votes = places
    if section is None or text is None:
        return None
    prompts = {plain_name(cells[section]) for cells in rows if section < len(cells)}
    is_board = votes is not None or not _PROMPTS.isdisjoint(prompts)
    return Board(columns, [text], section) if is_board else None


def board_values(
    board: Board, rows: Iterable[Sequence[str]]
) -> tuple[dict[str, RawValue], tuple[TakenName, ...]]:
    """The cards by our fields, each below its prompt, and the first of the days that they name; and the prompts.

    :raises ParseError: when there are more than an entry can hold.
    """
    texts: dict[str, dict[str, list[str]]] = {}
    prompts = dict[str, str]()
    learned, actions, days, length = list[str](), list[dict[str, str]](), set[str](), 0
    for cells in rows:
        days |= set(board.columns.days(cells))
        length += sum(map(len, cells))
        if length > MOST_BYTES:
            raise ParseError("The cards of this board are longer than an entry may be. Bring it in parts.")
        for prompt, text, beside in board.cards(cells):
            field = prompts[prompt] = field_of_heading(prompt)
            if field == "actions" and text:
                actions.append({"what": text} | _with_owner(beside))
            elif field == "learned":
                learned.append(_with_details(text, beside))
            else:
                said = texts.setdefault("happened" if field in {"", "actions"} else field, {})
                said.setdefault(prompt, []).append(_with_details(text, beside))
    values: dict[str, RawValue] = {"learned": learned, "actions": actions, "date": _first_day(days)}
    values |= {field: "\n\n".join(starmap(_section, said.items())) for field, said in texts.items()}
    names = tuple(TakenName(name, "heading", field or TEXT) for name, field in prompts.items() if name)
    return {field: value for field, value in values.items() if value and field != LEAVE}, names


def _first_day(texts: Collection[str]) -> str:
    order, days = dates.day_order(texts), []
    for said in texts:
        with suppress(ValueError):
            days.append(dates.parse_day(said, order, serials=True).isoformat())
    return min(days, default="")


def _section(prompt: str, texts: Iterable[str]) -> str:
    heading = f"## {prompt}\n\n" if prompt else ""
    return heading + "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def _with_details(text: str, beside: Mapping[str, str]) -> str:
    said = ", ".join(f"{name}: {value}" for name, value in beside.items())
    return f"{text} ({said})".strip() if said else text


def _with_owner(beside: Mapping[str, str]) -> dict[str, str]:
    """What stands beside an action. Who wrote it is its owner, when nobody else is said to be."""
    if any(plain_name(name) in _OWNERS for name in beside):
        return dict(beside)
    is_owner = {
        name: plain_name(name) in _AUTHORS and said.casefold() not in _NOBODY for name, said in beside.items()
    }
    return {"owner" if is_owner[name] else name: said for name, said in beside.items()}
