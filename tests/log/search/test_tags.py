"""Tags that are there already are suggested, so that one thing gets one word."""

import pytest

from facilitator import database
from facilitator.log.entry.reader import Reader
from facilitator.log.search.tags import suggested_tags


@pytest.fixture
def to(log):
    """`to("ana", "pri")`: what is suggested to Ana for a tag that begins like this."""
    log.write("First", tags=("pricing", "Große Läden"))
    log.write("Second", tags=("pricing", "rota"))
    log.write("Third", tags=("price list", "ops_night"), visibility="private")

    def ask(who, begun=""):
        with database.read() as session:
            return suggested_tags(session, Reader(getattr(log, who), {}), begun)

    return ask


def test_it_suggests_the_most_used_first(to):
    assert to("ana")[0] == "pricing"


def test_it_suggests_what_goes_on_as_typed(to):
    assert to("ana", "pri") == ["pricing", "price list"]


@pytest.mark.parametrize("begun", ["list", "PRICE L", "price li"])
def test_it_knows_a_tag_by_any_of_its_words(to, begun):
    assert to("ana", begun) == ["price list"]


def test_it_minds_neither_accents_nor_case(to):
    assert to("ana", "LAD") == ["Große Läden"]


@pytest.mark.parametrize("begun", ["p%", "r_ta", "zzz", "'\"] zzz"])
def test_a_sign_stands_for_nothing_else(to, begun):
    assert "rota" not in to("ana", begun)


def test_nobody_is_told_the_tags_of_what_they_may_not_read(to):
    assert to("cleo", "pri") == ["pricing"]
    assert to("cleo", "ops") == []


def test_it_suggests_eight_of_five_thousand(log, to):
    for start in range(0, 5000, 20):
        log.write(f"Entry {start}", tags=tuple(f"tag{n:04}" for n in range(start, start + 20)))

    assert to("ana", "tag499") == [f"tag499{n}" for n in range(8)]
