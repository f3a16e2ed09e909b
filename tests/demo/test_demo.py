import pytest

from facilitator import database
from facilitator.accounts import people
from facilitator.demo import cli, script
from facilitator.demo.live import LivePace
from facilitator.log.entry.reader import Reader
from facilitator.log.recall import offers
from facilitator.log.search.find import find
from facilitator.log.search.query import Query
from facilitator.refused import Refused


@pytest.fixture
def settings(app):
    return app.config["SETTINGS"]


def test_it_fills_an_empty_directory_with_two_closed_meetings(settings):
    cli.fill(settings)
    with database.read() as session:
        account = people.by_email(session, cli.EMAIL)
        page = find(session, Reader(account.id, {}), Query())

    held = [row for row in page.rows if row.entry.meeting_id]
    assert [row.entry.title for row in held] == [
        script.load(name)["title"] for name in ("database-outage-2017", "new-formula-1985")
    ]
    assert [row.actions for row in held] == [4, 2]


def test_the_first_page_shows_what_a_log_is_good_for(settings, app, client):
    password = cli.fill(settings).password
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-in", data={"email": cli.EMAIL, "password": password})
    page = client.get("/").text

    for heading in ("For you to do", "Closed lately", "Worth another look", "Not finished yet"):
        assert f">{heading}</h2>" in page, heading
    assert "The quotation that copied last year" in page


def test_an_earlier_entry_of_the_demonstration_comes_up_again(settings):
    cli.fill(settings)
    with database.read() as session:
        account = people.by_email(session, cli.EMAIL)
        found = offers.offers_for(session, Reader(account.id, {}), "An old price in a quotation")

    assert [each.title for each in found] == ["The quotation that copied last year's prices"]


def test_it_leaves_a_directory_alone_that_somebody_uses(settings, ana):
    with pytest.raises(Refused, match="Set FACILITATOR_DATA_DIR to an empty one"):
        cli.fill(settings)
    with database.read() as session:
        assert [account.name for account in people.accounts(session)] == ["Ana"]


def test_the_link_that_it_prints_opens_the_door(settings, client):
    filled = cli.fill(settings)

    assert "The offer that went out with two prices" in client.get(f"/join/{filled.room.link}").text


class Sitter:
    """As much of a leader as waiting for a guest needs."""

    is_connected = True

    def __init__(self):
        self.seat, self.view = "one", {"seats": {"one": {"here": True}}}

    def wait_until(self, true, seconds):
        if not true():
            raise TimeoutError


def test_the_three_wait_for_somebody_to_come():
    leader = Sitter()
    with pytest.raises(TimeoutError):
        LivePace([leader]).before_next("reflect")

    leader.view |= {"writing": {"done": 1, "of": 1}}
    leader.view["seats"]["guest"] = {"here": True}
    LivePace([leader]).before_next("reflect")


def test_the_three_go_when_the_server_has_stopped():
    leader = Sitter()
    leader.is_connected = False

    with pytest.raises(ConnectionError):
        LivePace([leader]).before_next("reflect")


def test_every_scenario_deals_out_no_more_votes_than_there_are():
    for name in ("database-outage-2017", "new-formula-1985", "offer-two-prices"):
        scenario = script.load(name)
        votes = sum(theme["votes"] for theme in scenario["themes"])

        assert votes <= 3 * len(scenario["people"]), name
