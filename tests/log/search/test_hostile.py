"""Whatever is typed is text to look for."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log.search.conftest import Log, WriteTitles

from facilitator.log.search.query import Query, matches_for

SIGNS = st.text(st.sampled_from("\"'*:^()-+&|!<>~\\%_{}[]., aébANDORNEAR1\0\x01\u0301\ud800�नि"), max_size=60)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SIGNS | st.text(max_size=60))
def test_any_text_is_a_search(log: Log, q: str) -> None:
    results = log.find(Query.read({"q": q}).q)

    assert results.total == len(results.rows)


TRICKS = (
    *('"', '""', "*", "a*", "NEAR(a b)", "title:pelican", "a AND", "OR", "NOT a", "-a", "a:*", "!a", "<->"),
    *("'", "\\", "a & | b", "x" * 5000, "a " * 3000, "';drop table entry;--", "^pelican", "{title} : x", "%"),
)


def test_signs_of_a_query_language_mean_nothing(log: Log, entries: WriteTitles) -> None:
    entries("A pelican")

    for q in TRICKS:
        assert log.find(Query.read({"q": q}).q).total in (0, 1), q


def test_signs_alone_find_nothing(log: Log, entries: WriteTitles) -> None:
    entries("A pelican")

    assert log.find("?!*").total == 0


def test_a_field_s_name_is_a_word_like_any(log: Log, entries: WriteTitles) -> None:
    entries("The title of it", "A pelican")

    assert log.titles("title: ") == ["The title of it"]


@given(st.text(max_size=600))
def test_what_is_asked_of_the_index_holds_words_only(q: str) -> None:
    for match in matches_for(q):
        for term in match.terms:
            assert term.words
            assert not set("\"'\\*()&|!:<>") & set("".join(term.words))
