import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.summary.web_addresses import split_at_addresses


def links(text: str) -> list[str]:
    return [part for part, link in split_at_addresses(text) if link]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://w.example/OPS_12#c3 now", "https://w.example/OPS_12#c3"),
        ("https://w.e/a~b*c|d[e]f, and", "https://w.e/a~b*c|d[e]f"),
        ("(https://w.e/a_(b))", "https://w.e/a_(b)"),
        ("https://w.e/x?q=[1]&b={2}|3;", "https://w.e/x?q=[1]&b={2}|3"),
        ("“https://w.e/a”.", "https://w.e/a"),
        ("https://w.e/a…", "https://w.e/a"),
        ("http://localhost:5000/x!", "http://localhost:5000/x"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://w.e/日本?a=ü", "https://w.e/日本?a=ü"),
        ("<https://w.e/a>", "https://w.e/a"),
    ],
)
def test_an_address_is_found_whole(text: str, address: str) -> None:
    assert links(text) == [address]


@pytest.mark.parametrize(
    "text", ["http://", "https://...", "xhttps://a.b", "javascript:x", "ftp://a.b", "//a.b", "www.a.b"]
)
def test_other_words_are_none(text: str) -> None:
    assert links(text) == []


@given(st.text() | st.text("htps:/.()[]<> \n\"'a", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(part for part, _ in split_at_addresses(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "http://a\n\n" * 20_000,
        "http://" * 29_000,
        "http://" + "(" * 200_000,
        "http://" + "." * 200_000,
        "http://(a" * 22_000,
    ],
)
def test_no_text_takes_for_ever(text: str) -> None:
    assert "".join(part for part, _ in split_at_addresses(text)) == text
