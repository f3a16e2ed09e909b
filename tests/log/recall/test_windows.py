"""The parts of an entry that get a vector each."""

from __future__ import annotations

from facilitator.log.recall.windows import MOST, WORDS, first_words, windows_of
from facilitator.log.search.searched_fields import NAMES


def windows(title: str, happened: str = "", **more: str) -> list[str]:
    return windows_of(dict.fromkeys(NAMES, "") | {"title": title, "happened": happened} | more)


def numbers(first: int, last: int) -> str:
    return " ".join(map(str, range(first, last)))


def test_the_first_words_are_the_text_up_to_the_last_of_them() -> None:
    assert first_words("Late\n  castings, again", 2) == "Late\n  castings,"
    assert first_words("部品が届かなかった", 3) == "部品が"
    assert [first_words(text, 9) for text in ("", " ", "Late")] == ["", "", "Late"]


def test_a_short_entry_is_one_window() -> None:
    assert windows("Late castings") == ["Late castings"]
    assert windows("Late castings", "They came in May.", learned="Ask.", tags="iron") == [
        "Late castings\nAsk.\nThey came in May."
    ]
    assert windows("Late castings", numbers(0, WORDS)) == [f"Late castings\n{numbers(0, WORDS)}"]
    assert windows("") == [""]


def test_a_long_entry_is_its_beginning_and_all_parts_which_overlap_by_half() -> None:
    assert windows("Late", numbers(0, 350)) == [
        f"Late\n{numbers(0, 200)}",
        numbers(0, 200),
        numbers(100, 300),
        numbers(200, 350),
    ]


def test_there_are_forty_at_most() -> None:
    found = windows("Late", numbers(0, 200_000))
    assert len(found) == MOST == 40
    assert found[-1] == numbers(3_800, 4_000)


def test_a_text_without_blanks_has_windows_too() -> None:
    assert [len(each) for each in windows("停", "停止" * 200)] == [202, 200, 200, 200]
    assert len(windows("ท", "ท" * 3_000)) == 6
    assert len(windows("a", "a" * 200_000)) == MOST
    assert max(map(len, windows("a", "a" * 200_000))) <= 50 * WORDS + 2
