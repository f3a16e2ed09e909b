"""Access that has ended is over for sockets that are open, in every process, and for cookies that were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import requests
from cast import Person, a_meeting, together, until
from conftest import Server, free_port
from fixtures.two_processes import Two
from flask import Flask
from html_page import Page
from sqlalchemy import ColumnElement, Executable, delete, select, update

from facilitator import clock, database
from facilitator.accounts import administration, invitations, people
from facilitator.accounts.access import COOKIE
from facilitator.accounts.passwords import hash_password
from facilitator.accounts.tables import Account, ApiToken, SignIn
from facilitator.config import load
from facilitator.meeting.commands import RenameSeat
from facilitator.refused import Refused
from facilitator.room import service
from facilitator.room.retention import delete_meeting
from facilitator.room.seats import cookie_name
from facilitator.tokens import hashed, new_id

# It is within a second where the machine has nothing else to do.
BOUND_SECONDS = 3.0
OLD, NEW = "the lighthouse keeper's tea", "the gardener's seventh umbrella"


@dataclass(frozen=True)
class Doors:
    """One server, or two on one database: people use the pages of the first, and the sockets of the last."""

    pages: Server
    sockets: Server


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    server = Server(tmp_path_factory.mktemp("one"), free_port())
    server.start()
    yield Doors(server, server)
    server.end()


@pytest.fixture(scope="module")
def two_doors(two: Two) -> Doors:
    return Doors(*two.servers)


@pytest.fixture(params=["one", "two_doors"])
def doors(request: pytest.FixtureRequest) -> Iterator[Doors]:
    """Both arrangements. This process uses their database, too."""
    made: Doors = request.getfixturevalue(request.param)
    app = Flask("doors")
    app.config["SETTINGS"] = load(made.pages.environ)
    database.init(app.config["SETTINGS"].database_url)
    with app.app_context():
        yield made
    database.engine().dispose()


@dataclass
class Browser:
    """A browser that opens pages of the first server."""

    doors: Doors
    visit: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, account: Account) -> Browser:
        with database.session() as session:
            self.visit.cookies.set(COOKIE, people.sign_in(session, account.id))
        return self

    def submit(self, page: str, action: str, **typed: object) -> requests.Response:
        """Fill in the form of a page and send it."""
        sent = Page(self.open(page).text).values(f"form[action='{action}']")
        address = self.doors.pages.url + action
        answer = self.visit.post(address, data=sent | typed, timeout=10, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer

    def open(self, page: str) -> requests.Response:
        return self.visit.get(self.doors.pages.url + page, timeout=10)

    def join(self, link: str, meeting: str, name: str) -> Person:
        """Join with the link. The person's socket is at the last server."""
        page = f"/join/{link}"
        sent = Page(self.open(page).text).values("form.stack") | {"name": name}
        address = self.doors.pages.url + page
        assert self.visit.post(address, data=sent, timeout=10, allow_redirects=False).status_code == 303
        return Person(self.doors.sockets.url, meeting, str(self.visit.cookies[cookie_name(meeting)]))


@dataclass
class Scene:
    """Ana's meeting, and Ben, whose account joined it in one browser and has another one."""

    doors: Doors
    meeting: str
    ana: Person
    ben: Person
    account: Account
    here: Browser
    elsewhere: Browser


@pytest.fixture
def scene(doors: Doors) -> Scene:
    with database.session() as session:
        meeting, link, token = service.create_meeting(session, None, a_meeting())
        kept = hash_password(OLD)
        ben = people.create_account(session, "Ben", f"{new_id()}@example.org".lower(), kept, "member")
        people.create_account(session, "Ada", f"{new_id()}@example.org".lower(), "", "admin")
    here, elsewhere, _third = (Browser(doors).sign_in(ben) for _ in range(3))
    seated = here.join(link, meeting, "Ben")
    return Scene(doors, meeting, Person(doors.sockets.url, meeting, token), seated, ben, here, elsewhere)


# What ends Ben's access.


def goes_on_in_another_browser(scene: Scene) -> None:
    room = f"/room/{scene.meeting}"
    scene.elsewhere.submit(room, room)


def signs_out(scene: Scene) -> None:
    scene.here.submit("/account", "/sign-out")


def signs_out_the_others(scene: Scene) -> None:
    scene.elsewhere.submit("/account", "/account/sign-out-others")


def ends_one_sign_in(scene: Scene) -> None:
    with database.read() as session:
        token = str(scene.here.visit.cookies[COOKIE])
        ended = session.scalars(select(SignIn).where(SignIn.token_hash == hashed(token))).one()
    scene.elsewhere.submit("/account", f"/account/sign-ins/{ended.id}/end")


def changes_the_password(scene: Scene) -> None:
    scene.elsewhere.submit("/account", "/account/password", current=OLD, password=NEW)


def resets_the_password(scene: Scene) -> None:
    with database.session() as session:
        link = invitations.reset_forgotten(session, session.get_one(Account, scene.account.id))
    page = f"/reset/{invitations.token_of(link)}"
    stranger = Browser(scene.doors)
    sent = Page(stranger.open(page).text).values("main form") | {"password": NEW}
    address = scene.doors.pages.url + page
    assert stranger.visit.post(address, data=sent, timeout=10, allow_redirects=False).status_code == 303


def is_signed_in_for_too_long(scene: Scene) -> None:
    with database.session() as session:
        session.execute(update(SignIn).where(SignIn.account_id == scene.account.id).values(expires_at=1))


def is_deactivated(scene: Scene) -> None:
    with database.session() as session:
        administration.deactivate(session, scene.account.id)


def is_removed(scene: Scene) -> None:
    scene.ana.send("remove_seat", seat=scene.ben.seat)


ENDS = [
    goes_on_in_another_browser,
    signs_out,
    signs_out_the_others,
    ends_one_sign_in,
    changes_the_password,
    resets_the_password,
    is_signed_in_for_too_long,
    is_deactivated,
    is_removed,
]


def is_refused(person: Person) -> bool:
    """Whether the token opens no socket any more."""
    again, reasons = Person(person.base_url, person.meeting, person.token), list[object]()
    again.socket.on("connect_error", reasons.append, namespace="/room")
    with pytest.raises(Exception, match="namespaces"):
        again.connect()
    return "no_seat" in str(reasons)


@pytest.mark.parametrize("end", ENDS)
def test_ended_access_is_over_everywhere(scene: Scene, end: Callable[[Scene], None]) -> None:
    cookie = {cookie_name(scene.meeting): scene.ben.token}
    with together(scene.ana, scene.ben):
        end(scene)
        scene.ben.wait_until(lambda: scene.ben.events("disconnect"), BOUND_SECONDS)
        assert scene.ben.events("goodbye")[0]["code"] in {"no_seat", "seat_moved"}
        heard = len(scene.ben.heard)
        scene.ana.send("start")
        assert len(scene.ben.heard) == heard
    assert is_refused(scene.ben)
    page = f"{scene.doors.pages.url}/room/{scene.meeting}"
    assert requests.get(page, cookies=cookie, timeout=10).status_code == 403


def test_a_command_that_comes_before_the_goodbye_does_nothing(scene: Scene) -> None:
    with together(scene.ben):
        seat = scene.ben.seat
    came_with = hashed(scene.ben.token)
    service.act(scene.meeting, seat, new_id(), RenameSeat("Benno"), token_hash=came_with)
    is_signed_in_for_too_long(scene)
    with pytest.raises(Refused) as refused:
        service.act(scene.meeting, seat, new_id(), RenameSeat("Benny"), token_hash=came_with)
    assert refused.value.code == "no_seat"


def test_a_deleted_meeting_is_over_everywhere(scene: Scene) -> None:
    with together(scene.ana, scene.ben):
        delete_meeting(scene.meeting)
        until(lambda: scene.ana.events("disconnect") and scene.ben.events("disconnect"), BOUND_SECONDS)
        for person in (scene.ana, scene.ben):
            assert person.events("goodbye")[0]["code"] == "no_meeting"


# How a program gets a seat.


def prepares(doors: Doors, headers: dict[str, str]) -> Person:
    prepared = {"title": "The release", "minutes": 60, "category": "other"}
    made = requests.post(
        f"{doors.pages.url}/api/v1/meetings", json=prepared, headers=headers, timeout=10
    ).json()
    return Person(doors.sockets.url, made["id"], made["seat_token"])


def joins(doors: Doors, headers: dict[str, str], times: int = 1) -> Person:
    with database.session() as session:
        _, link, _ = service.create_meeting(session, None, a_meeting())
    address = f"{doors.pages.url}/api/v1/join/{link}"
    for _ in range(times):
        made = requests.post(address, json={"name": "Bot"}, headers=headers, timeout=10).json()
    return Person(doors.sockets.url, made["meeting"], made["token"])


def comes_back(doors: Doors, headers: dict[str, str]) -> Person:
    return joins(doors, headers, times=2)


def is_revoked(token_of: ColumnElement[bool]) -> Executable:
    return delete(ApiToken).where(token_of)


def expires(token_of: ColumnElement[bool]) -> Executable:
    return update(ApiToken).where(token_of).values(expires_at=clock.now())


@pytest.mark.parametrize("end", [is_revoked, expires])
@pytest.mark.parametrize("sit", [prepares, joins, comes_back])
def test_the_seat_of_a_program_ends_with_its_token(
    doors: Doors,
    sit: Callable[[Doors, dict[str, str]], Person],
    end: Callable[[ColumnElement[bool]], Executable],
) -> None:
    with database.session() as session:
        bot = people.create_account(session, "Bot", f"{new_id()}@example.org".lower(), "", "member")
        token = people.create_token(session, bot.id, "bot")
    person = sit(doors, {"Authorization": f"Bearer {token}"})
    with together(person):
        with database.session() as session:
            session.execute(end(ApiToken.account_id == bot.id))
        person.wait_until(lambda: person.events("disconnect"), BOUND_SECONDS)
    assert is_refused(person)
