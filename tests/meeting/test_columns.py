import json
from dataclasses import replace
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from meeting.table import ANA, BEN, Table, refused, table_in

from facilitator.meeting import columns as own
from facilitator.meeting import events, model
from facilitator.meeting.columns import COLUMN_KINDS, Column
from facilitator.meeting.commands import AddCard, EditCard, EditDetails, GiveFeedback, MoveCard
from facilitator.meeting.evolve import fold

GLAD, SAD = Column("What made us glad", 0, "", "worked"), Column("What made us sad", 1, "Of the work.")
TWO = {"worked": GLAD, "sad-of-this-meeting": SAD}
rows = st.lists(
    st.tuples(
        st.sampled_from(["", *COLUMN_KINDS, "another-one-of-ours"]),
        st.builds(Column, st.text(), st.integers(), st.text(), st.sampled_from(["", *COLUMN_KINDS])),
    ),
    max_size=8,
)


@given(rows)
def test_each_column_has_an_id_of_its_own_and_keeps_the_one_it_has(given: list[tuple[str, Column]]) -> None:
    numbers = count()
    made = own.with_ids(given, lambda: f"new-{next(numbers)}")

    assert list(made.values()) == [replace(column, pos=pos) for pos, (_, column) in enumerate(given)]
    assert {key for key, _ in given if key} <= made.keys()
    for (key, column), (found, _) in zip(given, made.items(), strict=True):
        assert found.startswith("new-") or found in (key, column.counts_as)
    # What is new and counts as a usual column takes its place, if that is free.
    assert {column.counts_as for key, column in given if not key} - {""} <= made.keys()


def test_a_meeting_has_the_usual_columns_or_its_own() -> None:
    assert {key: column["title"] for key, column in Table(ANA).shared["columns"].items()} == {
        kind: title for kind, (title, _) in own.TEXTS.items()
    }
    assert Table(ANA, columns=TWO).shared["columns"] == {
        "worked": {"title": "What made us glad", "pos": 0, "counts_as": "worked"},
        "sad-of-this-meeting": {"title": "What made us sad", "pos": 1, "hint": "Of the work."},
    }


def test_there_are_one_to_six_and_each_has_its_own_title() -> None:
    many = {str(number): replace(SAD, title=f"Column {number}") for number in range(7)}
    alike = {"one": SAD, "two": replace(SAD, title="what made us SAD")}
    for columns in ({}, many, alike):
        with refused("bad_columns"):
            Table(ANA).do(ANA, EditDetails(columns=columns))


def test_they_stay_as_they_are_once_the_meeting_has_begun() -> None:
    table = table_in("frame")
    with refused("already_started"):
        table.do(ANA, EditDetails(columns=TWO))
    assert not table.do(ANA, EditDetails(columns=own.usual_columns())).events


def test_cards_go_into_the_columns_that_there_are() -> None:
    table = table_in("reflect", columns=TWO)
    with refused("not_found"):
        table.do(BEN, AddCard("driver", "card", "key", "Nobody looked."))
    table.do(BEN, AddCard("worked", "card", "key", "The bell rang."))
    with refused("not_found"):
        table.do(BEN, MoveCard("driver", "card", "key"))
    table.do(BEN, MoveCard("sad-of-this-meeting", "card", "key"))
    table.go_to("group")
    assert table.shared["cards"]["card"]["column"] == "sad-of-this-meeting"


def test_cards_from_before_the_start_whose_column_is_taken_out_go_to_the_first() -> None:
    table = Table(ANA, BEN)
    table.do("", GiveFeedback("driver", "card", "key", "Nobody looked."))
    table.do("", GiveFeedback("worked", "other", "key", "The bell rang."))
    table.do(ANA, EditDetails(columns=TWO))
    table.do("", GiveFeedback("surprise", "late", "key", "Nobody knew."))
    table.go_to("reflect")
    table.do(BEN, EditCard("card", "key", "Nobody looked there."))
    table.go_to("group")
    assert {key: card["column"] for key, card in table.shared["cards"].items()} == {
        "card": "worked",
        "other": "worked",
        "late": "worked",
    }


def test_a_meeting_from_before_has_the_usual_ones() -> None:
    table = table_in("reflect")
    table.cards("tired")
    table.go_to("group")
    before = json.loads(model.to_json(table.first))
    before.pop("columns")
    journal = json.loads(json.dumps(events.dump(table.journal)))
    assert fold(model.from_json(json.dumps(before)), events.load(journal)) == table.state
