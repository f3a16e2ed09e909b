"""Somebody writes a card without a connection, and the others see theirs meanwhile."""

from browser.someone import Gather, Someone

from facilitator.tokens import new_id

ASKED = "You wrote this card while the connection was away"


def to_the_writing(ana: Someone) -> None:
    seat = ana.seat.connect()
    seat.send("start")
    for _ in range(2):
        seat.send("next_stage", sure=True)
    seat.send("add_card", card=new_id(), key=new_id(), column="driver", text="Nobody slept")
    seat.leave()


def writes_while_the_cards_are_shown(ben: Someone, ana: Someone) -> None:
    to_the_writing(ana)
    ben.is_at("Write alone")
    with ben.away():
        ben.writes("Add a card: What surprised us", "The alarm")
        ben.with_card("The alarm", "Edit")
        ben.writes("Your card", "The alarm was off")
        ana.presses("Show the cards")
        ana.presses("Show the cards now")
        ana.sees("Nobody slept")


def test_who_was_away_is_asked_and_the_card_is_shown_later(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    writes_while_the_cards_are_shown(ben, ana)
    ben.sees(ASKED)
    ben.sees("The alarm was off")
    ben.comes_back()
    ben.sees(ASKED)
    ben.sees("The alarm was off")
    ben.presses("Show it")
    ben.sees("1 card of yours came late. The others see it within a minute or so")
    ana.does_not_see("The alarm was off")
    ana.presses("Next: Vote")
    ana.sees("The alarm was off")
    ben.does_not_see("came late")


def test_a_late_card_can_be_kept_to_oneself(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    writes_while_the_cards_are_shown(ben, ana)
    ben.presses("Keep it to myself")
    ben.sees("Nobody else saw this. You wrote: “The alarm was off”")
    ben.has_sent_all()
    ana.presses("Next: Vote")
    ben.sees("Nobody slept")
    ana.does_not_see("The alarm was off")
