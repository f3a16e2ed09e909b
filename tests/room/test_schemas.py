"""What comes in is checked: types, lengths, ids, and nothing that was not asked for."""

from typing import Any

import pytest

from facilitator.meeting import commands as c
from facilitator.refused import Refused
from facilitator.room import schemas

ID = "A" * 22


def test_every_command_of_the_wire_has_a_schema() -> None:
    assert schemas.SCHEMAS.keys() == c.WIRE_COMMANDS.keys()


def test_data_becomes_a_frozen_command() -> None:
    given = {"card": ID, "key": ID, "column": "driver", "text": "  We had no list\r\nfor this "}
    made = schemas.command("add_card", given)
    assert made == c.AddCard(card=ID, key=ID, column="driver", text="We had no list\nfor this")


def test_what_an_edit_started_from_is_trimmed_like_what_was_saved() -> None:
    given = {"field": "happened", "was": "The lift \n", "text": " The lift stopped "}
    made = schemas.command("edit_recount", given)
    assert made == c.EditRecount(field="happened", was="The lift", text="The lift stopped")


def test_names_lose_what_is_hidden_and_texts_keep_it() -> None:
    assert schemas.command("rename_seat", {"name": "\u202eanA\u200b"}) == c.RenameSeat("anA")
    assert schemas.command(
        "add_action", ACTION | {"what": "می\u200cرود", "owner": "A\u2066na"}
    ) == c.AddAction(kind="step", action=ID, what="می\u200cرود", owner="Ana")


def test_fields_with_a_default_may_be_left_out() -> None:
    assert schemas.command("lower_hand", {}) == c.LowerHand()


def test_an_agenda_comes_as_a_list_of_stages() -> None:
    made = schemas.command("set_agenda", {"stages": [{"kind": "frame", "seconds": 60}]})
    assert made == c.SetAgenda((c.AgendaItem(kind="frame", seconds=60),))


def test_internal_commands_do_not_come_by_the_wire() -> None:
    with pytest.raises(Refused) as refusal:
        schemas.command("join", {"name": "Cleo", "role": "facilitator"})
    assert refusal.value.code == "unknown_command"


ACTION = {"action": ID, "kind": "step"}
CARD = {"card": ID, "key": ID, "column": "driver", "text": "x"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("add_card", CARD | {"text": "x" * 501}),
        ("add_card", CARD | {"text": " \n "}),
        ("add_card", CARD | {"text": "\x00"}),
        ("add_card", CARD | {"text": "\u200b\u2060"}),
        ("rename_seat", {"name": "\u202e\u3164"}),
        ("add_card", CARD | {"text": None}),
        ("add_card", CARD | {"text": 3}),
        ("add_card", CARD | {"column": ""}),
        ("add_card", CARD | {"card": "short"}),
        ("add_card", CARD | {"card": "A" * 33}),
        ("add_card", CARD | {"card": "A" * 21 + "\n"}),
        ("add_card", CARD | {"author": ID}),
        ("add_card", {"card": ID}),
        ("add_card", [CARD]),
        ("add_card", None),
        ("thumb", {"more": 1}),
        ("answer_safety", {"score": 6}),
        ("answer_safety", {"score": 2.5}),
        ("answer_safety", {"score": True}),
        ("answer_safety", {"score": "9" * 5000}),
        ("lower_hand", {"seat": None}),
        ("add_action", {"action": ID, "kind": "step", "due": "2026-02-30"}),
        ("set_agenda", {"stages": [{"kind": "frame", "seconds": 60}] * 9}),
        ("set_agenda", {"stages": [{"kind": "frame"}]}),
        ("create_theme", {"theme": ID, "name": "x", "cards": "x"}),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(name: str, data: Any) -> None:
    with pytest.raises(Refused) as refusal:
        schemas.command(name, data)
    assert refusal.value.code == "invalid"
    assert refusal.value.message.endswith((".", "please."))


def test_the_longest_text_that_is_allowed_is_taken() -> None:
    assert schemas.command("add_card", CARD | {"text": "x" * 500})
