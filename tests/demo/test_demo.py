import pytest

from facilitator import database
from facilitator.accounts import people
from facilitator.demo import cli, script
from facilitator.demo.live import LivePace
from facilitator.log import listing
from facilitator.meeting.refused import Refused


@pytest.fixture
def settings(app):
    return app.config["SETTINGS"]


def test_it_fills_an_empty_directory_with_two_closed_meetings(settings):
    cli.fill(settings)
    with database.read() as session:
        account = people.by_email(session, cli.EMAIL)
        page = listing.newest(session, account.id)

    assert [row.entry.title for row in page.rows] == [
        script.load(name)["title"] for name in ("database-outage-2017", "new-formula-1985")
    ]
    assert [row.actions for row in page.rows] == [4, 2]


def test_it_leaves_a_directory_alone_that_somebody_uses(settings, ana):
    with pytest.raises(Refused, match="Set FACILITATOR_DATA_DIR to an empty one"):
        cli.fill(settings)
    with database.read() as session:
        assert [account.name for account in people.accounts(session)] == ["Ana"]


def test_the_link_that_it_prints_opens_the_door(settings, client):
    filled = cli.fill(settings)

    assert "The offer that went out with two prices" in client.get(f"/join/{filled.room.link}").text


def test_the_three_know_when_somebody_has_come():
    class Sitter:
        def __init__(self, seat, view):
            self.seat, self.view = seat, view

    view = {"seats": {"one": {"here": True}}}
    pace = LivePace([Sitter("one", view)])
    assert not pace._has_guest()

    view["seats"]["guest"] = {"here": True}
    assert pace._has_guest()


def test_every_scenario_deals_out_no_more_votes_than_there_are():
    for name in ("database-outage-2017", "new-formula-1985", "offer-two-prices"):
        scenario = script.load(name)
        votes = sum(theme["votes"] for theme in scenario["themes"])

        assert votes <= 3 * len(scenario["people"]), name
