"""Everything can be read, reached and used, in every stage, role, width and colour scheme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from browser.looks import LIVE, barriers, barriers_of_a_long_page, listen, moving, spoken, too_small, too_wide
from browser.someone import Gather, MakeSomeone, Someone, http_address_in
from cast import Person
from conftest import Server
from playwright.sync_api import Locator, Page, expect

from facilitator import clock, database
from facilitator.accounts import people as accounts
from facilitator.accounts.access import COOKIE
from facilitator.demo import script
from facilitator.demo.client import RoomClient, open_meeting
from facilitator.meeting.agenda import KINDS, TITLES
from facilitator.meeting.model import Kind
from facilitator.tokens import new_id

LONG_TITLE = (
    "The migration of the customer database that began on a Friday and took until late on Sunday night"
)
LONG_NAME = "Maximiliane-Charlotte Hohenfriedberg-Zu"
WORDLESS = "x" * 300
THEME = "Donaudampfschifffahrtsgesellschaftskapitänspatent and all that follows from it"


def is_open_to_all(page: Page, what: str, barriers: Callable[[Page], list[str]] = barriers) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    assert (what, too_wide(page)) == (what, [])
    assert (what, barriers(page)) == (what, [])


# The room


@pytest.fixture
def room(gather: Gather) -> tuple[Someone, Someone]:
    """Ana facilitates and has everything long; Ben sits on a phone."""
    ana, ben = gather("Ana", LONG_NAME, title=LONG_TITLE, statement=WORDLESS)
    ben.page.set_viewport_size({"width": 360, "height": 740})
    ana.seat.connect()
    ben.seat.connect()
    return ana, ben


def stages(ana: Someone, ben: Someone) -> Iterator[Kind]:
    """The room goes from stage to stage, and things are written in each as the agenda has it."""
    for kind in KINDS:
        seq = ana.seat.send("start") if kind == "frame" else ana.seat.send("next_stage", sure=True)
        ben.seat.catch_up(seq)
        if kind in WRITTEN:
            WRITTEN[kind](ana.seat, ben.seat)
        for person in (ana, ben):
            expect(person.page.locator("[aria-current=step]")).to_contain_text(TITLES[kind])
        yield kind


def recount(ana: Person, ben: Person) -> None:
    ana.send("edit_recount", field="happened", was="", text=WORDLESS)
    ben.send("add_timeline_row", row=new_id(), at="23:31", what=WORDLESS)


def reflect(ana: Person, ben: Person) -> None:
    for person, column in ((ana, "surprise"), (ben, "driver"), (ben, "worked")):
        person.send("add_card", card=new_id(), key=new_id(), column=column, text=WORDLESS)
    ben.send("mark_done", done=True)
    ben.send("raise_hand")


def group(ana: Person, ben: Person) -> None:
    card, *_ = ben.view["cards"]
    ben.send("create_theme", theme=new_id(), name=THEME, cards=[card])


def vote(ana: Person, ben: Person) -> None:
    theme, *_ = ben.view["themes"]
    ben.send("cast_vote", theme=theme)


def discuss(ana: Person, ben: Person) -> None:
    ben.send("add_learning", learning=new_id(), text=WORDLESS)
    ben.send("park", item=new_id(), text=WORDLESS)
    ana.send("open_thumbs")
    ana.send("ask", text="What made it sensible?")
    ben.send("declare_drift")


def commit(ana: Person, ben: Person) -> None:
    ben.send("add_action", action=new_id(), kind="step", what=WORDLESS, owner=LONG_NAME)
    ben.send(
        "add_action", action=new_id(), kind="experiment", hypothesis="Two see more", signal="Wrong hosts"
    )


def celebrate(ana: Person, ben: Person) -> None:
    ben.send("add_appreciation", appreciation=new_id(), key=new_id(), kind="thanks", text=WORDLESS)


WRITTEN: dict[Kind, Callable[[Person, Person], None]] = {
    "recount": recount,
    "reflect": reflect,
    "group": group,
    "vote": vote,
    "discuss": discuss,
    "commit": commit,
    "celebrate": celebrate,
}


@pytest.mark.timeout(240)
def test_every_stage_is_open_to_all(room: tuple[Someone, Someone]) -> None:
    ana, ben = room
    is_open_to_all(ana.page, "lobby, facilitator")
    is_open_to_all(ben.page, "lobby, participant")
    for kind in stages(ana, ben):
        is_open_to_all(ana.page, f"{kind}, facilitator")
        is_open_to_all(ben.page, f"{kind}, participant")


@pytest.mark.timeout(240)
def test_every_stage_fits_fingers_and_moves_nothing_when_asked(
    someone: MakeSomeone, room: tuple[Someone, Someone], server: Server
) -> None:
    ana, ben = room
    touch = {"width": 360, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    phones = [someone(server.url, person.name, **touch) for person in room]
    for phone, person in zip(phones, room, strict=True):
        phone.sits(person.seat)
    for kind in stages(ana, ben):
        for phone in phones:
            expect(phone.page.locator("[aria-current=step]")).to_contain_text(TITLES[kind])
            assert (kind, too_small(phone.page)) == (kind, [])
            assert (kind, moving(phone.page)) == (kind, [])


def test_what_opens_over_the_room_is_open_to_all(room: tuple[Someone, Someone]) -> None:
    ana, _ = room
    ana.seat.send("start")
    buttons: dict[str, str | re.Pattern[str]] = {
        "People": re.compile("^People"),
        "Invite people": "Invite",
        "Notes": "Notes",
        "Sound and colours": "Sound and colours",
        "Keyboard shortcuts": "Keyboard shortcuts",
        "Change the agenda": "Change the agenda",
    }
    for title, button in buttons.items():
        ana.presses(button)
        opens_for_all(ana, title)
    ana.page.keyboard.press("w")
    opens_for_all(ana, "Pause")
    ana.chooses("More for the facilitator", "Close the meeting")
    opens_for_all(ana, "Close the meeting")


def opens_for_all(ana: Someone, title: str) -> None:
    dialog = ana.page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("banner")).to_have_count(0)
    is_open_to_all(ana.page, title)
    ana.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


DRAWN = """() => {
  const look = (selector) => {
    const { backgroundColor, backgroundImage, color } = getComputedStyle(document.querySelector(selector));
    return { paint: `${backgroundColor} ${backgroundImage}`, ground: backgroundColor, color };
  };
  const parts = ["[data-state=done] > .dot", "[data-state=now] > .dot", "[data-state=next] > .dot"];
  const meter = [".meter-track", ".meter-failure", ".meter-learning"];
  return { dots: parts.map(look), meter: meter.map(look), main: look(".button-main") };
}"""


def test_forced_colours_leave_agenda_and_meter_readable(gather: Gather) -> None:
    (ana,) = gather("Ana")
    ana.goes_on("Start", to="Set the frame")
    ana.goes_on("Next: What happened", to="What happened")
    ana.page.emulate_media(forced_colors="active")
    drawn = ana.page.evaluate(DRAWN)
    assert len({dot["paint"] for dot in drawn["dots"]}) == 3
    assert len({part["paint"] for part in drawn["meter"]}) == 3
    assert drawn["main"]["ground"] != drawn["main"]["color"]


# What is said aloud


def test_a_stage_is_announced_once(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ben.is_at("Set the frame")
    listen(ben.page)
    ana.goes_on("Next: What happened", to="What happened")
    ben.is_at("What happened")
    ana.presses("Pause")
    expect(ben.page.get_by_role("status").filter(has_text="Paused.")).to_have_count(1)

    assert [words for words in spoken(ben.page) if "What happened" in words] == [
        words for words in spoken(ben.page) if words.startswith("Now: What happened.")
    ][:1]


def test_a_ticking_clock_says_nothing(gather: Gather) -> None:
    ana, ben = gather("Ana", "Ben")
    ana.goes_on("Start", to="Set the frame")
    ben.is_at("Set the frame")
    clock = ben.page.get_by_role("main").get_by_role("timer")
    listen(ben.page)
    for _ in range(2):
        expect(clock).not_to_have_text(clock.inner_text())

    assert spoken(ben.page) == []
    assert ben.page.locator(LIVE).get_by_role("timer").count() == 0


# The pages


@dataclass(frozen=True)
class Leader:
    """Somebody who is signed in, and the ids of a draft and of a closed meeting of theirs."""

    person: Someone
    draft: str
    held: str


@pytest.fixture
def noor(server: Server, someone: MakeSomeone) -> Leader:
    """Noor is signed in, has a draft and has held a whole meeting."""
    database.init(f"sqlite:///{server.data_dir / 'facilitator.db'}")
    noor = someone(server.url, "Noor")
    with database.session() as session:
        account = accounts.create_account(session, "Noor", f"{clock.now()}@example.org", "-", "member")
        token = accounts.create_token(session, account.id, "tests")
        noor.keeps_cookie(COOKIE, accounts.sign_in(session, account.id))
    _, draft = open_meeting(server.url, token, title=LONG_TITLE)
    draft.leave()
    return Leader(noor, draft.meeting, hold(server.url, token))


def hold(url: str, token: str) -> str:
    scenario = script.load("database-outage-2017")
    link, leader = open_meeting(url, token, **script.prepared(scenario))
    cast = [leader, *(RoomClient.join(url, link, name) for name in scenario["people"][1:])]
    script.play(scenario, cast, script.Pace(), date.today())
    for person in cast:
        person.leave()
    return leader.meeting


@pytest.mark.timeout(240)
def test_every_page_is_open_to_all(noor: Leader) -> None:
    page = noor.person.page
    addresses = (
        "/",
        "/account",
        "/actions",
        "/actions?show=all&state=any",
        "/log",
        f"/meetings/{noor.draft}/summary",
        f"/meetings/{noor.held}/summary",
        f"/meetings/{noor.held}/summary.html",
        f"/meetings/{noor.held}",
    )
    for address in addresses:
        answer = page.goto(address)
        assert answer, address
        assert answer.ok, address
        for fold in page.locator(".summary-fold > summary").all():
            fold.click()
        is_open_to_all(page, address)
    page.goto("/api/v1/docs")
    is_open_to_all(page, "the API", barriers_of_a_long_page)
    page.goto("/log")
    page.locator(".log-row a").first.click()
    page.get_by_text("Delete it", exact=True).click()
    is_open_to_all(page, "an entry")
    page.set_viewport_size({"width": 320, "height": 740})
    assert (barriers(page), above_what_can_be_said(page)) == ([], [])


def above_what_can_be_said(page: Page) -> list[str]:
    """The actions of a summary whose owner and day do not stand between their words and their buttons."""
    return [
        action.inner_text()
        for action in page.locator(".action").all()
        if not top(action.locator(".action-who")) < top(action.locator(".action-tick"))
    ]


def top(place: Locator) -> float:
    found = place.bounding_box()
    assert found
    return found["y"]


def test_every_page_of_a_stranger_is_open_to_all(
    noor: Leader, someone: MakeSomeone, own_server: Server
) -> None:
    cleo = someone(noor.person.url, "Cleo")
    for address in ("/", "/sign-in", "/nowhere", f"/room/{noor.draft}", "/join/ended"):
        cleo.page.goto(address)
        is_open_to_all(cleo.page, address)
    cleo.complaints.clear()  # The browser itself complains about what is not there.

    first = someone(own_server.url, "Ana")
    first.page.goto("/")
    is_open_to_all(first.page, "/, before the first account")
    first.page.goto(http_address_in(own_server.log(), "/setup/"))
    is_open_to_all(first.page, "/setup")
    first.presses("Make my account")
    first.sees("Password")
    is_open_to_all(first.page, "/setup, refused")
    first.complaints.clear()
