from meeting.table import ANA, BEN, CLEO, refused, table_in

from facilitator.meeting.commands import AddAppreciation, DeleteAppreciation, EditAppreciation
from facilitator.meeting.hidden import JUST_BACK_MS, NOTHING


def test_thanks_are_shown_without_who_said_them() -> None:
    table = table_in("celebrate", secrecy="named")
    table.do(BEN, AddAppreciation("thanks", "a", "key", "Cleo stayed calm"))
    assert table.shared["appreciations"] == {"a": {"kind": "thanks", "text": "Cleo stayed calm", "pos": 0}}
    assert BEN not in str(table.journal[-1])


def test_the_key_changes_and_takes_it_away() -> None:
    table = table_in("celebrate")
    table.do(BEN, AddAppreciation("success", "a", "key", "We told support"))
    table.do(BEN, EditAppreciation("a", "key", "We told support early"))
    assert table.shared["appreciations"]["a"]["text"] == "We told support early"
    table.do(BEN, DeleteAppreciation("a", "key"))
    assert table.shared["appreciations"] == {}


def test_another_key_does_not() -> None:
    table = table_in("celebrate")
    table.do(BEN, AddAppreciation("takeaway", "a", "key", "Rehearse"))
    for command in (EditAppreciation("a", "no", "x"), DeleteAppreciation("a", "no")):
        with refused("wrong_key"):
            table.do(ANA, command)


def test_what_is_gone_is_not_changed() -> None:
    table = table_in("celebrate")
    for command in (EditAppreciation("a", "k", "x"), DeleteAppreciation("a", "k")):
        with refused("not_found"):
            table.do(CLEO, command)


def test_an_id_is_used_once() -> None:
    table = table_in("celebrate")
    table.do(BEN, AddAppreciation("thanks", "a", "key", "Thanks"))
    with refused("taken_id"):
        table.do(CLEO, AddAppreciation("thanks", "a", "other", "Thanks"))


def test_they_are_shown_after_a_while_if_somebody_has_just_come_back() -> None:
    """Everybody saw the arrival: thanks in the same second would have a name."""
    table = table_in("celebrate", secrecy="named")
    table.do(BEN, AddAppreciation("thanks", "old", "key", "Cleo"))
    table.comes_back(BEN)
    table.do(BEN, AddAppreciation("thanks", "new", "key", "Dan stayed late"))
    table.do(BEN, EditAppreciation("old", "key", "Cleo stayed calm"))
    assert [item["text"] for item in table.shared["appreciations"].values()] == ["Cleo"]
    table.show_late_words()
    texts = sorted(item["text"] for item in table.shared["appreciations"].values())
    assert texts == ["Cleo stayed calm", "Dan stayed late"]
    assert table.hidden == NOTHING
    table.wait(JUST_BACK_MS)
    table.do(BEN, DeleteAppreciation("old", "key"))
    assert list(table.shared["appreciations"]) == ["new"]
