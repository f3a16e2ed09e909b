from hypothesis import given, settings
from hypothesis import strategies as st
from meeting.table import refused

from facilitator.meeting.texts import merged
from facilitator.refused import Refused

LONG = 4000


def test_what_nobody_touched_meanwhile_is_simply_written() -> None:
    assert merged("a", "b", "a", LONG) == "b"
    assert merged("a", "b", "b", LONG) == "b"


def test_both_edits_stay() -> None:
    was = "The switch took a day. Support was not told."
    mine, theirs = was.replace("a day", "a whole day"), was.replace("not told", "told late")
    assert merged(was, mine, theirs, LONG) == "The switch took a whole day. Support was told late."


def test_two_who_add_at_the_end_both_stay() -> None:
    result = merged("One.", "One. Two.", "One. Three.", LONG)
    assert "Two." in result
    assert "Three." in result


def test_two_beginnings_are_set_one_after_the_other() -> None:
    assert merged("", "Mine.", "Theirs.", LONG) == "Theirs.\n\nMine."


def test_what_continues_the_other_is_not_doubled() -> None:
    assert merged("", "We expected an hour.", "We expected", LONG) == "We expected an hour."
    assert merged("", "We expected", "We expected an hour.", LONG) == "We expected an hour."


def test_clearing_what_somebody_rewrote_is_refused() -> None:
    with refused("changed_meanwhile"):
        merged(
            "Short lines here.", "", "Completely other words, and many more of them, stand there now.", LONG
        )


def test_two_edits_that_leave_nothing_together_are_refused() -> None:
    with refused("changed_meanwhile"):
        merged("ab", "b", "a", LONG)
    assert merged("ab", "", "a", LONG) == ""


def test_too_much_together_is_refused() -> None:
    with refused("too_long"):
        merged("", "a" * 30, "b" * 30, 40)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_three_texts_are_merged_or_refused(was: str, text: str, current: str) -> None:
    try:
        result = merged(was, text, current, 200)
    except Refused:
        return
    assert len(result) <= 200


@given(
    st.text("abc ", min_size=1, max_size=40),
    st.text("xyz", min_size=1, max_size=20),
    st.text("uvw", max_size=20),
)
def test_words_before_and_after_a_long_middle_both_stay(middle: str, before: str, after: str) -> None:
    was = f"{middle}. This stays as it is, word for word, in the middle of all. {middle}"
    assert merged(was, before + was, was + after, LONG) == before + was + after
