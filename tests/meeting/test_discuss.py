import pytest
from meeting.table import ANA, BEN, CLEO, DAN, MINUTE, Table, refused, table_in

from facilitator.meeting.commands import (
    CastVote,
    ClosePoll,
    CreateTheme,
    DiscussTheme,
    MoveTheme,
    NextTheme,
    OpenThumbs,
    PreviousStage,
    ReopenPoll,
    Thumb,
)


@pytest.fixture
def table() -> Table:
    """Sleep has two votes, alarms one, luck none."""
    made = table_in("group")
    made.themes("luck", "alarms", "sleep")
    made.go_to("vote")
    for theme in ("sleep", "sleep", "alarms"):
        made.do(BEN, CastVote(theme))
    made.go_to("discuss")
    return made


def in_order(table: Table) -> list[str]:
    themes = table.shared["themes"]
    return sorted(themes, key=lambda theme: themes[theme]["pos"])


def test_it_begins_with_the_most_votes(table: Table) -> None:
    assert table.shared["discuss"] == {"theme": "sleep", "pos": 0, "of": 3}


def test_themes_with_votes_share_the_time(table: Table) -> None:
    assert table.shared["themes"]["sleep"]["seconds"] == 600


def test_a_timebox_is_a_minute_at_least() -> None:
    table = table_in("group")
    table.themes(*(f"theme {i}" for i in range(40)))
    table.go_to("discuss")
    assert table.shared["themes"]["theme 0"]["seconds"] == 60


def test_the_next_one_follows_by_votes(table: Table) -> None:
    table.do(ANA, NextTheme())
    assert table.shared["discuss"]["theme"] == "alarms"
    table.do(ANA, NextTheme())
    assert not table.can(ANA, "next_theme")
    with refused("last_theme"):
        table.do(ANA, NextTheme())


def test_the_facilitator_changes_the_order(table: Table) -> None:
    table.do(ANA, MoveTheme("luck", before="alarms"))
    table.do(BEN, CreateTheme("new", "A new one"))
    assert in_order(table) == ["sleep", "luck", "alarms", "new"]
    table.do(ANA, NextTheme())
    assert table.shared["discuss"] == {"theme": "luck", "pos": 1, "of": 4}
    table.do(ANA, MoveTheme("sleep"))
    assert in_order(table) == ["luck", "alarms", "new", "sleep"]
    assert not table.can(BEN, "move_theme")
    with refused("not_found"):
        table.do(ANA, MoveTheme("luck", before="gone"))


def test_votes_that_are_counted_anew_give_the_order_again(table: Table) -> None:
    table.do(ANA, MoveTheme("luck", before="sleep"))
    table.do(ANA, PreviousStage())
    table.do(ANA, ReopenPoll("vote"))
    table.do(BEN, CastVote("sleep"))
    table.go_to("discuss")
    assert in_order(table)[0] == "sleep"


def test_two_who_go_on_at_once_move_one_theme_on(table: Table) -> None:
    table.do(ANA, NextTheme("sleep"))
    with refused("wrong_theme"):
        table.do(ANA, NextTheme("sleep"))
    assert table.shared["discuss"]["theme"] == "alarms"


def test_any_theme_can_be_opened(table: Table) -> None:
    table.wait(MINUTE)
    table.do(ANA, DiscussTheme("luck"))
    assert table.shared["discuss"]["theme"] == "luck"
    assert table.shared["themes"]["sleep"]["spent_ms"] == MINUTE
    with refused("not_found"):
        table.do(ANA, DiscussTheme("gone"))


def test_only_a_facilitator_chooses_the_theme(table: Table) -> None:
    for command in (DiscussTheme("luck"), NextTheme(), OpenThumbs()):
        with refused("facilitator_only"):
            table.do(BEN, command)


def test_themes_are_chosen_while_discussing() -> None:
    table = table_in("commit")
    for command in (DiscussTheme("luck"), NextTheme(), OpenThumbs()):
        with refused("wrong_stage"):
            table.do(ANA, command)


def test_more_thumbs_up_give_two_minutes_more(table: Table) -> None:
    table.do(ANA, OpenThumbs())
    for seat, thumb in ((BEN, Thumb("more")), (CLEO, Thumb("more")), (DAN, Thumb("enough"))):
        table.do(seat, thumb)
    table.do(ANA, ClosePoll("thumb"))
    assert table.shared["polls"]["thumb"] == {"open": False, "answered": 3, "result": "more"}
    assert table.shared["themes"]["sleep"]["seconds"] == 720


def test_a_draw_is_enough(table: Table) -> None:
    table.do(ANA, OpenThumbs())
    table.do(BEN, Thumb("more"))
    table.do(CLEO, Thumb("enough"))
    table.do(ANA, ClosePoll("thumb"))
    assert table.shared["polls"]["thumb"]["result"] == "enough"
    assert table.shared["themes"]["sleep"]["seconds"] == 600


def test_thumbs_count_for_the_theme_they_were_asked_about(table: Table) -> None:
    table.do(ANA, OpenThumbs())
    table.do(BEN, Thumb("more"))
    table.do(ANA, NextTheme())
    assert "thumb" not in table.shared["polls"]
    themes = table.shared["themes"]
    assert (themes["sleep"]["seconds"], themes["alarms"]["seconds"]) == (720, 600)


def test_a_thumb_counts_for_no_other_theme(table: Table) -> None:
    table.do(ANA, OpenThumbs())
    table.do(BEN, Thumb("more", theme="sleep"))
    table.do(ANA, NextTheme())
    table.do(ANA, OpenThumbs())
    with refused("poll_closed"):
        table.do(CLEO, Thumb("more", theme="sleep"))
    table.do(BEN, Thumb("more", theme="alarms"))
    assert table.shared["polls"]["thumb"]["answered"] == 1


def test_thumbs_are_asked_once_at_a_time(table: Table) -> None:
    with refused("poll_closed"):
        table.do(BEN, Thumb("more"))
    table.do(ANA, OpenThumbs())
    with refused("poll_open"):
        table.do(ANA, OpenThumbs())


def test_leaving_the_stage_counts_the_thumbs(table: Table) -> None:
    table.do(ANA, OpenThumbs())
    table.do(ANA, PreviousStage())
    assert table.shared["polls"]["thumb"]["open"] is False


def test_coming_back_goes_on_with_the_same_theme(table: Table) -> None:
    table.do(ANA, NextTheme())
    table.go_to("commit")
    assert "discuss" not in table.shared
    table.do(ANA, PreviousStage())
    assert table.shared["discuss"]["theme"] == "alarms"


def test_without_themes_one_is_made_and_opened() -> None:
    table = table_in("discuss")
    assert table.shared["discuss"] == {"of": 0}
    with refused("last_theme"):
        table.do(ANA, NextTheme())
    for command in (OpenThumbs(), ReopenPoll("thumb")):
        with refused("no_theme"):
            table.do(ANA, command)
    table.do(BEN, CreateTheme("luck", "luck"))
    table.do(ANA, NextTheme())
    assert table.shared["discuss"] == {"theme": "luck", "pos": 0, "of": 1}
    assert table.shared["themes"]["luck"]["seconds"] == 1200
