"""Somebody votes without a connection, and the votes are counted meanwhile."""

from browser.someone import Gather, Someone
from playwright.sync_api import expect

from facilitator.tokens import new_id

STAGES = ("recount", "reflect", "group")


def to_the_vote(ana: Someone) -> None:
    seat = ana.seat.connect()
    seat.send("start")
    for _ in STAGES:
        seat.send("next_stage", sure=True)
    for name in ("Alarms", "Sleep"):
        seat.send("create_theme", theme=new_id(), name=name, cards=[])
    seat.send("next_stage", sure=True)
    seat.leave()


def may_give(person: Someone, theme: str) -> None:
    mine = person.page.get_by_role("group", name=f"Your votes for {theme}", exact=True)
    expect(mine.get_by_role("button", name="Give one vote")).to_be_enabled()


def gives(person: Someone, theme: str) -> None:
    mine = person.page.get_by_role("group", name=f"Your votes for {theme}", exact=True)
    mine.get_by_role("button", name="Give one vote").click()


def test_late_votes_are_told_and_counted_after_all(gather: Gather) -> None:
    ana, ben, dan = gather("Ana", "Ben", "Dan")
    to_the_vote(ana)
    ben.is_at("Vote")
    may_give(dan, "Sleep")
    with dan.away():
        gives(dan, "Sleep")
        gives(dan, "Sleep")
        for person in (ana, ben):
            person.votes("Alarms")
        ana.sees("2 of 3 have voted, 1 person lost the connection.")
        ana.counts("Count the votes")
        ben.sees("2 votes")
    dan.sees("Not in the count: 2 votes on “Sleep”. Ask Ana to open it again.")
    dan.comes_back()
    dan.sees("Not in the count: 2 votes on “Sleep”.")
    ana.presses("Let more people vote")
    ben.sees("2 votes left of 3")
    dan.sees("others may guess what you add")
    dan.presses("Give them now")
    ana.sees("3 of 3 have voted")
    ana.presses("Count the votes")
    for person in (ana, ben, dan):
        expect(person.page.get_by_text("2 votes", exact=True).locator("visible=true")).to_have_count(2)
    dan.does_not_see("Not in the count")


def test_a_late_answer_is_told_over_the_stage_too(gather: Gather) -> None:
    ana, ben, *_ = gather("Ana", "Ben", "Cleo", "Dan")
    ana.goes_on("Start", to="Set the frame")
    ben.can_answer("How safe is it", 4)
    with ben.away():
        ben.answers("How safe is it", 4)
        ana.sees("0 of 4 answered, 1 person lost the connection.")
        ana.counts("Show the answers")
    ben.sees(
        "Your answer to the safety check came after the count and is not in it. Ask Ana to open it again."
    )
    ana.presses("Next: What happened")
    ben.sees("The room has gone on since.")
    ben.presses("I have read this")
    ben.does_not_see("came after the count")


def test_an_answer_that_came_after_the_close_is_told_on_the_summary(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    seat = ana.seat.connect()
    seat.send("start")
    for _ in range(7):
        seat.send("next_stage", sure=True)
    ben.is_at("Celebrate and close")
    ben.can_answer("Was it worth your time?", 4)
    with ben.away():
        ben.answers("Was it worth your time?", 4)
        seat.send("close_meeting", sure=True)
        seat.leave()
    ben.page.wait_for_url(f"**/meetings/{ben.meeting}/summary")
    ben.sees("Your answer on the return on time is not counted.")


def test_every_way_to_the_next_stage_asks_about_an_answer_that_may_come(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    to_the_vote(ana)
    seat = ana.seat.connect()
    seat.send("next_stage", sure=True)
    seat.send("open_thumbs")
    seat.leave()
    ben.is_at("Alarms")
    with ben.away():
        ana.sees("1 person lost the connection")
        ana.chooses("More for the facilitator", "On to: Decide")
        ana.sees("Go on anyway?")
        ana.presses("On to: Decide now")
        ana.is_at("Decide")
