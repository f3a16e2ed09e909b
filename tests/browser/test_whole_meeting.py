"""Three people in three browsers, from the first account to the exported summary."""

from __future__ import annotations

import json
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser.someone import MakeSomeone, Someone, http_address_in
from conftest import Server
from playwright.sync_api import expect

from facilitator.demo import script
from facilitator.meeting.hidden import JUST_BACK_MS

SCENARIO = script.load("database-outage-2017")
STATEMENT = SCENARIO["leader_statement"]
RECOUNT = SCENARIO["recount"]
CARDS = [text for _, _, text in SCENARIO["cards"]]
RESTORES, SILENT, HOST = (theme["name"] for theme in SCENARIO["themes"][:3])
NEXT_WEEK = (date.today() + timedelta(days=7)).isoformat()
PARKED = "Should the public notes be open while an incident is running?"


@pytest.mark.timeout(300)
def test_a_meeting_from_the_first_account_to_the_exported_summary(
    own_server: Server, someone: MakeSomeone, tmp_path: Path
) -> None:
    noor = someone(own_server.url, "Noor", permissions=["clipboard-read", "clipboard-write"])
    makes_the_first_account(noor, own_server.log())
    link = prepares(noor)

    teun, abela = someone(own_server.url, "Teun"), someone(own_server.url, "Abela", width=360)
    everybody = noor, teun, abela
    gather(noor, teun, abela, link)
    frame(*everybody)
    recount(*everybody)
    back_at = reflect(*everybody)
    group(*everybody)
    vote(*everybody)
    discuss(*everybody)
    commit(*everybody)
    noor.page.wait_for_timeout(max(0, JUST_BACK_MS - 1000 * (time.monotonic() - back_at)))
    celebrate(*everybody)

    close(*everybody)
    finds_the_entry(noor)
    takes_along(teun, tmp_path)


def makes_the_first_account(noor: Someone, log: str) -> None:
    noor.page.goto(http_address_in(log, "/setup/"))
    noor.box("Your name").fill("Noor")
    noor.box("E-mail address").fill("noor@example.org")
    noor.page.get_by_label("Password").fill("a few good words")
    noor.presses("Make my account")
    expect(noor.page.get_by_role("link", name="Noor", exact=True)).to_be_visible()


def prepares(noor: Someone) -> str:
    """Fills the form in, and copies the link."""
    page = noor.page
    page.get_by_role("link", name="Prepare a meeting").first.click()
    noor.box("What is it about?").fill(SCENARIO["title"])
    page.get_by_role("radio", name="Incident").check()
    noor.box("What you expected").fill(RECOUNT["expected"])
    noor.box("What happened").fill(RECOUNT["happened"])
    noor.box("What came of it").fill(RECOUNT["impact"])
    for index, (at, what) in enumerate(RECOUNT["timeline"]):
        if index >= noor.box("When").count():
            noor.presses("Add a row")
        noor.box("When").nth(index).fill(at)
        noor.box("What happened then").nth(index).fill(what)
    noor.box("What you own in this").fill(STATEMENT)
    page.get_by_text("Date, people, votes, tags").click()
    page.get_by_label("Tags").fill(", ".join(SCENARIO["tags"]))
    noor.presses("Create the meeting")

    expect(page.get_by_role("heading", level=1)).to_have_text(SCENARIO["title"])
    noor.presses("Copy")
    noor.sees("The link is copied.")
    link: str = page.evaluate("navigator.clipboard.readText()")
    assert link == page.get_by_label("The link", exact=True).input_value()
    return link


def gather(noor: Someone, teun: Someone, abela: Someone, link: str) -> None:
    teun.page.goto(link)
    teun.sees("Anonymous")
    teun.joins(link)
    teun.sees("It starts soon")
    abela.joins(link)
    noor.page.get_by_role("link", name="Open the room").click()
    noor.is_in_the_room()
    noor.meeting = teun.meeting
    for name in ("Noor", "Teun", "Abela"):
        expect(noor.page.get_by_role("main").get_by_text(name, exact=True)).to_be_visible()


def frame(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Start", to="Set the frame")
    teun.sees(STATEMENT)
    for person, score in ((noor, 4), (teun, 3), (abela, 5)):
        person.answers("How safe is it", score)
    abela.sees("3 of 3 answered")
    for person in (noor, abela):
        person.sees("With fewer than four people the answers stay hidden")
    expect(noor.button("Show the answers")).to_have_count(0)


def recount(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Next: What happened", to="What happened")
    teun.is_at("What happened")
    for _, what in RECOUNT["timeline"]:
        teun.sees(what)
    happened = RECOUNT["happened"]
    teun.box("What happened").fill(happened.replace("directory", "data directory", 1))
    abela.box("What happened").fill(f"{happened} Nobody was blamed.")
    both = f"{happened.replace('directory', 'data directory', 1)} Nobody was blamed."
    for person in (noor, teun, abela):
        expect(person.box("What happened")).to_have_value(both)
    abela.writes("When and what", "23:31 The command is stopped")
    noor.sees("The command is stopped")


def reflect(noor: Someone, teun: Someone, abela: Someone) -> float:
    """Returns when the last one came back: thanks are hidden for a random while if that has just been."""
    noor.goes_on("Next: Write alone", to="Write alone")
    noor.writes_card("What surprised us", CARDS[0])
    teun.writes_card("What surprised us", CARDS[1])
    teun.writes_card("What drove it", CARDS[4])
    teun.writes_card("What worked", CARDS[14])
    abela.does_not_see(CARDS[0])
    noor.does_not_see(CARDS[1])

    teun.box("Add a card: What we learned").press_sequentially(CARDS[9][:20])
    teun.comes_back()
    expect(teun.box("Add a card: What we learned")).to_have_value(CARDS[9][:20])
    teun.writes_card("What we learned", CARDS[9])

    loses_the_connection(abela)
    back_at = time.monotonic()
    teun.presses("I’m done")
    noor.sees("1 of 3 done")
    noor.presses("Show the cards")
    noor.sees("1 person is still writing")
    noor.presses("Wait a little")
    noor.is_at("Write alone")
    noor.presses("Show the cards")
    noor.presses("Show the cards now")
    return back_at


def loses_the_connection(abela: Someone) -> None:
    """What she writes meanwhile waits, and is sent in the order in which she wrote it."""
    with abela.away():
        abela.writes_card("What drove it", "Both hosts look alike")
        abela.with_card("Both hosts look alike", "Edit")
        abela.box("Your card").fill(CARDS[5])
        abela.presses("Save")
        abela.writes_card("What we learned", CARDS[10])
        abela.with_card(CARDS[5], "Move to “What surprised us”")
        abela.sees("Not saved yet", within=abela.card(CARDS[5]))
        abela.sees("Not saved yet", within=abela.card(CARDS[10]))
    abela.does_not_see("Not saved yet")


def group(noor: Someone, teun: Someone, abela: Someone) -> None:
    for person in (noor, teun, abela):
        person.is_at("Put together")
        for text in (CARDS[0], CARDS[1], CARDS[4], CARDS[5], CARDS[9], CARDS[10], CARDS[14]):
            expect(person.card(text)).to_be_visible()
    abela.does_not_see("Both hosts look alike")

    abela.with_card(CARDS[0], "Put in a new theme")
    abela.writes("Name of the theme", RESTORES)
    teun.with_card(CARDS[1], f"Put with “{RESTORES}”")
    # A card that is being dragged must not move because of what somebody else does.
    expect(noor.theme(RESTORES).get_by_role("listitem")).to_have_count(2)
    noor.drags(CARDS[5], noor.card(CARDS[4]))
    noor.writes("Name of the theme", HOST)
    noor.drags(CARDS[10], noor.theme(HOST))
    expect(teun.theme(HOST).get_by_role("listitem")).to_have_count(3)
    expect(abela.theme(RESTORES).get_by_role("listitem")).to_have_count(2)
    teun.presses("New theme")
    teun.writes("Name of a new theme", "Quiet errors")
    teun.with_card(CARDS[9], "Put with “Quiet errors”")
    abela.names_theme("Quiet errors", SILENT)
    noor.with_card(CARDS[10], "Take it out")
    expect(abela.theme(HOST).get_by_role("listitem")).to_have_count(2)


def vote(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Next: Vote", to="Vote")
    noor.votes(RESTORES, RESTORES, SILENT)
    teun.votes(RESTORES, HOST, HOST)
    abela.votes(RESTORES, SILENT)
    abela.presses(
        "Take one vote back", within=abela.page.get_by_role("group", name=f"Your votes for {SILENT}")
    )
    abela.votes(SILENT, SILENT)
    abela.sees("0 votes left")
    abela.sees("3 of 3 have voted")
    noor.presses("Count the votes")
    for person in (noor, teun, abela):
        person.sees("4 votes")


def discuss(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Next: Talk it through", to=RESTORES)
    teun.is_at(RESTORES)
    drifts(noor, teun, abela)
    teun.writes_learning("that backup jobs are backups", "that none could be restored", "count only restores")
    noor.sees("count only restores")

    abela.writes("Park a point", PARKED)
    teun.sees(PARKED)
    noor.presses("More time?")
    for person, answer in ((noor, "Enough"), (teun, "More time"), (abela, "More time")):
        person.presses(answer, within=person.page.get_by_role("region", name="More time?"))
    noor.sees("3 of 3 answered")
    noor.presses("Count the answers")
    teun.sees("the theme has two more minutes")

    noor.goes_on("Next theme", to=SILENT)
    abela.is_at(SILENT)
    noor.begins_a_learning()
    noor.presses("Write it in your own form")
    noor.writes("A learning", SCENARIO["themes"][1]["learning"])
    abela.sees(SCENARIO["themes"][1]["learning"])


def drifts(noor: Someone, teun: Someone, abela: Someone) -> None:
    teun.presses("We’re back on the failure")
    for person in (noor, abela):
        person.sees("back on the failure")
    abela.presses("Back to learning")
    noor.does_not_see("You are back on the failure")


def commit(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Next theme", to=HOST)
    noor.goes_on("Next: Decide", to="Decide")
    teun.is_at("Decide")
    step, experiment = SCENARIO["actions"][0], SCENARIO["actions"][3]
    teun.presses(re.compile(r"^→ step\s+from “Restores, not backups”$"))
    expect(teun.box("What we will do")).to_have_value("Count only restores")
    teun.box("What we will do").fill(step["what"])
    teun.page.get_by_label("Who looks after it").fill("Teun")
    teun.page.get_by_label("By when").fill(NEXT_WEEK)
    teun.page.get_by_label("Help asked for").fill(step["support"])
    teun.presses("Add the step")
    abela.begins_a_step()
    abela.presses("An experiment")
    abela.box("We think that").fill(experiment["hypothesis"])
    abela.box("To find out we will if known").fill(experiment["test"])
    abela.box("We will watch if known").fill(experiment["signal"])
    abela.presses("Add the experiment")
    for words in (step["what"], step["support"], experiment["hypothesis"], "Nobody looks after it yet"):
        noor.sees(words)
    noor.sees(re.compile("Restores, not backups · 1 step$"))


def celebrate(noor: Someone, teun: Someone, abela: Someone) -> None:
    noor.goes_on("Next: Celebrate and close", to="Celebrate and close")
    abela.writes("Thanks", "Teun, for saying at once what had happened")
    noor.writes("What went well", "The facts were there within an hour")
    teun.writes("What I take with me", "Restore something tomorrow")
    for person, score in ((noor, 4), (teun, 3), (abela, 4)):
        person.answers("Was it worth your time?", score)
    for words in (
        "Teun, for saying",
        "The facts were there",
        "Restore something tomorrow",
        "3 of 3 answered",
    ):
        noor.sees(words)


def takes_along_before_the_close(noor: Someone) -> None:
    with noor.page.expect_popup() as opened:
        noor.chooses("More for the facilitator", "Take along what is there")
    page = opened.value
    expect(page.get_by_text("This is what is there so far.")).to_be_visible()
    expect(page.get_by_text("count only restores").first).to_be_visible()
    page.close()


def close(noor: Someone, teun: Someone, abela: Someone) -> None:
    takes_along_before_the_close(noor)
    noor.presses("Close the meeting")
    dialog = noor.page.get_by_role("dialog", name="Close the meeting")
    noor.sees(f"“{HOST}” has no learning yet.", within=dialog)
    noor.sees("has no owner and no date", within=dialog)
    noor.presses("Close anyway")
    for person in (noor, teun, abela):
        person.reads_the_summary()
        for words in (
            "count only restores",
            RECOUNT["impact"],
            STATEMENT,
            PARKED,
            "Restore something tomorrow",
        ):
            person.sees(words)


def finds_the_entry(noor: Someone) -> None:
    noor.page.get_by_role("link", name="Log", exact=True).click()
    noor.page.get_by_role("link", name=SCENARIO["title"]).click()
    expect(noor.page.get_by_role("heading", level=1)).to_have_text(SCENARIO["title"])
    noor.sees("count only restores")


def takes_along(teun: Someone, folder: Path) -> None:
    markdown = downloads(teun, "Markdown", folder)
    for words in ("count only restores", CARDS[5], PARKED, "Restore something tomorrow", HOST):
        assert words in markdown
    told = json.loads(downloads(teun, "JSON", folder))
    assert told["title"] == SCENARIO["title"]
    assert [learning["votes"] for learning in told["learnings"]] == [4, 3]
    assert told["roti"]["answered"] == 3
    chat = copies(teun)
    assert "count only restores" in chat
    assert CARDS[5] not in chat
    with teun.page.expect_download() as download:
        teun.page.get_by_role("link", name="PDF", exact=True).click()
    download.value.save_as(folder / "summary.pdf")
    assert (folder / "summary.pdf").read_bytes().startswith(b"%PDF")


def copies(person: Someone) -> str:
    """What is in the clipboard after the main button."""
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.presses("Copy")
    person.sees("Copied. Paste it wherever your group keeps such things.")
    return str(person.page.evaluate("navigator.clipboard.readText()"))


def downloads(person: Someone, name: str, folder: Path) -> str:
    person.page.get_by_label("Other forms to take it along").click()
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name=name, exact=True).click()
    download.value.save_as(folder / name)
    return (folder / name).read_text()
