"""What is shown of where the words stand."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.log.search import snippet
from facilitator.log.search.backend import spans


def marked(pieces):
    return [piece.text for piece in pieces if piece.marked]


def said(pieces):
    return "".join(piece.text for piece in pieces)


def test_the_words_are_marked_in_every_form_they_have(log):
    log.write("Restoring", happened="We restored the café; restores were slow.")
    [row] = log.find("restore cafe").rows

    assert marked(row.title) == ["Restoring"]
    assert marked(row.snippet.pieces) == ["restored", "café", "restores"]
    assert row.snippet.label == "In what happened"


def test_a_snippet_is_short_and_where_the_words_are(log):
    log.write("One", happened="Nothing of note. " * 500 + "Then a pelican came. " + "And left again. " * 500)
    [row] = log.find("pelican").rows

    text = said(row.snippet.pieces)
    assert marked(row.snippet.pieces) == ["pelican"]
    assert len(text) < 260
    assert text.startswith("… ")
    assert text.endswith("…")


def test_it_shows_the_field_that_has_most_of_the_words(log):
    log.write("One", learned=("A pelican",), happened="A pelican and a heron")
    [row] = log.find("pelican heron").rows

    assert row.snippet.label == "In what happened"


def test_without_words_nothing_is_marked(log, entries):
    entries("A <b>pelican</b>")
    [row] = log.find().rows

    assert row.snippet is None
    assert said(row.title) == "A <b>pelican</b>"


def test_accents_and_odd_characters_move_no_mark(log):
    log.write("One", happened="İstanbul ﬁrst, Straße ｆｕｌｌ 👩‍👩‍👧 é, then a pelican.")
    [row] = log.find("pelican").rows

    assert marked(row.snippet.pieces) == ["pelican"]
    assert said(row.snippet.pieces) == "İstanbul ﬁrst, Straße ｆｕｌｌ 👩‍👩‍👧 é, then a pelican."


@given(st.lists(st.tuples(st.text("ab <", max_size=90), st.text("xy", min_size=1, max_size=5)), min_size=1))
def test_pieces_are_parts_of_the_text(parts):
    text = "".join(before + word for before, word in parts)
    marks = spans("".join(f"{before}\x01{word}\x02" for before, word in parts), "\x01", "\x02")

    assert [text[begin:end] for begin, end in marks] == [word for _, word in parts]
    assert said(snippet.marked(text, marks)) == text
    assert said(snippet.text_around(text, marks)).strip("… ") in text


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=40, unique=True).map(sorted))
def test_it_is_cut_where_the_most_of_the_words_are(begins):
    text = "x" * 2100
    shown = snippet.text_around(text, [(begin, begin + 1) for begin in begins])
    near = snippet.WIDTH - snippet.BEFORE

    assert len(marked(shown)) >= max(sum(a <= b < a + near for b in begins) for a in begins)
