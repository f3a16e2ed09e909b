"""What is shown of where the words stand."""

import itertools
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from log.search.conftest import Log, WriteTitles

from facilitator.log.search import snippet
from facilitator.log.search.snippet import Piece, Snippet


def marked(pieces: Iterable[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.marked]


def said(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def found(log: Log, q: str) -> Snippet:
    """What is shown of the only entry that has the words."""
    [row] = log.find(q).rows
    assert row.snippet
    return row.snippet


def test_the_words_are_marked_in_every_form_they_have(log: Log) -> None:
    log.write("Restoring", happened="We restored the café; restores were slow.")
    [row] = log.find("restore cafe").rows
    shown = found(log, "restore cafe")

    assert marked(row.title) == ["Restoring"]
    assert marked(shown.pieces) == ["restored", "café", "restores"]
    assert shown.label == "In what happened"


def test_a_snippet_is_short_and_where_the_words_are(log: Log) -> None:
    log.write("One", happened="Nothing of note. " * 500 + "Then a pelican came. " + "And left again. " * 500)
    shown = found(log, "pelican")

    text = said(shown.pieces)
    assert marked(shown.pieces) == ["pelican"]
    assert len(text) < 260
    assert text.startswith("… ")
    assert text.endswith("…")


def test_it_shows_the_field_that_has_most_of_the_words(log: Log) -> None:
    log.write("One", learned=("A pelican",), happened="A pelican and a heron")

    assert found(log, "pelican heron").label == "In what happened"


def test_cards_stay_apart_and_prose_goes_on(log: Log) -> None:
    log.write(
        "One", drove="The pelican slept\n  Nobody saw the heron", happened="It rained.\n\nA pelican came."
    )

    assert said(found(log, "pelican heron").pieces) == "The pelican slept · Nobody saw the heron"
    assert said(found(log, "rained came").pieces) == "It rained. A pelican came."


def test_without_words_nothing_is_marked(log: Log, entries: WriteTitles) -> None:
    entries("A <b>pelican</b>")
    [row] = log.find().rows

    assert row.snippet is None
    assert said(row.title) == "A <b>pelican</b>"


def test_accents_and_odd_characters_move_no_mark(log: Log) -> None:
    log.write("One", happened="İstanbul ﬁrst, Straße ｆｕｌｌ 👩‍👩‍👧 é, then a pelican.")
    shown = found(log, "pelican")

    assert marked(shown.pieces) == ["pelican"]
    assert said(shown.pieces) == "İstanbul ﬁrst, Straße ｆｕｌｌ 👩‍👩‍👧 é, then a pelican."


@given(st.lists(st.tuples(st.text("ab <", max_size=90), st.text("xy", min_size=1, max_size=5)), min_size=1))
def test_pieces_are_parts_of_the_text(parts: list[tuple[str, str]]) -> None:
    text = "".join(before + word for before, word in parts)
    ends = list(itertools.accumulate(len(before) + len(word) for before, word in parts))
    marks = [(end - len(word), end) for end, (_, word) in zip(ends, parts, strict=True)]

    assert said(snippet.marked(text, marks)) == text
    assert said(snippet.text_around(text, marks)).strip("… ") in text


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=40, unique=True).map(sorted))
def test_it_is_cut_where_the_most_of_the_words_are(begins: list[int]) -> None:
    text = "x" * 2100
    shown = snippet.text_around(text, [(begin, begin + 1) for begin in begins])
    near = snippet.WIDTH - snippet.BEFORE

    assert len(marked(shown)) >= max(sum(a <= b < a + near for b in begins) for a in begins)
