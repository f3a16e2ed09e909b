"""The questions that the facilitator and the askers can put before the room."""

from __future__ import annotations

from browser.someone import Gather


def test_questions_stand_by_purpose_with_their_tradition(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben", category="incident")
    ana.seat.connect()
    for command in ("start", *["next_stage"] * 5):
        ana.seat.send(command, **({"sure": True} if command == "next_stage" else {}))
    ana.page.get_by_text("Questions you can raise").click()
    ana.sees("For a meeting like this one")
    ana.sees("What made it sensible then?")
    question = ana.page.get_by_role("listitem").filter(has_text="What did the screens show then")
    ana.sees("Debriefing guide", within=question)
    ana.does_not_see("Which number did we trust")
    ana.presses("Put it before the room", within=question)
    ben.sees("What did the screens show then, and what did people make of it?")
    ben.does_not_see("Questions you can raise")
