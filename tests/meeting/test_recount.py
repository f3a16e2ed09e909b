from meeting.table import ANA, BEN, CLEO, Table, refused, table_in

from facilitator.meeting.commands import (
    MOST,
    AddTimelineRow,
    DeleteTimelineRow,
    EditRecount,
    EditTimelineRow,
)


def rows(*times: str) -> list[str]:
    """The times of a timeline in the order in which it is shown."""
    table = table_in("recount")
    for i, at in enumerate(times):
        table.do(BEN, AddTimelineRow(f"row {i}", at, "Something"))
    return [row["at"] for row in sorted(table.shared["timeline"].values(), key=lambda row: row["pos"])]


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
    for command in (EditRecount("impact", "A day", ""), AddTimelineRow("r", "9:00", "It began")):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_a_line_of_the_timeline_is_added_changed_and_taken_away() -> None:
    table = table_in("recount")
    table.do(BEN, AddTimelineRow("r", "9:00", "It began"))
    table.do(CLEO, EditTimelineRow("r", what="The load began to rise"))
    table.do(BEN, EditTimelineRow("r", at="9:10"))
    assert table.shared["timeline"] == {"r": {"at": "9:10", "what": "The load began to rise", "pos": 0}}
    table.do(BEN, DeleteTimelineRow("r"))
    assert table.shared["timeline"] == {}


def test_a_line_that_is_gone_is_not_changed() -> None:
    table = table_in("recount")
    for command in (EditTimelineRow("r", what="x"), DeleteTimelineRow("r")):
        with refused("not_found"):
            table.do(BEN, command)


def test_an_id_is_used_once() -> None:
    table = table_in("recount")
    table.do(BEN, AddTimelineRow("r", "", "It began"))
    with refused("taken_id"):
        table.do(CLEO, AddTimelineRow("r", "", "It ended"))


def test_the_timeline_has_an_end() -> None:
    table = table_in("recount")
    for i in range(MOST["timeline"]):
        table.do(BEN, AddTimelineRow(f"row {i}", "", "Something"))
    with refused("too_many"):
        table.do(BEN, AddTimelineRow("one more", "", "Something"))


def test_times_of_day_and_dates_are_put_in_order() -> None:
    assert rows("10:05", "9:40", "", "9.05") == ["9.05", "9:40", "10:05", ""]
    assert rows("2017-02-01T18:00", "2017-01-31T17:20") == ["2017-01-31T17:20", "2017-02-01T18:00"]


def test_other_times_stay_as_they_were_added() -> None:
    assert rows("Saturday", "Monday", "9:40") == ["Saturday", "Monday", "9:40"]
