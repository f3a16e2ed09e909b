"""Words that are everywhere in long texts are found in time, and shown shortly."""

import time

import pytest
from log.search.conftest import Log

FROZEN_SECONDS = 15


@pytest.mark.parametrize("q", ["a", '"a a"', "a b"])
def test_a_word_that_is_everywhere_is_found_in_time(log: Log, q: str) -> None:
    for number in range(20):
        log.write(f"Long {number}", did="a " * 40_000, expected="b a " * 20_000)
    began = time.monotonic()
    found = log.find(q)

    assert time.monotonic() - began < FROZEN_SECONDS
    assert len(found.rows) == 20
    for row in found.rows:
        assert row.snippet
        assert sum(len(piece.text) for piece in row.snippet.pieces) < 500
