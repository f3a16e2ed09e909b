"""The reader of pages reads them as a browser does."""

from __future__ import annotations

import pytest
from html_page import Page

PAGE = Page(
    """<!doctype html><main><h1>What
      <b>was</b> learned</h1><p hidden>later</p>
    <a href="/log?a=1&amp;b=2">To the <i>log</i></a>
    <form id="f"><input type="hidden" name="csrf_token" value="x&quot;y"><input name="title">
      <textarea name="text">
&lt;b&gt; two
lines</textarea>
      <input type="checkbox" name="tag" value="a" checked><input type="checkbox" name="tag" value="b">
      <input type="checkbox" name="tag" value="c" checked><input type="radio" name="who" value="me">
      <select name="first"><option value="1">One<option value="2">Two</select>
      <select name="second"><option value="1">One<option selected>Two</select>
      <input name="off" value="1" disabled><button name="act" value="go">Go</button></form></main>"""
)


def test_it_gives_the_values_that_a_browser_would_send() -> None:
    assert PAGE.values("form") == {
        "csrf_token": ['x"y'],
        "title": [""],
        "text": ["<b> two\nlines"],
        "tag": ["a", "c"],
        "first": ["1"],
        "second": ["Two"],
    }


def test_it_collapses_white_space_and_leaves_out_what_is_hidden() -> None:
    assert PAGE.text("h1") == "What was learned"
    assert PAGE.words.startswith("What was learned To the log")


def test_it_finds_a_link_by_its_words() -> None:
    assert PAGE.link("To the log") == "/log?a=1&b=2"


def test_it_says_how_many_it_found_where_one_was_asked_for() -> None:
    with pytest.raises(AssertionError, match="4 elements on the page for option"):
        PAGE.one("option")
    with pytest.raises(AssertionError, match="0 elements"):
        PAGE.value("#missing")
