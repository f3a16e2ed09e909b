import random
import time
from datetime import date

from facilitator.log.entry.content import Action, Content
from facilitator.log.revisions.diff import changes, pieces_between

CONTENT = Content(title="A sale", date=date(2026, 2, 3))


def said(before: str, after: str) -> str:
    signs = {"out": "[-{}-]", "in": "[+{}+]", "same": "{}"}
    return "".join(signs[piece.sign].format(piece.text) for piece in pieces_between(before, after))


def test_whole_words_are_compared() -> None:
    assert said("One price, one call.", "One price, no call.") == "One price, [-one-][+no+] call."


def test_changed_words_in_a_row_are_one_change() -> None:
    assert (
        said("Send it on Friday night", "Send it every single day")
        == "Send it [-on Friday night-][+every single day+]"
    )


def test_words_of_any_script_are_words() -> None:
    assert said("我们 学习", "我们 工作") == "我们 [-学习-][+工作+]"


def test_what_stayed_is_cut_short_around_a_change() -> None:
    long = " ".join(f"w{n}" for n in range(200))
    found = list(pieces_between(f"{long} old {long}", f"{long} new {long}"))

    assert [piece.sign for piece in found] == ["same", "out", "in", "same"]
    assert found[0].text.startswith(" … ")
    assert len(found[0].text.split()) < 20


def test_texts_that_share_nothing_take_no_long_time() -> None:
    chance = random.Random(7)
    one, other = (" ".join(str(chance.randrange(9999)) for _ in range(40000)) for _ in range(2))
    began = time.monotonic()
    list(pieces_between(one, other))

    assert time.monotonic() - began < 5


def test_only_fields_that_differ_are_told_in_the_order_of_the_form() -> None:
    after = Content(title="A sale", date=date(2026, 2, 4), learned=("Ask.",), actions=(Action(what="Call"),))

    assert [change.name for change in changes(CONTENT, after)] == ["date", "learned", "actions"]


def test_what_became_of_an_action_is_no_change_of_what_was_said() -> None:
    one, other = (
        Content(title="A", date=date(2026, 2, 3), actions=(Action(what="Call", state=state),))
        for state in ("open", "done")
    )

    assert changes(one, other) == []
