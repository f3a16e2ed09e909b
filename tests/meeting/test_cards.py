import pytest
from meeting.table import ANA, BEN, CLEO, DAN, MINUTE, SECOND, Table, refused, table_in

from facilitator.meeting.commands import (
    MOST,
    AddCard,
    CastVote,
    DeleteCard,
    EditCard,
    GroupCard,
    MarkDone,
    MoveCard,
    PreviousStage,
    ShowHidden,
)
from facilitator.meeting.hidden import NOTHING, SHOWN_AFTER_MS, SHOWN_BY_MS
from facilitator.meeting.model import Kind


def a_card(card: str = "card", text: str = "The alarm was off") -> AddCard:
    return AddCard("driver", card, "key", text)


def test_it_hides_cards_while_writing() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    assert table.shared["cards"] == {}
    for seat in (ANA, BEN, CLEO):
        assert "alarm" not in str(table.me(seat))


def came_back_in(kind: Kind, **settings: str) -> Table:
    """Four people in a stage, one of whom was away for a moment since the cards were shown."""
    table = table_in(kind, **settings)
    table.wait(SECOND)
    table.comes_back(BEN)
    return table


def test_they_are_shown_when_the_room_goes_on() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.go_to("group")
    assert table.shared["cards"] == {"card": {"column": "driver", "text": "The alarm was off", "pos": 0}}


def test_they_come_out_shuffled() -> None:
    table = table_in("reflect")
    texts = [f"thought {i}" for i in range(20)]
    table.cards(*texts)
    table.go_to("group")
    shown = sorted(table.shared["cards"], key=lambda card: table.shared["cards"][card]["pos"])
    assert sorted(shown) == sorted(texts)
    assert shown != texts


@pytest.mark.parametrize("kind", ["frame", "recount"])
def test_there_are_no_cards_before_the_reflection(kind: Kind) -> None:
    table = table_in(kind)
    assert not table.can(BEN, "add_card")
    with refused("wrong_stage"):
        table.do(BEN, a_card())


def test_a_card_that_was_cut_off_is_taken_after_the_room_went_back() -> None:
    table = table_in("reflect")
    table.wait(MINUTE)
    table.do(ANA, PreviousStage())
    table.do(BEN, a_card())
    assert table.shared["cards"] == {}
    table.go_to("group")
    assert list(table.shared["cards"]) == ["card"]


@pytest.mark.parametrize("kind", ["group", "commit", "celebrate"])
def test_a_late_card_is_shown_after_a_random_while_if_somebody_has_come_back(kind: Kind) -> None:
    table = came_back_in(kind)
    table.do(BEN, a_card())
    table.wait(SHOWN_AFTER_MS[0] - SECOND)
    table.do("", ShowHidden())
    assert table.shared["cards"] == {}
    table.show_late_words()
    assert list(table.shared["cards"]) == ["card"]


def test_no_late_word_is_shown_soon_after_it_came_whatever_started_the_clock() -> None:
    """And nobody can hold back those of others for long by sending more of them."""
    table = came_back_in("group")
    table.do(DAN, AddCard("driver", "word 0", "key", "word 0"))
    came = {"word 0": table.now}
    waited: dict[str, int] = {}
    while len(came) < 200:
        table.wait(2 * SECOND)
        table.do("", ShowHidden())
        waited |= {word: table.now - came[word] for word in table.shared["cards"] if word not in waited}
        word = f"word {len(came)}"
        table.do(BEN, AddCard("driver", word, "key", word))
        came[word] = table.now
    assert len(waited) > 100
    assert min(waited.values()) >= SHOWN_AFTER_MS[0]
    assert max(waited.values()) <= SHOWN_BY_MS[1] + SHOWN_AFTER_MS[1]


def test_late_cards_are_shown_together_in_random_order() -> None:
    table = came_back_in("group")
    texts = [f"thought {i}" for i in range(20)]
    for text in texts:
        table.cards(text)
        table.wait(SECOND)
    table.show_late_words()
    shown = sorted(table.shared["cards"], key=lambda card: table.shared["cards"][card]["pos"])
    assert sorted(shown) == sorted(texts)
    assert shown != texts


def test_the_next_stage_shows_a_late_card_too() -> None:
    table = came_back_in("group")
    table.do(BEN, a_card())
    table.go_to("commit")
    assert list(table.shared["cards"]) == ["card"]


def test_what_is_being_written_stays_hidden_when_late_words_are_due() -> None:
    table = came_back_in("group")
    table.do(BEN, a_card())
    table.do(ANA, PreviousStage())
    table.do(CLEO, a_card("another"))
    table.show_late_words()
    assert table.shared["cards"] == {}
    table.go_to("group")
    assert sorted(table.shared["cards"]) == ["another", "card"]


def test_in_a_named_meeting_a_late_card_is_shown_at_once() -> None:
    table = came_back_in("group", secrecy="named")
    table.do(BEN, a_card())
    assert list(table.shared["cards"]) == ["card"]


def test_where_nobody_came_since_a_late_card_is_shown_at_once() -> None:
    table = table_in("group")
    table.do(BEN, a_card())
    assert list(table.shared["cards"]) == ["card"]


@pytest.mark.parametrize("writer", [BEN, CLEO])
def test_whether_a_late_card_waits_does_not_depend_on_its_writer(writer: str) -> None:
    """If only those who came back had to wait, a card that is shown at once would not be theirs."""
    table = came_back_in("group")
    table.wait(10 * MINUTE)
    table.do(writer, a_card())
    assert table.shared["cards"] == {}


def test_a_change_is_shown_after_a_while_if_somebody_has_just_come_back() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.go_to("group")
    table.comes_back(BEN)
    table.do(BEN, EditCard("card", "key", "The alarm was muted"))
    table.do(BEN, MoveCard("surprise", "card", "key"))
    assert table.shared["cards"]["card"]["text"] == "The alarm was off"
    table.show_late_words()
    shown = table.shared["cards"]["card"]
    assert (shown["text"], shown["column"]) == ("The alarm was muted", "surprise")


def test_a_card_taken_back_on_coming_back_goes_after_a_while() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.go_to("group")
    table.comes_back(BEN)
    table.do(BEN, DeleteCard("card", "key"))
    with refused("not_found"):
        table.do(BEN, EditCard("card", "key", "The alarm was muted"))
    assert list(table.shared["cards"]) == ["card"]
    table.show_late_words()
    assert table.shared["cards"] == {}


def test_a_late_card_that_was_taken_back_is_never_shown() -> None:
    table = came_back_in("group")
    table.do(BEN, a_card())
    table.do(BEN, DeleteCard("card", "key"))
    assert table.hidden == NOTHING
    table.go_to("vote")
    assert table.shared["cards"] == {}


@pytest.mark.parametrize("kind", ["vote", "discuss"])
def test_a_late_card_can_be_voted_for_and_talked_about(kind: Kind) -> None:
    table = came_back_in(kind)
    table.do(BEN, a_card())
    table.show_late_words()
    [theme] = table.shared["themes"].values()
    assert (theme["name"], theme["cards"]) == ("The alarm was off", 1)


def test_the_key_opens_a_card_before_and_after_the_reveal() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.do(BEN, EditCard("card", "key", "The alarm was muted"))
    table.go_to("group")
    table.do(BEN, MoveCard("surprise", "card", "key"))
    shown = table.shared["cards"]["card"]
    assert (shown["text"], shown["column"]) == ("The alarm was muted", "surprise")
    table.do(BEN, DeleteCard("card", "key"))
    assert table.shared["cards"] == {}


def test_another_key_does_not() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    for command in (EditCard("card", "no", "x"), MoveCard("worked", "card", "no"), DeleteCard("card", "no")):
        with refused("wrong_key"):
            table.do(ANA, command)


def test_a_card_that_is_gone_is_not_changed() -> None:
    table = table_in("reflect")
    for command in (EditCard("c", "k", "x"), MoveCard("worked", "c", "k"), DeleteCard("c", "k")):
        with refused("not_found"):
            table.do(BEN, command)


def test_the_last_card_takes_its_theme_along() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.go_to("vote")
    assert len(table.shared["themes"]) == 1
    table.do(BEN, DeleteCard("card", "key"))
    assert table.shared["themes"] == {}


def test_a_theme_named_with_a_cards_words_follows_its_writer() -> None:
    table = table_in("reflect")
    table.do(BEN, a_card())
    table.go_to("vote")
    [theme] = table.shared["themes"]
    table.do(BEN, EditCard("card", "key", "The alarm was muted"))
    assert table.shared["themes"][theme]["name"] == "The alarm was muted"
    table.do(CLEO, CastVote(theme))
    table.go_to("discuss")
    table.do(BEN, DeleteCard("card", "key"))
    assert table.shared["themes"][theme]["name"] == "A card that was taken back"


def test_an_id_is_used_once_and_a_meeting_holds_so_many() -> None:
    table = table_in("reflect")
    table.cards(*(f"thought {i}" for i in range(MOST["cards"])))
    with refused("taken_id"):
        table.do(BEN, a_card("thought 1"))
    with refused("too_many"):
        table.do(BEN, a_card("one more"))


def test_the_room_sees_how_many_are_done_and_not_who() -> None:
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    assert table.shared["writing"] == {"done": 1, "of": 4}
    assert (table.me(BEN)["done"], table.me(CLEO)["done"]) == (True, False)
    assert table.do(BEN, MarkDone()).events == ()
    table.do(BEN, MarkDone(done=False))
    assert table.shared["writing"]["done"] == 0


def test_done_belongs_to_the_writing() -> None:
    table = table_in("reflect")
    table.do(BEN, MarkDone())
    table.go_to("group")
    assert "writing" not in table.shared
    with refused("wrong_stage"):
        table.do(BEN, MarkDone())
    table.do(ANA, PreviousStage())
    assert table.shared["writing"]["done"] == 0


def test_a_named_card_carries_its_writer_once_it_is_shown() -> None:
    table = table_in("reflect", secrecy="named")
    table.do(BEN, a_card())
    assert table.shared["cards"] == {}
    table.go_to("group")
    assert table.shared["cards"]["card"]["author"] == BEN


def test_hidden_cards_are_not_grouped() -> None:
    table = table_in("group")
    table.themes("alarms")
    table.do(ANA, PreviousStage())
    table.do(BEN, a_card())
    table.do(ANA, PreviousStage())
    with refused("wrong_stage"):
        table.do(BEN, GroupCard("card", "alarms"))
