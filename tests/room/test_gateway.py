"""The room over real sockets: who gets in, what is answered, and who is told what."""

import time
from typing import Any

import pytest
import requests
from cast import OpenRoom, Person, agree, together, until
from conftest import Server
from flask import Flask
from flask_socketio import SocketIO
from html_page import Page
from socketio.exceptions import ConnectionError as NotConnected

from facilitator.room.gateway.socketio_internals import Sockets
from facilitator.tokens import new_id


def why_not(person: Person, **more: Any) -> str:
    """The code with which a connection is refused."""
    reasons: list[Any] = []
    person.socket.on("connect_error", reasons.append, namespace="/room")
    with pytest.raises(NotConnected):
        person.connect(**more)
    assert reasons[0]["message"]
    return str(reasons[0]["data"]["code"])


def test_the_view_comes_on_connect(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        assert ben.view["meeting"]["status"] == "draft"
        assert (ben.me["name"], ben.me["role"]) == ("Ben", "participant")
        assert "start" in ana.me["can"]
        assert "start" not in ben.me["can"]


def test_what_one_does_all_see(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("start")
        ben.send("add_timeline_row", row=new_id(), at="9:10", what="The first alarm")
        agree(ana, ben)
        assert [row["what"] for row in ana.view["timeline"].values()] == ["The first alarm"]


def test_a_patched_view_is_the_view_that_comes_fresh(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        for name in ("start", "next_stage", "declare_drift", "next_stage", "pause", "resume"):
            sure: dict[str, Any] = {"sure": True} if name == "next_stage" else {}
            ana.ask(name, **sure)
        agree(ana, ben)
        patched = ana.view, ana.me
        ana.call("check", {"seq": 0})
        until(lambda: len(ana.events("view")) == 2)
        assert (ana.view, ana.me) == patched


def test_only_the_asker_is_told_what_only_they_may_know(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("start")
        ben.send("answer_safety", score=2)
        ben.wait_until(lambda: ben.me["ballots"] == {"safety": 2})
        agree(ana, ben)
        assert ana.view["polls"]["safety"]["answered"] == 1
        assert "2" not in str(ana.me["ballots"])


def test_a_refusal_has_a_code_and_a_sentence(open_room: OpenRoom) -> None:
    _ana, ben = open_room("Ana", "Ben")
    with together(ben):
        answer = ben.ask("start")
        assert (answer["ok"], answer["code"]) == (False, "facilitator_only")
        assert answer["message"].endswith(".")


@pytest.mark.parametrize(
    ("event", "given", "code"),
    [
        ("command", [{"id": "A" * 22, "name": "sing", "data": {}}], "unknown_command"),
        ("command", [{"id": "A" * 22, "name": "join", "data": {"name": "x"}}], "unknown_command"),
        ("command", [{"id": "A" * 22, "name": "pause", "data": {"x": 1}}], "invalid"),
        ("command", [{"id": "A" * 22, "name": 3, "data": {}}], "invalid"),
        ("command", [{"id": "short", "name": "pause"}], "invalid"),
        ("command", [{"name": "pause"}], "invalid"),
        ("command", ["pause"], "invalid"),
        ("command", [None], "invalid"),
        ("command", [[[[]]]], "invalid"),
        ("command", [], "invalid"),
        ("command", [{}, {}], "invalid"),
        ("check", [{"seq": -1}], "invalid"),
        ("check", [{"seq": 2**60}], "invalid"),
        ("check", [{"seq": True}], "invalid"),
        ("check", [3], "invalid"),
        ("on_connect", [{}], "unknown_event"),
        ("view", [{}], "unknown_event"),
        ("", [{}], "unknown_event"),
    ],
)
def test_nonsense_is_answered(open_room: OpenRoom, event: str, given: list[Any], code: str) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        assert ana.call(event, *given)["code"] == code
        assert ana.call("check", {"seq": ana.seq})["ok"]


def test_a_repeated_command_id_happens_once_and_brings_the_view(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        once = new_id()
        first, again = (
            ana.ask("add_timeline_row", command_id=once, row="A" * 22, at="9:10", what="x") for _ in range(2)
        )
        assert first == again
        until(lambda: len(ana.events("view")) == 2)
        assert len(ana.view["timeline"]) == 1


def test_check_brings_the_view_to_whoever_is_behind(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        assert ana.call("check", {"seq": ana.seq - 1}) == {"ok": True, "seq": ana.seq}
        until(lambda: len(ana.events("view")) == 2)


def test_check_brings_nothing_to_whoever_is_not(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        assert ana.call("check", {"seq": ana.seq})["ok"]
        ana.call("check", {"seq": ana.seq})
        assert len(ana.events("view")) == 1


def test_commands_of_one_client_keep_their_order(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        answers: list[int] = []
        for i in range(20):
            row = {"row": f"row-{i:018}", "at": "", "what": str(i)}
            data = {"id": new_id(), "name": "add_timeline_row", "data": row}
            ana.socket.emit(
                "command", data, namespace="/room", callback=lambda answer: answers.append(answer["seq"])
            )
        ana.wait_until(lambda: len(ana.view["timeline"]) == 20)
        until(lambda: len(answers) == 20)
        assert answers == sorted(answers)
        rows = sorted(ana.view["timeline"].values(), key=lambda row: row["pos"])
        assert [row["what"] for row in rows] == [str(i) for i in range(20)]


def test_who_is_too_fast_is_told_to_wait(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    with together(ana):
        answers: list[dict[str, Any]] = []
        for _ in range(200):
            ana.socket.emit("check", {"seq": ana.seq}, namespace="/room", callback=answers.append)
        until(lambda: len(answers) == 200)
        assert {answer.get("code") for answer in answers} == {None, "too_fast"}
        time.sleep(1)
        assert ana.call("check", {"seq": ana.seq})["ok"]


def test_one_seat_cannot_use_up_the_reactions_of_the_room(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("start")
        ana.send("add_learning", learning="l" * 22, text="Rest first")
        until(lambda: ben.call("command", reaction("same")).get("code") == "too_many")
        until(lambda: ben.call("command", reaction("same", on=False))["ok"])
        assert ana.call("command", reaction("new"))["ok"]


def reaction(kind: str, *, on: bool = True) -> dict[str, Any]:
    data = {"kind": kind, "to": "l" * 22, "key": kind.ljust(22, "k"), "on": on}
    return {"id": new_id(), "name": "react", "data": data}


def test_a_removed_seat_loses_its_stream_within_a_second(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("remove_seat", seat=ben.me["seat"])
        ben.wait_until(lambda: ben.events("disconnect"), seconds=1)
        assert ben.events("goodbye")[0]["code"] == "no_seat"
        ana.send("start")
        assert ben.view["meeting"]["status"] == "draft"


def test_a_removed_seat_does_not_come_back(open_room: OpenRoom) -> None:
    ana, ben = open_room("Ana", "Ben")
    with together(ana, ben):
        ana.send("remove_seat", seat=ben.me["seat"])
        ben.wait_until(lambda: ben.events("disconnect"))
    again = Person(ben.base_url, ben.meeting, ben.token)
    assert why_not(again) == "no_seat"


def test_an_outsider_does_not_get_in(open_room: OpenRoom, server: Server) -> None:
    ana, cleo = open_room("Ana")[0], open_room("Cleo")[0]
    assert why_not(Person(server.url, ana.meeting, cleo.token)) == "no_seat"
    assert why_not(Person(server.url, new_id(), ana.token)) == "no_seat"


@pytest.mark.parametrize("auth", [None, [], "x", {}, {"meeting": 3, "token": "x"}, {"token": "x"}])
def test_auth_of_the_wrong_shape_is_refused(server: Server, auth: Any) -> None:
    person = Person(server.url, new_id(), "")
    reasons: list[Any] = []
    person.socket.on("connect_error", reasons.append, namespace="/room")
    with pytest.raises(NotConnected):
        person.socket.connect(server.url, auth=auth, namespaces=["/room"], transports=["websocket"])
    assert reasons[0]["data"]["code"] == "invalid"


def test_a_foreign_page_does_not_get_in_even_with_a_token(open_room: OpenRoom) -> None:
    (ana,) = open_room("Ana")
    assert why_not(ana, headers={"Origin": "https://evil.example"}) == "bad_origin"


Visit = tuple[requests.Session, str]


@pytest.fixture
def visit(server: Server) -> Visit:
    """A browser's cookies, and the CSRF token of the page that it looks at."""
    session = requests.Session()
    page = Page(session.get(server.url + "/sign-in").text)
    return session, page.value("input[name=csrf_token]")


def by_cookie(person: Person, visit: Visit, origin: str | None, csrf: str) -> None:
    cookies = visit[0].cookies.get_dict() | {f"seat_{person.meeting}": person.token}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if origin:
        headers["Origin"] = origin
    person.connect(auth={"meeting": person.meeting, "csrf": csrf}, headers=headers)


def test_a_browser_gets_in_by_its_cookie(open_room: OpenRoom, visit: Visit) -> None:
    (ana,) = open_room("Ana")
    by_cookie(ana, visit, ana.base_url, visit[1])
    assert ana.me["name"] == "Ana"


@pytest.mark.parametrize(
    ("origin", "csrf", "code"),
    [
        ("https://evil.example", "", "bad_origin"),
        (None, "", "bad_origin"),
        ("null", "", "bad_origin"),
        ("same", "forged", "csrf"),
    ],
)
def test_another_page_cannot_use_the_cookie(
    open_room: OpenRoom, visit: Visit, origin: str | None, csrf: str, code: str
) -> None:
    (ana,) = open_room("Ana")
    reasons: list[Any] = []
    ana.socket.on("connect_error", reasons.append, namespace="/room")
    with pytest.raises(NotConnected):
        by_cookie(ana, visit, ana.base_url if origin == "same" else origin, csrf or visit[1])
    assert reasons[0]["data"]["code"] == code


def test_nothing_is_sent_to_everybody_because_nobody_is_named() -> None:
    sockets = Sockets(SocketIO(Flask("nobody"), async_mode="threading"))
    with pytest.raises(ValueError, match="nobody"):
        sockets.send("patch", {}, [])


def test_other_namespaces_are_closed(server: Server) -> None:
    person = Person(server.url, new_id(), "")
    with pytest.raises(NotConnected):
        person.socket.connect(server.url, namespaces=["/"], transports=["websocket"], wait_timeout=2)


def test_polling_is_off(server: Server) -> None:
    assert requests.get(server.url + "/socket.io/?EIO=4&transport=polling", timeout=5).status_code == 400
