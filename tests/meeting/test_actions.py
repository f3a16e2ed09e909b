from meeting.table import BEN, CLEO, refused, table_in

from facilitator.meeting.commands import AddAction, DeleteAction, EditAction


def test_a_step_has_what_who_and_when() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("step", "a", what="Rehearse", owner="Ben", due="2027-02-01", support="A machine"))
    assert table.shared["actions"]["a"] == {
        "kind": "step", "pos": 0, "what": "Rehearse", "owner": "Ben", "due": "2027-02-01", "support": "A machine",
    }  # fmt: skip


def test_an_experiment_needs_no_more_than_a_hypothesis() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("experiment", "a", hypothesis="If we rehearse, it takes an hour"))
    assert table.shared["actions"]["a"]["hypothesis"] == "If we rehearse, it takes an hour"


def test_an_empty_one_is_refused() -> None:
    table = table_in("commit")
    for command in (AddAction("step", "a", hypothesis="x"), AddAction("experiment", "a", signal="x")):
        with refused("empty"):
            table.do(BEN, command)


def test_only_what_is_given_changes_and_empty_clears() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("step", "a", what="Rehearse", owner="Ben", due="2027-02-01"))
    table.do(CLEO, EditAction("a", owner="Cleo", due=""))
    assert table.shared["actions"]["a"] == {"kind": "step", "pos": 0, "what": "Rehearse", "owner": "Cleo"}
    with refused("empty"):
        table.do(CLEO, EditAction("a", what=""))


def test_an_action_stays_when_its_learning_went_away_meanwhile() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("step", "a", what="Rehearse", learning="gone"))
    table.do(BEN, EditAction("a", learning="gone too"))
    assert "learning" not in table.shared["actions"]["a"]


def test_it_is_taken_away() -> None:
    table = table_in("frame")
    table.do(BEN, AddAction("step", "a", what="Rehearse"))
    table.do(CLEO, DeleteAction("a"))
    assert table.shared["actions"] == {}


def test_what_is_gone_is_not_changed() -> None:
    table = table_in("commit")
    for command in (EditAction("a", what="x"), DeleteAction("a")):
        with refused("not_found"):
            table.do(BEN, command)


def test_an_id_is_used_once() -> None:
    table = table_in("commit")
    table.do(BEN, AddAction("step", "a", what="Rehearse"))
    with refused("taken_id"):
        table.do(BEN, AddAction("step", "a", what="Rehearse again"))
