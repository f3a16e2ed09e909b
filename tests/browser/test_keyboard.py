"""A whole meeting led without a mouse."""

from __future__ import annotations

import pytest
from browser.hands import FAR, Hands
from browser.someone import Gather, Led, MakeSomeone, SignIn, Someone
from conftest import Server
from playwright.sync_api import Locator, expect

from facilitator.tokens import new_id

FIRST, SECOND, THIRD = "Both hosts look the same", "The prompt says nothing", "A second pair of eyes helped"


@pytest.mark.timeout(240)
def test_a_meeting_is_prepared_and_led_by_keyboard_alone(
    someone: MakeSomeone, signed_in: SignIn, server: Server
) -> None:
    ana = someone(server.url, "Ana")
    signed_in(ana)
    ana.page.goto("/")
    hands = Hands(ana)
    prepares(ana, hands)
    frames_and_recounts(ana, hands)
    writes(ana, hands)
    groups(ana, hands)
    votes(ana, hands)
    learns(ana, hands)
    decides(ana, hands)
    closes(ana, hands)


def prepares(ana: Someone, hands: Hands) -> None:
    hands.goes_to(ana.page.get_by_role("link", name="Prepare a meeting").first)
    hands.keys.press("Enter")
    hands.types("What is it about?", "The wrong host")
    hands.goes_to(ana.page.get_by_role("radio", checked=True).first)
    hands.keys.press("ArrowUp")
    hands.types("When", "23:30")
    hands.types("What happened then", "The directory is removed")
    hands.presses("Add a row")
    hands.keys.type("23:31")
    expect(ana.box("When").last).to_have_value("23:31")
    rows = ana.page.get_by_role("group", name="A short timeline").get_by_role("listitem")
    hands.presses("Remove this row", within=rows.last)
    expect(rows).to_have_count(2)
    hands.keeps_focus()
    hands.presses("Create the meeting")
    hands.goes_to(ana.page.get_by_role("link", name="Open the room"))
    hands.keys.press("Enter")
    ana.is_in_the_room()
    ana.meeting = ana.page.url.rpartition("/")[2]


def frames_and_recounts(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Start", to="Set the frame")
    hands.presses("4", within=ana.page.get_by_role("region", name="How safe is it"))
    ana.sees("1 of 1 answered")
    ana.sees("With fewer than four people the answers stay hidden")
    hands.goes_on("Next: What happened", to="What happened")
    hands.types("What we expected", "Minutes of work")
    hands.types("When and what", "23:40 Everybody looks for a backup")
    hands.keys.press("Enter")
    ana.sees("Everybody looks for a backup")
    hands.keeps_focus()
    hands.keys.type("23:50 The phone rings")
    hands.keys.press("Enter")
    down, up = (ana.button(f"Move {way}: The directory is removed") for way in ("down", "up"))
    hands.presses("Move down: The directory is removed")
    expect(up).to_be_visible()
    expect(down).to_be_focused()
    hands.keys.press("Enter")
    expect(down).to_have_count(0)
    expect(up).to_be_focused()


def writes(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Next: Write alone", to="Write alone")
    for column, text in (("What surprised us", FIRST), ("What drove it", SECOND), ("What worked", THIRD)):
        hands.types(f"Add a card: {column}", text)
        hands.keys.press("Enter")
        expect(ana.card(text)).to_be_visible()
        hands.keeps_focus()
    hands.chooses(f"What you can do with the card “{THIRD}”", "Edit")
    expect(ana.box("Your card")).to_be_focused()
    hands.keys.press("Escape")
    expect(ana.card(THIRD)).to_be_visible()
    hands.keeps_focus()
    hands.chooses(f"What you can do with the card “{THIRD}”", "Move to “What we learned”")


def groups(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Show the cards", to="Put together")
    hands.chooses(f"What you can do with the card “{FIRST}”", "Put in a new theme")
    expect(ana.box("Name of the theme")).to_be_focused()
    hands.keys.type("Which host am I on?")
    hands.keys.press("Enter")
    hands.keeps_focus()
    hands.chooses(f"What you can do with the card “{SECOND}”", "Put with “Which host am I on?”")
    expect(ana.theme("Which host am I on?").get_by_role("listitem")).to_have_count(2)
    hands.chooses(f"What you can do with the card “{SECOND}”", "Take it out")
    expect(ana.theme("Which host am I on?").get_by_role("listitem")).to_have_count(1)
    hands.keeps_focus()
    for name in ("Prompts", "Care"):
        hands.presses("New theme")
        expect(ana.box("Name of a new theme")).to_be_focused()
        hands.keys.type(name)
        hands.keys.press("Enter")
        expect(ana.theme(name)).to_be_visible()
        expect(ana.button("New theme")).to_be_focused()
    hands.chooses("What you can do with “Prompts”", "Merge into “Care”")
    hands.presses("Undo: themes merged")
    hands.chooses("What you can do with “Care”", "Remove it")
    hands.chooses("What you can do with “Prompts”", "Remove it")


def votes(ana: Someone, hands: Hands) -> None:
    hands.goes_on_holding_enter("Next: Vote", to="Vote")
    mine = ana.page.get_by_role("group", name="Your votes for Which host am I on?")
    hands.presses("Give one vote", within=mine)
    hands.keys.press("Enter")
    ana.sees("1 vote left")
    hands.presses("Count the votes")
    ana.sees("2 votes")
    hands.keeps_focus()
    hands.presses("Vote again")
    expect(ana.button("These votes go. Let everybody vote anew")).to_be_focused()
    hands.keys.press("Escape")
    expect(ana.button("Vote again")).to_be_focused()


def learns(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Next: Talk it through", to="Which host am I on?")
    hands.presses("Write what this teaches us")
    for start, words in (
        ("We believed", "in care"),
        ("we saw", "midnight"),
        ("so next time we", "ask the host"),
    ):
        hands.types(start, words)
    hands.presses("Keep this learning")
    ana.sees("so next time we ask the host")
    hands.keeps_focus()
    hands.types("Park a point", "Who owns recovery?")
    hands.keys.press("Enter")
    ana.sees("Who owns recovery?")
    hands.presses("We’re back on the failure")
    ana.sees("You are back on the failure")
    expect(ana.button("Back to learning")).to_be_focused()
    hands.keys.press("Enter")
    expect(ana.button("We’re back on the failure")).to_be_focused()
    hands.presses("Pause")
    expect(ana.button("Go on")).to_be_focused()
    hands.keys.press("Enter")
    ana.does_not_see("Paused. The clock stands still")
    expect(ana.button("Next: Decide")).to_be_focused()


def decides(ana: Someone, hands: Hands) -> None:
    for number in (2, 3):
        # Nobody voted for these: the room leads past them, and they can still be talked about.
        hands.chooses("More for the facilitator", "Next theme")
        ana.sees(f"Theme {number} of 3")
        hands.keeps_focus()
    hands.goes_on("Next: Decide", to="Decide")
    hands.presses("Without a learning")
    hands.types("What we will do", "Red prompts on production hosts")
    hands.presses("Add the step")
    ana.sees("Nobody looks after it yet")
    hands.keeps_focus()
    hands.chooses("What you can do with “Red prompts on production hosts”", "Edit")
    expect(ana.box("What we will do")).to_be_focused()
    hands.presses("Leave it")
    expect(ana.page.get_by_label("What you can do with “Red prompts on production hosts”")).to_be_focused()


def closes(ana: Someone, hands: Hands) -> None:
    hands.goes_on("Next: Celebrate and close", to="Celebrate and close")
    hands.presses("Close the meeting")
    dialog = ana.page.get_by_role("dialog", name="Close the meeting")
    hands.presses("Not yet")
    expect(dialog).to_have_count(0)
    expect(ana.button("Close the meeting")).to_be_focused()
    hands.keys.press("Enter")
    hands.presses("Close anyway", within=dialog)
    ana.reads_the_summary()
    ana.sees("ask the host")


def test_a_question_keeps_the_focus_inside_and_gives_it_back(gather: Gather) -> None:
    ana, _ = gather("Ana", "Ben")
    hands = Hands(ana)
    hands.presses("Invite")
    ana.sees("Whoever opens this link")
    for _ in range(6):
        hands.keys.press("Tab")
        assert ana.page.evaluate(
            "!document.activeElement.closest('.room') || !!document.activeElement.closest('dialog')"
        )
    hands.keys.press("Escape")
    expect(ana.button("Invite")).to_be_focused()
    hands.presses("Change the agenda")
    hands.presses("Move What happened up")
    expect(ana.button("Move What happened up")).to_be_focused()
    expect(ana.page.get_by_role("dialog").get_by_label("Title").first).to_have_value("What happened")
    hands.keys.press("Escape")
    expect(ana.button("Change the agenda")).to_be_focused()


def test_a_key_lists_the_keys_and_none_works_while_one_writes(gather: Gather) -> None:
    (ana,) = gather("Ana")
    ana.page.keyboard.press("?")
    ana.sees("This list")
    ana.page.keyboard.press("Escape")
    ana.goes_on("Start", to="Set the frame")
    ana.box("What I own in this").fill("")
    ana.page.keyboard.type("n?p")
    expect(ana.box("What I own in this")).to_have_value("n?p")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def test_nothing_lies_over_the_focus_on_a_phone(led: Led) -> None:
    ana, ben = led("reflect", width=360, height=740)
    hands = Hands(ben)
    for number in range(7):
        ana.send(
            "add_card", card=new_id(), key=new_id(), column="driver", text=f"Host {number} looks the same"
        )
    ana.send("next_stage", sure=True)
    ben.is_at("Put together")
    ticks = ben.page.get_by_role("checkbox")
    hands.goes_to(ticks.last)
    hands.keys.press("Space")
    shows_focus_on_the_way(hands, "Shift+Tab", to=ticks.first)
    shows_focus_on_the_way(hands, "Tab", to=ticks.last)
    shows_focus_on_the_way(hands, "Tab", to=ben.button("Select none"))
    hands.keys.press("Enter")
    expect(ticks.last).to_be_focused()
    hands.shows_focus()

    ana.send("next_stage", sure=True)
    ana.send("next_stage", sure=True)
    ana.send("open_thumbs")
    ben.sees("Stay with this theme a little longer?")
    shows_focus_on_the_way(hands, "Tab", to=ben.button("Enough"))


def shows_focus_on_the_way(hands: Hands, key: str, *, to: Locator) -> None:
    for _ in range(FAR):
        hands.keys.press(key)
        hands.shows_focus()
        if to.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {to}")
