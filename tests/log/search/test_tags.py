"""Tags that are there already are suggested, so that one thing gets one word."""

from typing import Protocol

import pytest
from log.search.conftest import Log

from facilitator import database
from facilitator.log.entry.reader import Reader
from facilitator.log.search.tags import suggested_tags


class Suggest(Protocol):
    """`to("ana", "pri")`: what is suggested to Ana for a tag that begins like this."""

    def __call__(self, who: str, begun: str = "") -> list[str]: ...


@pytest.fixture
def to(log: Log) -> Suggest:
    log.write("First", tags=("pricing", "Große Läden"))
    log.write("Second", tags=("pricing", "rota"))
    log.write("Third", tags=("price list", "ops_night"), visibility="private")

    def ask(who: str, begun: str = "") -> list[str]:
        with database.read() as session:
            return suggested_tags(session, Reader(getattr(log, who), {}), begun)

    return ask


def test_it_suggests_the_most_used_first(to: Suggest) -> None:
    assert to("ana")[0] == "pricing"


def test_it_suggests_what_goes_on_as_typed(to: Suggest) -> None:
    assert to("ana", "pri") == ["pricing", "price list"]


@pytest.mark.parametrize("begun", ["list", "PRICE L", "price li"])
def test_it_knows_a_tag_by_any_of_its_words(to: Suggest, begun: str) -> None:
    assert to("ana", begun) == ["price list"]


def test_it_minds_neither_accents_nor_case(to: Suggest) -> None:
    assert to("ana", "LAD") == ["Große Läden"]


@pytest.mark.parametrize("begun", ["p%", "r_ta", "zzz", "'\"] zzz"])
def test_a_sign_stands_for_nothing_else(to: Suggest, begun: str) -> None:
    assert "rota" not in to("ana", begun)


def test_nobody_is_told_the_tags_of_what_they_may_not_read(to: Suggest) -> None:
    assert to("cleo", "pri") == ["pricing"]
    assert to("cleo", "ops") == []


def test_it_suggests_eight_of_five_thousand(log: Log, to: Suggest) -> None:
    for start in range(0, 5000, 20):
        log.write(f"Entry {start}", tags=tuple(f"tag{n:04}" for n in range(start, start + 20)))

    assert to("ana", "tag499") == [f"tag499{n}" for n in range(8)]
