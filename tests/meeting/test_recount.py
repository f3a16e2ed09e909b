from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting.commands import (
    MOST,
    AddTimelineRow,
    DeleteTimelineRow,
    EditRecount,
    EditTimelineRow,
    MoveTimelineRow,
)


def shown(table: Table) -> list[tuple[str, str]]:
    """The rows of the timeline in the order in which people see them."""
    rows = sorted(table.shared["timeline"].values(), key=lambda row: row["pos"])
    return [(row["at"], row["what"]) for row in rows]


def test_everybody_edits_the_recount_in_any_stage() -> None:
    table = table_in("celebrate")
    table.do(BEN, EditRecount("impact", "", "A day of work"))
    assert table.shared["recount"] == {"expected": "", "happened": "", "impact": "A day of work"}


def test_two_who_edit_different_places_both_stay() -> None:
    table = table_in("recount")
    was = "We expected an hour.\nNobody was told."
    table.do(BEN, EditRecount("expected", "", was))
    table.do(CLEO, EditRecount("expected", was, was.replace("an hour", "one hour")))
    table.do(BEN, EditRecount("expected", was, was.replace("Nobody was", "Support was not")))
    assert table.shared["recount"]["expected"] == "We expected one hour.\nSupport was not told."


def test_two_who_fill_an_empty_box_both_stay() -> None:
    table = table_in("recount")
    table.do(BEN, EditRecount("expected", "", "An hour."))
    table.do(CLEO, EditRecount("expected", "", "No calls."))
    assert table.shared["recount"]["expected"] == "An hour.\n\nNo calls."


def test_who_rewrites_the_same_place_is_asked_to_compare() -> None:
    table = table_in("recount")
    was = "It took a whole day because the certificate had to be ordered."
    table.do(BEN, EditRecount("happened", "", was))
    table.do(CLEO, EditRecount("happened", was, "Something quite different stands here now, in new words."))
    with refused("changed_meanwhile"):
        table.do(BEN, EditRecount("happened", was, was.replace("certificate", "signature")))


def test_together_it_may_get_too_long() -> None:
    table = table_in("recount")
    table.do(BEN, EditRecount("happened", "", "a" * 3000))
    with refused("too_long"):
        table.do(CLEO, EditRecount("happened", "", "b" * 3000))


def test_before_the_start_only_the_facilitator_writes() -> None:
    table = Table(ANA, BEN)
    table.do(ANA, EditRecount("impact", "", "A day"))
    for command in (EditRecount("impact", "A day", ""), AddTimelineRow("r", "9:00 It began")):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_a_line_of_the_timeline_is_added_changed_and_taken_away() -> None:
    table = table_in("recount")
    table.do(BEN, AddTimelineRow("r", "9:00 It began"))
    table.do(CLEO, EditTimelineRow("r", what="The load began to rise"))
    table.do(BEN, EditTimelineRow("r", at="9:10"))
    assert table.shared["timeline"] == {"r": {"at": "9:10", "what": "The load began to rise", "pos": 0}}
    table.do(BEN, DeleteTimelineRow("r"))
    assert table.shared["timeline"] == {}


def test_a_line_that_is_gone_is_not_changed() -> None:
    table = table_in("recount")
    table.do(BEN, AddTimelineRow("other", "It ended"))
    for command in (EditTimelineRow("r", what="x"), DeleteTimelineRow("r"), MoveTimelineRow("r")):
        with refused("not_found"):
            table.do(BEN, command)
    with refused("not_found"):
        table.do(BEN, MoveTimelineRow("other", before="r"))


def test_an_id_is_used_once() -> None:
    table = table_in("recount")
    table.do(BEN, AddTimelineRow("r", "It began"))
    with refused("taken_id"):
        table.do(CLEO, AddTimelineRow("r", "It ended"))


def test_the_timeline_has_an_end() -> None:
    table = table_in("recount")
    for i in range(MOST["timeline"]):
        table.do(BEN, AddTimelineRow(f"row {i}", "Something"))
    with refused("too_many"):
        table.do(BEN, AddTimelineRow("one more", "Something"))


def test_a_row_goes_where_its_time_belongs_and_wherever_it_is_moved() -> None:
    table = table_in("recount")
    for row, line in {"c": "10:05 PM lift stopped", "a": "9 PM Alarm", "d": "3 cabins stuck"}.items():
        table.do(BEN, AddTimelineRow(row, line))
    assert shown(table) == [("9 PM", "Alarm"), ("10:05 PM", "lift stopped"), ("", "3 cabins stuck")]
    table.do(CLEO, MoveTimelineRow("d", before="c"))
    assert [what for _, what in shown(table)] == ["Alarm", "3 cabins stuck", "lift stopped"]
    table.do(CLEO, MoveTimelineRow("a"))
    assert [what for _, what in shown(table)] == ["3 cabins stuck", "lift stopped", "Alarm"]


def test_a_row_whose_time_is_changed_goes_to_its_new_place() -> None:
    table = table_in("recount")
    for row, line in {"a": "9:00 Alarm", "b": "9:30 Nobody looks", "c": "It is quiet"}.items():
        table.do(BEN, AddTimelineRow(row, line))
    table.do(CLEO, EditTimelineRow("c", what="8:30 It is quiet"))
    assert shown(table) == [("8:30", "It is quiet"), ("9:00", "Alarm"), ("9:30", "Nobody looks")]
