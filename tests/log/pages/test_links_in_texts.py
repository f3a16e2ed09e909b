"""The web addresses in what people wrote are links, on each page that shows it."""

import pytest
from fixtures.entries import Writer
from html_page import Page
from sqlalchemy import update

from facilitator import database
from facilitator.log.entry.tables import Action

URL = "https://wiki.example/OPS_12?a=1&b=2"
SAID = f"It stands in {URL}. Not javascript:alert(1), ftp://a.example/b or //c.example."


@pytest.fixture
def pages(writer: Writer) -> dict[str, str]:
    """The pages that show an entry, and its only action, which has ended."""
    texts = dict.fromkeys(("did", "drove", "happened", "next_time", "action_what"), SAID)
    more = ("id", "hypothesis", "test", "signal", "support", "due", "owner")
    row = {f"action_{name}": "" for name in more} | {"action_kind": "step"}
    entry = writer.write(learned=SAID, **(row | texts))
    with database.session() as session:
        session.execute(update(Action).values(state="done", worked="yes", came_of=SAID))
        action = session.query(Action).one().id
    return {
        "entry": f"/log/{entry}",
        "file": f"/log/{entry}/summary.html",
        "log": "/log",
        "actions": "/actions?show=all&state=ended",
        "action": f"/actions/{action}",
        "home": "/",
    }


@pytest.mark.parametrize(
    ("page", "number"), [("entry", 7), ("file", 7), ("log", 1), ("actions", 1), ("action", 2), ("home", 1)]
)
def test_they_are_links_that_tell_nothing(
    writer: Writer, pages: dict[str, str], page: str, number: int
) -> None:
    found = Page(writer.browser.get(pages[page]).text).all("a[rel~=nofollow]")

    assert [link.attributes["href"] for link in found] == [URL] * number
    assert {link.text() for link in found} == {URL}
    assert {link.attributes["rel"] for link in found} == {"noopener noreferrer nofollow"}
